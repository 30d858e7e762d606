package org.dmaengine.endpoints.schemes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.dmaengine.Direction;
import org.dmaengine.endpoints.EndpointPort;
import org.dmaengine.endpoints.PortContract;
import org.dmaengine.endpoints.stubs.Logs;

class PipeContractTest extends PortContract {
    private final PipeScheme scheme = new PipeScheme(new Logs().logger());
    private CompletableFuture<byte[]> received;

    @Override
    protected EndpointPort source(byte[] content) throws Exception {
        Path pipe = pipe("in");
        EndpointPort port = scheme.open(pipe.toString(), Direction.DEV_TO_MEM);
        Thread.ofPlatform().daemon().start(() -> write(pipe, content));
        return port;
    }

    private static void write(Path pipe, byte[] content) {
        try {
            Files.write(pipe, content);
        } catch (IOException e) {
            // the test has closed the port
        }
    }

    @Override
    protected EndpointPort sink() throws Exception {
        Path pipe = pipe("out");
        EndpointPort port = scheme.open(pipe.toString(), Direction.MEM_TO_DEV);
        received = CompletableFuture.supplyAsync(() -> read(pipe), task -> Thread.ofPlatform().daemon().start(task));
        return port;
    }

    private static byte[] read(Path pipe) {
        try (var in = Files.newInputStream(pipe)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected byte[] received() throws Exception {
        return received.get(10, TimeUnit.SECONDS);
    }

    private Path pipe(String name) throws Exception {
        Path pipe = folder.resolve(name);
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).inheritIO().start().waitFor());
        return pipe;
    }
}

package org.dmaengine.endpoints.schemes;

import static org.dmaengine.Direction.DEV_TO_MEM;
import static org.dmaengine.Direction.MEM_TO_DEV;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dmaengine.endpoints.EndpointPort;
import org.dmaengine.endpoints.EndpointScheme;
import org.dmaengine.endpoints.stubs.Logs;
import org.dmaengine.endpoints.stubs.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Whatever the threads are blocked in, they are gone within a second.
@Timeout(30)
class ClosingTest {
    @TempDir
    Path folder;

    private final List<AutoCloseable> others = new ArrayList<>();

    @AfterEach
    void closeTheOtherSides() throws Exception {
        for (AutoCloseable other : others) {
            other.close();
        }
    }

    @Test
    void shouldEndEveryThreadWhateverItIsBlockedIn() throws Exception {
        EndpointsComponent endpoints = new EndpointsComponent();
        add(endpoints, "tcp", new TcpScheme());
        add(endpoints, "listen", new ListenScheme());
        add(endpoints, "unix", new UnixScheme());
        add(endpoints, "unix-listen", new UnixListenScheme());
        add(endpoints, "pipe", new PipeScheme(new Logs().logger()));
        add(endpoints, "file", new FileScheme());

        String busyPort = "tcp:127.0.0.1:" + server().getLocalPort();
        String socket = "unix:" + unixServer();
        String opened = pipe("opened", StandardOpenOption.READ, StandardOpenOption.WRITE);
        Path big = Files.write(folder.resolve("big"), new byte[4 << 20]);
        List<EndpointPort> ports = List.of(
                endpoints.open("listen:0", DEV_TO_MEM), // in accept
                endpoints.open("unix-listen:" + folder.resolve("own"), MEM_TO_DEV),
                endpoints.open(busyPort, DEV_TO_MEM), // in read
                fill(endpoints.open(busyPort, MEM_TO_DEV)), // in write
                endpoints.open(socket, DEV_TO_MEM),
                fill(endpoints.open(socket, MEM_TO_DEV)),
                endpoints.open(pipe("in"), DEV_TO_MEM), // in open
                endpoints.open(pipe("out"), MEM_TO_DEV),
                endpoints.open(opened, DEV_TO_MEM), // in read, with nobody's bytes
                fill(endpoints.open(pipe("full", StandardOpenOption.READ, StandardOpenOption.WRITE), MEM_TO_DEV)),
                endpoints.open("file:" + big, DEV_TO_MEM), // waits for room
                endpoints.open("file:" + folder.resolve("small"), MEM_TO_DEV)); // waits for bytes
        assertEquals(ports.size(), Threads.ofEndpoints().size());

        long begin = System.nanoTime();
        endpoints.closeAll();
        Threads.expectNone();
        assertTrue(System.nanoTime() - begin < 1_000_000_000, "within a second");
        for (EndpointPort port : ports) {
            assertThrows(IOException.class, () -> port.level(1), port::endpoint);
        }
    }

    private static void add(EndpointsComponent endpoints, String name, EndpointScheme scheme) {
        endpoints.addScheme(scheme, Map.of(EndpointScheme.SCHEME, name));
    }

    /// Gives a sink so much that its device cannot take it all, and waits until that is stuck.
    private static EndpointPort fill(EndpointPort sink) throws Exception {
        MemorySegment bytes = MemorySegment.ofArray(new byte[1 << 16]);
        long stuckAt = -1;
        while (stuckAt != sink.passed() || sink.level(1) > 0) {
            stuckAt = sink.passed();
            while (sink.level(1) > 0) {
                sink.burst(0, bytes, 0, Math.min(sink.level(1), 1 << 16), 1);
            }
            Thread.sleep(10);
        }
        return sink;
    }

    private ServerSocket server() throws IOException {
        ServerSocket server = new ServerSocket(0, 8, InetAddress.getByName("127.0.0.1"));
        others.add(server);
        return server;
    }

    private Path unixServer() throws IOException {
        Path path = folder.resolve("theirs");
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        others.add(server);
        server.bind(UnixDomainSocketAddress.of(path), 8);
        return path;
    }

    private String pipe(String name, StandardOpenOption... held) throws Exception {
        Path pipe = folder.resolve(name);
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).inheritIO().start().waitFor());
        if (held.length > 0) {
            others.add(FileChannel.open(pipe, held));
        }
        return "pipe:" + pipe;
    }
}

package org.dmaengine.endpoints.schemes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.dmaengine.Direction;
import org.dmaengine.endpoints.EndpointPort;
import org.dmaengine.endpoints.EndpointScheme;
import org.dmaengine.endpoints.PumpedPort;
import org.osgi.service.component.annotations.Component;

/// `pipe:PATH` one side of a named pipe; waits for whoever has the other.
@Component(property = EndpointScheme.SCHEME + "=pipe")
public final class PipeScheme implements EndpointScheme {
    @Override
    public EndpointPort open(String rest, Direction direction) throws IOException {
        String endpoint = "pipe:" + rest;
        Path path = FileScheme.path(endpoint, rest);
        if (!Files.exists(path)) {
            throw new IOException(endpoint + ": there is no such pipe; make it with mkfifo " + rest);
        }
        if (!NamedPipe.isOne(path)) {
            throw new IOException(endpoint + " is no named pipe; say file:" + rest + ", or make one with mkfifo");
        }
        StandardOpenOption side = direction == Direction.DEV_TO_MEM ? StandardOpenOption.READ : StandardOpenOption.WRITE;
        if (direction == Direction.DEV_TO_MEM ? !Files.isReadable(path) : !Files.isWritable(path)) {
            throw new IOException(endpoint + ": permission denied");
        }
        return PumpedPort.of(endpoint, direction, new PipeDevice(path, side));
    }
}

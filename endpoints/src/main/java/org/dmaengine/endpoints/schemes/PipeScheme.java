package org.dmaengine.endpoints.schemes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;
import org.dmaengine.Direction;
import org.dmaengine.endpoints.EndpointPort;
import org.dmaengine.endpoints.EndpointScheme;
import org.dmaengine.endpoints.PumpedPort;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;

/// `pipe:PATH` one side of a named pipe; waits for whoever has the other.
///
/// A port that is closed while it waits lets go by way of the path. If that does not lead to the pipe any more, since it has been deleted, say, or may not be opened
/// for both reading and writing, the system offers no way: the port is closed, its thread stays until somebody has the other side, which
/// is logged. With [#MOST_LEFT] of them no more pipes are opened.
@Component(property = EndpointScheme.SCHEME + "=pipe")
public final class PipeScheme implements EndpointScheme {
    /// Threads that may stay behind.
    static final int MOST_LEFT = 16;

    private final Logger log;
    private final AtomicInteger left = new AtomicInteger();

    @Activate
    public PipeScheme(@Reference(service = LoggerFactory.class) Logger log) {
        this.log = log;
    }

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
        if (left.get() >= MOST_LEFT) {
            throw new IOException(endpoint + ": " + left + " threads still wait in pipes that have been deleted, " + MOST_LEFT
                    + " may; close a port before its pipe is deleted");
        }
        StandardOpenOption side = direction == Direction.DEV_TO_MEM ? StandardOpenOption.READ : StandardOpenOption.WRITE;
        if (direction == Direction.DEV_TO_MEM ? !Files.isReadable(path) : !Files.isWritable(path)) {
            throw new IOException(endpoint + ": permission denied");
        }
        return PumpedPort.of(endpoint, direction, new PipeDevice(path, side, log, left));
    }
}

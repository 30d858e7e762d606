package org.dmaengine.endpoints.schemes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import org.dmaengine.Direction;
import org.dmaengine.endpoints.EndpointPort;
import org.dmaengine.endpoints.EndpointScheme;
import org.dmaengine.endpoints.PumpedPort;
import org.osgi.service.component.annotations.Component;

/// `file:PATH` a source that reads a file to its end, a sink that creates it or writes it anew.
@Component(property = EndpointScheme.SCHEME + "=file")
public final class FileScheme implements EndpointScheme {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Set<StandardOpenOption> NEW = Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING);

    @Override
    public EndpointPort open(String rest, Direction direction) throws IOException {
        String endpoint = "file:" + rest;
        Path path = path(endpoint, rest);
        if (Files.isDirectory(path)) {
            throw new IOException(endpoint + " is a folder; name a file");
        }
        if (NamedPipe.isOne(path)) {
            throw new IOException(endpoint + " is a named pipe; say pipe:" + rest);
        }
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new IOException(endpoint + ": there is no folder " + folder);
        }
        FileDevice device = new FileDevice(path, direction == Direction.DEV_TO_MEM ? Set.of(StandardOpenOption.READ) : NEW);
        return PumpedPort.of(endpoint, direction, device).awaitOpen(SOON);
    }

    static Path path(String endpoint, String rest) {
        if (rest.isEmpty()) {
            throw new IllegalArgumentException(endpoint + " is refused; behind the colon stands a path");
        }
        try {
            return Path.of(rest);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(endpoint + " is refused; no path can look like that: " + e.getReason(), e);
        }
    }
}

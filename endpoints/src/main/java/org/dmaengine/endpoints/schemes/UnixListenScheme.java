package org.dmaengine.endpoints.schemes;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dmaengine.Direction;
import org.dmaengine.endpoints.EndpointPort;
import org.dmaengine.endpoints.EndpointScheme;
import org.dmaengine.endpoints.PumpedPort;
import org.osgi.service.component.annotations.Component;

/// `unix-listen:PATH` makes a Unix socket and waits there for one peer; the socket's file goes when it has come.
@Component(property = EndpointScheme.SCHEME + "=unix-listen")
public final class UnixListenScheme implements EndpointScheme {
    @Override
    public EndpointPort open(String rest, Direction direction) throws IOException {
        String endpoint = "unix-listen:" + rest;
        Path path = FileScheme.path(endpoint, rest);
        if (Files.exists(path)) {
            throw new IOException(endpoint + ": there is a file already; remove it if nobody listens there");
        }
        try {
            return PumpedPort.of(endpoint, direction, ListeningSocket.on(UnixDomainSocketAddress.of(path)));
        } catch (IOException e) {
            throw new IOException(endpoint + ": " + e.getMessage(), e);
        }
    }
}

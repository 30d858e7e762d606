package org.dmaengine.endpoints.schemes;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.dmaengine.Direction;
import org.dmaengine.endpoints.EndpointPort;
import org.dmaengine.endpoints.EndpointScheme;
import org.dmaengine.endpoints.PumpedPort;
import org.osgi.service.component.annotations.Component;

/// `unix:PATH` connects to a Unix socket on which a peer listens.
@Component(property = EndpointScheme.SCHEME + "=unix")
public final class UnixScheme implements EndpointScheme {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Override
    public EndpointPort open(String rest, Direction direction) throws IOException {
        String endpoint = "unix:" + rest;
        Path path = FileScheme.path(endpoint, rest);
        if (!Files.exists(path)) {
            throw new IOException(endpoint + ": there is no such socket; somebody has to listen there first");
        }
        ConnectingSocket device = new ConnectingSocket(UnixDomainSocketAddress.of(path));
        return PumpedPort.of(endpoint, direction, device).awaitOpen(PATIENCE);
    }
}

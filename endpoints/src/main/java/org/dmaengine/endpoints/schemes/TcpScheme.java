package org.dmaengine.endpoints.schemes;

import java.io.IOException;
import java.time.Duration;
import org.dmaengine.Direction;
import org.dmaengine.endpoints.EndpointPort;
import org.dmaengine.endpoints.EndpointScheme;
import org.dmaengine.endpoints.PumpedPort;
import org.osgi.service.component.annotations.Component;

/// `tcp:HOST:PORT` connects to a peer that listens.
@Component(property = EndpointScheme.SCHEME + "=tcp")
public final class TcpScheme implements EndpointScheme {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @Override
    public EndpointPort open(String rest, Direction direction) throws IOException {
        HostAndPort peer = HostAndPort.parse("tcp", rest, 1);
        if (peer.host().isEmpty()) {
            throw new IllegalArgumentException("tcp:" + rest + " is refused; it names no host, such as tcp:localhost:" + peer.port());
        }
        return PumpedPort.of("tcp:" + peer, direction, new ConnectingSocket(peer)).awaitOpen(PATIENCE);
    }
}

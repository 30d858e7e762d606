package org.dmaengine.endpoints.schemes;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.dmaengine.Direction;
import org.dmaengine.endpoints.EndpointPort;
import org.dmaengine.endpoints.EndpointScheme;
import org.dmaengine.endpoints.PumpedPort;
import org.osgi.service.component.annotations.Component;

/// `listen:PORT`, `listen:ADDRESS:PORT` waits for one peer; on the loopback interface unless an address is named. Port 0 takes a free
/// one.
@Component(property = EndpointScheme.SCHEME + "=listen")
public final class ListenScheme implements EndpointScheme {
    @Override
    public EndpointPort open(String rest, Direction direction) throws IOException {
        HostAndPort wanted = HostAndPort.parse("listen", rest, 0);
        InetAddress address = address(wanted.host());
        ListeningSocket device = bind(wanted, new InetSocketAddress(address, wanted.port()));
        HostAndPort bound = new HostAndPort(address.getHostAddress(), device.port());
        return PumpedPort.of("listen:" + bound, direction, device);
    }

    private static InetAddress address(String host) throws IOException {
        try {
            return host.isEmpty() ? InetAddress.getLoopbackAddress() : InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new IOException("listen:" + host + ": unknown host " + host, e);
        }
    }

    private static ListeningSocket bind(HostAndPort wanted, InetSocketAddress address) throws IOException {
        try {
            return ListeningSocket.on(address);
        } catch (BindException e) {
            throw new IOException("listen:" + wanted + ": " + e.getMessage() + "; is somebody listening there, or is it no address of this machine?", e);
        } catch (IOException e) {
            throw new IOException("listen:" + wanted + ": " + e.getMessage(), e);
        }
    }
}

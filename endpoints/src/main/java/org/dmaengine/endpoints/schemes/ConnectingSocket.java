package org.dmaengine.endpoints.schemes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/// Connects to a peer that listens.
final class ConnectingSocket extends SocketDevice {
    /// Of each address of a host.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HostAndPort tcp;
    private final UnixDomainSocketAddress unix;

    ConnectingSocket(HostAndPort tcp) {
        this.tcp = tcp;
        unix = null;
    }

    ConnectingSocket(UnixDomainSocketAddress unix) {
        tcp = null;
        this.unix = unix;
    }

    @Override
    public void open() throws IOException {
        if (unix != null) {
            SocketChannel channel = closable(SocketChannel.open(StandardProtocolFamily.UNIX));
            channel.connect(unix);
            connected(channel);
            return;
        }
        IOException refusal = null;
        for (InetAddress address : InetAddress.getAllByName(tcp.host())) { // a listener on one of them is enough
            SocketChannel channel = closable(SocketChannel.open());
            try {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true); // the pump gathers by itself
                channel.socket().connect(new InetSocketAddress(address, tcp.port()), (int) PATIENCE.toMillis());
                connected(channel);
                return;
            } catch (IOException e) {
                closeQuietly(channel);
                refusal = e instanceof SocketTimeoutException
                        ? new IOException("no answer from " + address.getHostAddress() + " within " + PATIENCE.toSeconds() + " s", e) : e;
            }
        }
        throw refusal;
    }
}

package org.dmaengine.endpoints.schemes;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicBoolean;

/// Waits for a peer, and takes the first one only.
final class ListeningSocket extends SocketDevice {
    private final ServerSocketChannel server;
    private final SocketAddress address;
    private final AtomicBoolean listening = new AtomicBoolean(true);

    private ListeningSocket(ServerSocketChannel server) throws IOException {
        this.server = closable(server);
        address = server.getLocalAddress();
    }

    /// Bound at once, so that a peer may connect as soon as the endpoint is there, and a busy address is refused.
    static ListeningSocket on(SocketAddress address) throws IOException {
        ServerSocketChannel server = address instanceof UnixDomainSocketAddress
                ? ServerSocketChannel.open(StandardProtocolFamily.UNIX) : ServerSocketChannel.open();
        try {
            server.bind(address, 1);
            return new ListeningSocket(server);
        } catch (IOException | RuntimeException e) {
            closeQuietly(server);
            throw e;
        }
    }

    int port() {
        return ((InetSocketAddress) address).getPort();
    }

    @Override
    public void open() throws IOException {
        try {
            connected(server.accept());
        } finally {
            endListening();
        }
    }

    @Override
    public void close() throws IOException {
        super.close();
        endListening();
    }

    private void endListening() throws IOException {
        closeQuietly(server);
        if (listening.getAndSet(false) && address instanceof UnixDomainSocketAddress unix) {
            Files.deleteIfExists(unix.getPath());
        }
    }
}

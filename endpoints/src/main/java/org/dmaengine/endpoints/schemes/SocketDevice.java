package org.dmaengine.endpoints.schemes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.SocketChannel;
import org.dmaengine.endpoints.PumpedDevice;

/// A connected socket; how it comes to be is its subclasses' business.
abstract class SocketDevice implements PumpedDevice {
    private static final long MOST_UNWANTED = 1 << 20;

    // Guarded by this: a close finds whatever the pump is blocked in.
    private AutoCloseable blocking;
    private boolean closed;
    private SocketChannel channel;

    /// Makes a close end what is about to block.
    final <C extends AutoCloseable> C closable(C next) throws IOException {
        synchronized (this) {
            blocking = next;
            if (!closed) {
                return next;
            }
        }
        closeQuietly(next);
        throw new AsynchronousCloseException();
    }

    final void connected(SocketChannel connected) throws IOException {
        channel = closable(connected);
    }

    @Override
    public final int read(ByteBuffer buffer) throws IOException {
        return channel.read(buffer);
    }

    @Override
    public final int write(ByteBuffer buffer) throws IOException {
        return channel.write(buffer);
    }

    @Override
    public final void finish() throws IOException {
        channel.shutdownOutput();
        // A socket that is closed with bytes unread is reset, and the peer may lose what it has not read yet.
        channel.configureBlocking(false);
        ByteBuffer unwanted = ByteBuffer.allocateDirect(4096);
        long dropped = 0;
        int bytes;
        do {
            bytes = channel.read(unwanted.clear());
            dropped += bytes;
        } while (bytes > 0 && dropped < MOST_UNWANTED);
    }

    @Override
    public void close() throws IOException {
        AutoCloseable open;
        synchronized (this) {
            closed = true;
            open = blocking;
        }
        if (open != null) {
            closeQuietly(open);
        }
    }

    static void closeQuietly(AutoCloseable thing) {
        try {
            thing.close();
        } catch (Exception e) {
            // gone all the same
        }
    }
}

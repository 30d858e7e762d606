package org.dmaengine.endpoints.schemes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.dmaengine.endpoints.PumpedDevice;

/// A connected socket; how it comes to be is its subclasses' business.
abstract class SocketDevice implements PumpedDevice {
    private static final long SILENCE = 1_000_000_000;
    private static final long LONGEST_ANSWER = 30 * SILENCE;
    /// A close does not end a wait for bytes; that is how late it may be seen.
    private static final long LOOK_MILLIS = 100;

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
        // A socket that is closed with bytes unread, or that gets some afterwards, is reset, and the peer loses what it has not read yet. So the
        // peer is listened to until it ends, as most do at once, or is silent: it may not have begun to answer.
        channel.configureBlocking(false);
        ByteBuffer unwanted = ByteBuffer.allocateDirect(1 << 16);
        long begin = System.nanoTime();
        long lastAnswer = 0;
        try (Selector selector = Selector.open()) {
            channel.register(selector, SelectionKey.OP_READ);
            for (long time = 0; time < LONGEST_ANSWER; time = System.nanoTime() - begin) {
                int bytes = channel.read(unwanted.clear());
                if (bytes > 0) {
                    lastAnswer = time;
                } else if (bytes < 0 || time - lastAnswer > SILENCE) {
                    return;
                } else {
                    selector.select(LOOK_MILLIS);
                }
            }
        }
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

package org.dmaengine.endpoints.serial;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.locks.ReentrantLock;
import org.dmaengine.endpoints.PumpedDevice;

/// One direction of a line, as a pump uses it. Closing it, on any thread, ends the call that is under way, interrupts nobody, and is
/// over when that call is: no call ever finds its file closed, or another one in its place.
abstract class LineUse implements PumpedDevice {
    private final Terminal terminal;
    private final Pace pace;
    private final Runnable left;
    private final Terminal.Bell bell;
    private final ReentrantLock use = new ReentrantLock(); // held by whoever is inside the terminal
    private volatile boolean closed; // written under this
    private boolean gone; // guarded by use

    /// @param left told when this direction needs the line no more
    LineUse(Terminal terminal, Pace pace, Runnable left) throws IOException {
        this.terminal = terminal;
        this.pace = pace;
        this.left = left;
        this.bell = terminal.bell();
    }

    /// One try.
    interface Move {
        int of(Terminal line, ByteBuffer bytes) throws IOException;
    }

    /// Tries until something has moved; in between it waits for the line, and for its rate.
    final int move(Terminal.Readiness readiness, ByteBuffer buffer, Move move) throws IOException {
        use.lock();
        try {
            keepPace();
            int all = buffer.limit();
            buffer.limit(buffer.position() + Math.min(buffer.remaining(), pace.chunk()));
            int moved = move.of(terminal, buffer);
            while (moved == 0) {
                terminal.await(readiness, bell);
                requireOpen();
                moved = move.of(terminal, buffer);
            }
            buffer.limit(all);
            pace.passed(moved);
            return moved;
        } finally {
            use.unlock();
        }
    }

    /// Waits until the line has sent everything.
    final void drain() throws IOException {
        use.lock();
        try {
            keepPace();
            terminal.drain();
        } finally {
            use.unlock();
        }
    }

    private void keepPace() throws IOException {
        requireOpen();
        for (long ahead = pace.ahead(); ahead > 0; ahead = pace.ahead()) {
            terminal.pass(bell, ahead);
            requireOpen();
        }
    }

    private void requireOpen() throws ClosedChannelException {
        if (closed) {
            throw new AsynchronousCloseException();
        }
    }

    /// Ends what a bell does not reach.
    void letGo(Terminal line) {
    }

    @Override
    public final void close() {
        endCalls();
        use.lock();
        try {
            if (!gone) {
                gone = true;
                bell.close();
                left.run();
            }
        } finally {
            use.unlock();
        }
    }

    /// Over before anybody goes on to close the bell.
    private synchronized void endCalls() {
        if (!closed) {
            closed = true;
            bell.ring();
            letGo(terminal);
        }
    }
}

package org.dmaengine.tools.stream;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Set;
import org.dmaengine.BusWidth;
import org.dmaengine.Direction;
import org.dmaengine.endpoints.EndpointPort;
import org.dmaengine.fifo.RequestLine;

/// An endpoint's port that gives or takes no more than the other side of the stream allows.
abstract class Gate implements EndpointPort {
    protected final EndpointPort port;
    protected final Credits credits;
    private volatile RequestLine line;

    Gate(EndpointPort port, Credits credits) {
        this.port = port;
        this.credits = credits;
    }

    /// Bytes that may pass now.
    abstract long allowed();

    /// So many bytes have passed.
    abstract void account(MemorySegment memory, long offset, long bytes);

    /// The other side has moved on: the level may have risen. Any thread.
    final void raise() {
        RequestLine connected = line;
        if (connected != null) {
            connected.raise();
        }
    }

    @Override
    public final int level(int wordBytes) throws IOException {
        try {
            // The port first, so that one which has failed says so even while nothing may pass.
            int level = port.level(wordBytes);
            return level == 0 ? 0 : (int) Math.min(level, allowed() / wordBytes);
        } catch (IOException e) {
            credits.fail(this, e);
            throw e;
        }
    }

    @Override
    public final int burst(long address, MemorySegment memory, long offset, int words, int wordBytes) throws IOException {
        try {
            int moved = port.burst(address, memory, offset, words, wordBytes);
            if (moved > 0) {
                account(memory, offset, (long) moved * wordBytes);
            }
            return moved;
        } catch (IOException e) {
            credits.fail(this, e);
            throw e;
        }
    }

    @Override
    public final void connect(RequestLine newLine) {
        line = newLine;
        port.connect(newLine);
    }

    @Override
    public final void disconnect() {
        line = null;
        port.disconnect();
    }

    @Override
    public final Direction direction() {
        return port.direction();
    }

    @Override
    public final Set<BusWidth> widths() {
        return port.widths();
    }

    @Override
    public final int depth(int wordBytes) {
        return port.depth(wordBytes);
    }

    @Override
    public final boolean lastWords() {
        return port.lastWords();
    }

    @Override
    public final long losses() {
        return port.losses();
    }

    @Override
    public final String endpoint() {
        return port.endpoint();
    }

    @Override
    public final long moved() {
        return port.moved();
    }

    @Override
    public final long passed() {
        return port.passed();
    }

    @Override
    public final void finish(Duration timeout) throws IOException {
        port.finish(timeout);
    }

    @Override
    public final void close() {
        port.close();
    }
}

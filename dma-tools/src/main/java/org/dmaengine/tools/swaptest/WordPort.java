package org.dmaengine.tools.swaptest;

import java.util.EnumSet;
import java.util.Set;
import org.dmaengine.BusWidth;
import org.dmaengine.fifo.FifoPort;
import org.dmaengine.fifo.RequestLine;

/// A device that deals in words. It outlives its controllers, and is used by one at a time.
abstract class WordPort implements FifoPort {
    /// Words in its FIFO.
    static final int DEPTH = 64;

    private RequestLine line; // guarded by this

    @Override
    public Set<BusWidth> widths() {
        return EnumSet.of(BusWidth.BYTES_8);
    }

    @Override
    public synchronized void connect(RequestLine newLine) {
        if (line != null) {
            throw new IllegalStateException("another controller uses this port");
        }
        line = newLine;
    }

    @Override
    public synchronized void disconnect() {
        line = null;
    }

    @Override
    public int depth(int wordBytes) {
        return DEPTH;
    }

    /// The level has risen.
    final void raise() {
        RequestLine connected;
        synchronized (this) {
            connected = line;
        }
        if (connected != null) {
            connected.raise();
        }
    }
}

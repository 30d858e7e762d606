package org.dmaengine.controller.fifo.stubs;

import java.lang.foreign.MemorySegment;
import org.dmaengine.Direction;
import org.dmaengine.fifo.FifoPort;
import org.dmaengine.fifo.RequestLine;

/// A peripheral that always has something to give, or room, and does nothing with it; or is quiet.
public final class EndlessPort implements FifoPort {
    private final Direction direction;
    private RequestLine line;
    private boolean quiet;

    public EndlessPort(Direction direction) {
        this.direction = direction;
    }

    public void quiet(boolean on) {
        quiet = on;
    }

    public void raise() {
        line.raise();
    }

    @Override
    public Direction direction() {
        return direction;
    }

    @Override
    public void connect(RequestLine newLine) {
        line = newLine;
    }

    @Override
    public void disconnect() {
        // The field may stay: a line that is not connected does nothing.
    }

    @Override
    public int level(int wordBytes) {
        return quiet ? 0 : 1000;
    }

    @Override
    public int burst(long address, MemorySegment memory, long offset, int words, int wordBytes) {
        return words;
    }
}

package org.dmaengine.core.stubs;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// A shared arena that has memory for so many allocations and remembers whether it was closed.
public final class MeteredArena implements Arena {
    private final Arena memory = Arena.ofShared();
    private int allocations;

    public MeteredArena(int allocations) {
        this.allocations = allocations;
    }

    public boolean isClosed() {
        return !memory.scope().isAlive();
    }

    @Override
    public MemorySegment allocate(long bytes, long alignment) {
        if (allocations-- == 0) {
            throw new OutOfMemoryError("the arena is exhausted");
        }
        return memory.allocate(bytes, alignment);
    }

    @Override
    public MemorySegment.Scope scope() {
        return memory.scope();
    }

    @Override
    public void close() {
        memory.close();
    }
}

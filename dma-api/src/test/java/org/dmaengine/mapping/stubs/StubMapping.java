package org.dmaengine.mapping.stubs;

import java.lang.foreign.MemorySegment;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;

/// A mapping of so many bytes that lends nothing to anybody.
public record StubMapping(long length) implements Mapping {
    @Override
    public MapDirection direction() {
        return MapDirection.BIDIRECTIONAL;
    }

    @Override
    public int entries() {
        return 1;
    }

    @Override
    public MemorySegment segment(int entry) {
        throw new UnsupportedOperationException("there is no memory behind it");
    }

    @Override
    public MemorySegment segment() {
        return segment(0);
    }

    @Override
    public void syncForCpu() {
    }

    @Override
    public void syncForDevice() {
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {
    }
}

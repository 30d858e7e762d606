package org.dmaengine.tools.stubs;

import java.lang.foreign.MemorySegment;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;

/// One segment, mapped: refuses to be closed while the stub channel uses it.
final class StubMapping implements Mapping {
    private final MemorySegment segment;
    private final MapDirection direction;
    private final StubChannel channel;
    private boolean open = true;

    StubMapping(StubChannel channel, MemorySegment segment, MapDirection direction) {
        this.channel = channel;
        this.segment = segment;
        this.direction = direction;
    }

    @Override
    public MapDirection direction() {
        return direction;
    }

    @Override
    public long length() {
        return segment.byteSize();
    }

    @Override
    public int entries() {
        return 1;
    }

    @Override
    public MemorySegment segment(int entry) {
        return segment;
    }

    @Override
    public MemorySegment segment() {
        return segment;
    }

    @Override
    public void syncForCpu() {
        // one memory, one view
    }

    @Override
    public void syncForDevice() {
        // one memory, one view
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        if (channel.uses(this)) {
            throw new IllegalStateException("mapping in use");
        }
        if (open) {
            open = false;
            channel.mappings.decrementAndGet();
        }
    }
}

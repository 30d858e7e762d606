package org.dmaengine.tools.stubs;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.dmaengine.mapping.DmaMapper;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.mapping.ScatterList;

/// Maps single segments for a [StubChannel].
record StubMapper(StubChannel channel) implements DmaMapper {
    @Override
    public String device() {
        return "stub";
    }

    @Override
    public Mapping map(MemorySegment segment, MapDirection direction) {
        channel.mappings.incrementAndGet();
        return new StubMapping(channel, segment, direction);
    }

    @Override
    public Mapping map(ScatterList list, MapDirection direction) {
        throw new UnsupportedOperationException("not needed by the tools");
    }

    @Override
    public Mapping mapBounced(MemorySegment segment, MapDirection direction) {
        throw new UnsupportedOperationException("not needed by the tools");
    }

    @Override
    public Mapping allocate(long bytes) {
        return map(Arena.ofAuto().allocate(bytes), MapDirection.BIDIRECTIONAL);
    }
}

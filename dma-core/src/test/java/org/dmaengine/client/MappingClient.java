package org.dmaengine.client;

import java.lang.foreign.MemorySegment;
import org.dmaengine.mapping.DmaMapper;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;

/// A client outside the core's packages: the place that reports of wrong use are to name.
public final class MappingClient {
    private MappingClient() {
    }

    public static Mapping maps(DmaMapper mapper, MemorySegment segment, MapDirection direction) {
        return mapper.map(segment, direction);
    }
}

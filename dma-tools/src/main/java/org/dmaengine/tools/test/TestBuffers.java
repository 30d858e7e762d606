package org.dmaengine.tools.test;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.dmaengine.mapping.DmaMapper;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;

/// Source and target of one test thread (TST-33): memory of its own, mapped anew for each test as TST-39 has it, or with
/// `nobounce` memory of the engine's, mapped once and for all.
final class TestBuffers implements AutoCloseable {
    private final DmaMapper mapper;
    private final Arena arena;
    private final MemorySegment source;
    private final MemorySegment target;
    private Mapping sourceMapping;
    private Mapping targetMapping;

    /// @throws OutOfMemoryError if there is not so much memory
    TestBuffers(DmaMapper mapper, int size, int alignment, boolean nobounce) {
        this.mapper = mapper;
        if (nobounce) {
            arena = null;
            sourceMapping = mapper.allocate(size);
            targetMapping = mapper.allocate(size);
            source = sourceMapping.segment();
            target = targetMapping.segment();
        } else {
            arena = Arena.ofShared();
            source = arena.allocate(size, alignment);
            target = arena.allocate(size, alignment);
        }
    }

    MemorySegment source() {
        return source;
    }

    MemorySegment target() {
        return target;
    }

    /// The source as the device sees it.
    Mapping mapSource() {
        if (arena != null) {
            sourceMapping = mapper.map(source, MapDirection.TO_DEVICE);
        }
        return sourceMapping;
    }

    /// The target as the device sees it; it may read it, too.
    Mapping mapTarget() {
        if (arena != null) {
            targetMapping = mapper.map(target, MapDirection.BIDIRECTIONAL);
        }
        return targetMapping;
    }

    /// Takes both back, so that this thread may look at them.
    void unmap() {
        if (arena != null) {
            close(targetMapping);
            close(sourceMapping);
        }
    }

    /// Frees both; only once nothing uses them any more.
    @Override
    public void close() {
        close(targetMapping);
        close(sourceMapping);
        if (arena != null) {
            arena.close();
        }
    }

    private static void close(Mapping mapping) {
        if (mapping != null) {
            mapping.close();
        }
    }
}

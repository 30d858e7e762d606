package org.dmaengine.core.mapping;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.List;
import org.dmaengine.mapping.MapDirection;

/// The device works in the client's own memory, or in memory that the engine allocated for both. Nothing is copied:
/// synchronizing only orders memory accesses.
final class DirectBacking implements Backing {
    private final MemorySegment[] client;
    private final MemorySegment[] device;
    private final NativeMemory own;

    /// @param own freed at the end, null if the memory is the client's
    DirectBacking(List<MemorySegment> segments, MapDirection direction, NativeMemory own) {
        this.client = segments.toArray(MemorySegment[]::new);
        this.device = client.clone();
        this.own = own;
        if (!direction.isWritable()) {
            for (int i = 0; i < device.length; i++) {
                device[i] = device[i].asReadOnly();
            }
        }
    }

    @Override
    public int entries() {
        return client.length;
    }

    @Override
    public MemorySegment clientView(int entry) {
        return client[entry];
    }

    @Override
    public MemorySegment deviceView(int entry) {
        return device[entry];
    }

    @Override
    public boolean isNative() {
        for (MemorySegment segment : device) {
            if (!segment.isNative()) {
                return false;
            }
        }
        return true;
    }

    /// Memory of the engine's own is native and never bounced.
    @Override
    public Backing bounced(MapDirection direction, String deviceName) {
        return new BounceBacking(List.of(client), direction, Arena.ofShared(), deviceName);
    }

    @Override
    public void copyIn() {
        VarHandle.releaseFence();
    }

    @Override
    public void copyOut() {
        VarHandle.acquireFence();
    }

    @Override
    public boolean isForThisThread() {
        return true;
    }

    @Override
    public void free() {
        if (own != null) {
            own.free();
        }
    }
}

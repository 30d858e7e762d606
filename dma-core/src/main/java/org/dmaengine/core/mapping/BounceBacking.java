package org.dmaengine.core.mapping;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.dmaengine.mapping.MapDirection;

/// The device works in native copies because it cannot touch the client's memory: that is on the heap of a controller
/// that needs native memory, or confined to one thread.
final class BounceBacking implements Backing {
    private final MemorySegment[] client;
    private final MemorySegment[] device;
    private final NativeMemory copies;

    /// @param arena      for the copies
    /// @param deviceName what they are for, for messages
    BounceBacking(List<MemorySegment> segments, MapDirection direction, Arena arena, String deviceName) {
        client = segments.toArray(MemorySegment[]::new);
        device = new MemorySegment[client.length];
        copies = new NativeMemory(arena, deviceName, segments.stream().mapToLong(MemorySegment::byteSize).toArray());
        try {
            for (int i = 0; i < client.length; i++) {
                device[i] = direction.isWritable() ? copies.piece(i) : copies.piece(i).asReadOnly();
            }
            // Also for FROM_DEVICE: what the device does not overwrite must come back as it was.
            copyIn();
        } catch (Throwable t) {
            copies.free();
            throw t;
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
        return true;
    }

    @Override
    public Backing bounced(MapDirection direction, String deviceName) {
        return this;
    }

    @Override
    public void copyIn() {
        for (int i = 0; i < client.length; i++) {
            copies.piece(i).copyFrom(client[i]);
        }
        LateFaults.surface();
    }

    @Override
    public void copyOut() {
        for (int i = 0; i < client.length; i++) {
            client[i].copyFrom(copies.piece(i));
        }
        LateFaults.surface();
    }

    @Override
    public boolean isForThisThread() {
        for (MemorySegment segment : client) {
            if (!segment.isAccessibleBy(Thread.currentThread())) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void free() {
        copies.free();
    }
}

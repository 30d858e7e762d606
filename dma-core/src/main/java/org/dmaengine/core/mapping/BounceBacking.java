package org.dmaengine.core.mapping;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.dmaengine.mapping.MapDirection;

/// The device works in native copies because it cannot touch the client's memory: that is on the heap of a controller
/// that needs native memory, or confined to one thread.
final class BounceBacking implements Backing {
    private static final long ALIGNMENT = 64;

    private final MemorySegment[] client;
    private final MemorySegment[] copies;
    private final MemorySegment[] device;
    private final Arena arena = Arena.ofShared();

    BounceBacking(List<MemorySegment> segments, MapDirection direction) {
        client = segments.toArray(MemorySegment[]::new);
        copies = new MemorySegment[client.length];
        device = new MemorySegment[client.length];
        for (int i = 0; i < client.length; i++) {
            copies[i] = arena.allocate(client[i].byteSize(), ALIGNMENT);
            device[i] = direction.isWritable() ? copies[i] : copies[i].asReadOnly();
        }
        try {
            // Also for FROM_DEVICE: what the device does not overwrite must come back as it was.
            copyIn();
        } catch (RuntimeException e) {
            arena.close();
            throw e;
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
    public void copyIn() {
        for (int i = 0; i < client.length; i++) {
            copies[i].copyFrom(client[i]);
        }
        LateFaults.surface();
    }

    @Override
    public void copyOut() {
        for (int i = 0; i < client.length; i++) {
            client[i].copyFrom(copies[i]);
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
        arena.close();
    }
}

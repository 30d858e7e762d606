package org.dmaengine.core.mapping;

import java.lang.foreign.MemorySegment;
import java.util.Set;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;

/// A mapping: the client's segments, and for each the view that the device is given. How it ends is its [Lifetime].
public final class MappedMemory implements Mapping {
    private final DmaDevice device;
    private final MapDirection direction;
    private final Backing backing;
    private final MemorySegment first;
    private final MemorySegment[] readViews;
    private final long length;
    private final Ownership ownership;
    private final Set<MappedMemory> lease;
    private final Lifetime lifetime = new Lifetime();

    /// @param lease the open mappings of the lease it is made through, which it leaves at its end
    MappedMemory(DmaDevice device, MapDirection direction, Backing backing, Ownership ownership, Set<MappedMemory> lease) {
        this.device = device;
        this.direction = direction;
        this.backing = backing;
        this.ownership = ownership;
        this.lease = lease;
        this.first = backing.deviceView(0);
        this.readViews = new MemorySegment[backing.entries()];
        long sum = 0;
        for (int i = 0; i < backing.entries(); i++) {
            readViews[i] = backing.deviceView(i).asReadOnly();
            sum += backing.deviceView(i).byteSize();
        }
        this.length = sum;
    }

    /// The DMA device that this memory is mapped for.
    public DmaDevice device() {
        return device;
    }

    /// What the device may touch of one entry.
    public MemorySegment deviceView(int entry) {
        return backing.deviceView(entry);
    }

    /// What the device may touch of the first entry, the only one of a plain buffer.
    public MemorySegment deviceView() {
        return first;
    }

    /// One entry as the source of a transfer: read-only, also where the mapping goes both ways.
    public MemorySegment readView(int entry) {
        return readViews[entry];
    }

    /// With debugging on, reports a transfer that is prepared while the client owns the memory.
    public void checkOwnedByDevice() {
        ownership.expectDevice(this, "a transfer is prepared on it");
    }

    @Override
    public MapDirection direction() {
        return direction;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public int entries() {
        return backing.entries();
    }

    @Override
    public MemorySegment segment(int entry) {
        ownership.expectClient(this, "its memory is asked for");
        return backing.clientView(entry);
    }

    @Override
    public MemorySegment segment() {
        if (backing.entries() != 1) {
            throw new IllegalStateException(this + " has " + backing.entries() + " entries; ask for segment(entry)");
        }
        return segment(0);
    }

    @Override
    public void syncForCpu() {
        requireOpen();
        if (direction.isWritable()) {
            backing.copyOut();
        }
        ownership.toClient();
    }

    @Override
    public void syncForDevice() {
        requireOpen();
        if (direction.isReadable()) {
            backing.copyIn();
        }
        ownership.toDevice();
    }

    @Override
    public boolean isOpen() {
        return lifetime.isOpen();
    }

    /// Says whether a transfer may be queued on it, and keeps it open until the calling thread has let go of its channel's
    /// lock: by then the transfer is in the queue, where a close finds it.
    public boolean takeIntoUse() {
        return lifetime.takeIntoUse();
    }

    @Override
    public void close() {
        if (isOpen() && direction.isWritable() && !backing.isForThisThread()) {
            throw new IllegalStateException(this + " is bounced for memory that is confined to another thread; close it there, so"
                    + " that what the device wrote can be copied back");
        }
        if (lifetime.close(this::expectUnused)) {
            finishClose();
        }
    }

    private void expectUnused() {
        String running = device.runningTransfersOf(this);
        if (!running.isEmpty()) {
            throw new IllegalStateException(this + " is in use by " + running
                    + "; terminateSync the channel, or await them, before closing");
        }
    }

    /// Ends this mapping whatever uses it, as far as that is safe: at once, or when its transfers have stopped.
    void closeWithLease() {
        if (lifetime.closeWithLease()) {
            finishClose();
        }
    }

    private void finishClose() {
        device.awaitStop(this);
        closeOnceStopped();
    }

    /// Finishes a close that waited for transfers to stop. Called after each stop, on any thread, so it throws nothing;
    /// does nothing on an open mapping.
    void closeOnceStopped() {
        if (lifetime.isClosing() && !device.isTouched(this) && lifetime.end()) {
            try {
                if (direction.isWritable()) {
                    backing.copyOut();
                }
            } catch (RuntimeException | InternalError e) {
                device.report(this + " is closed, but what the device wrote could not be copied back: " + e);
            }
            free();
        }
    }

    private void free() {
        try {
            backing.free();
        } catch (IllegalStateException e) {
            // A client's thread works in it at this moment, in a channel read for example.
            lifetime.endLater();
            device.report(this + " has ended, but its memory cannot be freed yet: " + e.getMessage());
            return;
        }
        lease.remove(this);
        device.forget(this);
    }

    boolean overlaps(MemorySegment other) {
        for (int i = 0; i < backing.entries(); i++) {
            if (backing.clientView(i).asOverlappingSlice(other).isPresent()) {
                return true;
            }
        }
        return false;
    }

    Ownership ownership() {
        return ownership;
    }

    private void requireOpen() {
        if (!isOpen()) {
            throw new IllegalStateException(this + " is closed; map the memory again");
        }
    }

    @Override
    public String toString() {
        return "mapping " + direction + " of " + length + " bytes in " + backing.entries() + " entries for " + device.name();
    }
}

package org.dmaengine.core.mapping;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dmaengine.DmaException;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;

/// A mapping: the client's segments, and for each the view that the device is given. How it ends is its [Lifetime].
public final class MappedMemory implements Mapping {
    // Those that it is mapped for, never none; replaced as a whole, under this object's monitor.
    private volatile DmaDevice[] devices;
    private final MapDirection direction;
    // Replaced while no transfer moves: what a new device cannot reach is bounced from then on.
    private volatile Views views;
    private final long length;
    private final Ownership ownership;
    private final Set<MappedMemory> lease;
    private final Lifetime lifetime = new Lifetime();

    /// @param lease the open mappings of the lease it is made through, which it leaves at its end
    MappedMemory(DmaDevice device, MapDirection direction, Backing backing, Ownership ownership, Set<MappedMemory> lease) {
        this.devices = new DmaDevice[] {device};
        this.direction = direction;
        this.views = Views.of(backing);
        this.ownership = ownership;
        this.lease = lease;
        long sum = 0;
        for (int i = 0; i < backing.entries(); i++) {
            sum += backing.deviceView(i).byteSize();
        }
        this.length = sum;
    }

    /// The DMA device that this memory is mapped for; the first of them, if a lease on it has moved to another one.
    public DmaDevice device() {
        return devices[0];
    }

    /// Says whether it is mapped for that device.
    public boolean isFor(DmaDevice device) {
        for (DmaDevice each : devices) {
            if (each == device) {
                return true;
            }
        }
        return false;
    }

    /// Maps it for another device as well: a lease that uses it has moved there. What that device cannot reach is bounced from now on, for
    /// everybody, unless somebody else's transfer may just be touching it.
    ///
    /// @param mover the channel of that lease, whose own transfers stand still meanwhile
    /// @throws DmaException.Rejected if that device cannot reach the memory
    public void mapFor(DmaDevice other, DmaDevice.User mover) {
        synchronized (this) {
            if (isFor(other) || !isOpen()) {
                return;
            }
            if (other.needsNativeMemory() && !backing().isNative()) {
                bounce(other, mover);
            }
            DmaDevice[] more = Arrays.copyOf(devices, devices.length + 1);
            more[devices.length] = other;
            devices = more;
            other.adopt(this);
        }
    }

    private void bounce(DmaDevice other, DmaDevice.User mover) {
        for (DmaDevice device : devices) {
            if (device.isTouchedByOthers(this, mover)) {
                throw new DmaException.Rejected(other.name(), "memory", this, "native memory", "the DMA device of the controller",
                        "map native memory, such as that of an arena: another channel is using this, so that it cannot be bounced now");
            }
        }
        views = Views.of(backing().bounced(direction, other.name()));
    }

    private Backing backing() {
        return views.backing();
    }

    /// Nobody on that device uses it any more; it stays mapped for it if it is mapped for no other.
    void unmapFrom(DmaDevice gone) {
        synchronized (this) {
            if (devices.length > 1 && isFor(gone)) {
                devices = Stream.of(devices).filter(each -> each != gone).toArray(DmaDevice[]::new);
                gone.forget(this);
            }
        }
    }

    /// What the device may touch of one entry.
    public MemorySegment deviceView(int entry) {
        return backing().deviceView(entry);
    }

    /// What the device may touch of the first entry, the only one of a plain buffer.
    public MemorySegment deviceView() {
        return views.first();
    }

    /// One entry as the source of a transfer: read-only, also where the mapping goes both ways.
    public MemorySegment readView(int entry) {
        return views.read()[entry];
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
        return backing().entries();
    }

    @Override
    public MemorySegment segment(int entry) {
        ownership.expectClient(this, "its memory is asked for");
        return backing().clientView(entry);
    }

    @Override
    public MemorySegment segment() {
        if (backing().entries() != 1) {
            throw new IllegalStateException(this + " has " + backing().entries() + " entries; ask for segment(entry)");
        }
        return segment(0);
    }

    @Override
    public void syncForCpu() {
        requireOpen();
        if (direction.isWritable()) {
            backing().copyOut();
        }
        ownership.toClient();
    }

    @Override
    public void syncForDevice() {
        requireOpen();
        if (direction.isReadable()) {
            backing().copyIn();
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
        if (isOpen() && direction.isWritable() && !backing().isForThisThread()) {
            throw new IllegalStateException(this + " is bounced for memory that is confined to another thread; close it there, so"
                    + " that what the device wrote can be copied back");
        }
        if (lifetime.close(this::expectUnused)) {
            finishClose();
        }
    }

    private void expectUnused() {
        String running = Stream.of(devices).map(device -> device.runningTransfersOf(this)).filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
        if (!running.isEmpty()) {
            throw new IllegalStateException(this + " is in use by " + running
                    + "; terminateSync the channel, or await them, before closing");
        }
        String call = Stream.of(devices).map(device -> device.callThatKeeps(this)).filter(text -> !text.isEmpty()).findFirst().orElse("");
        if (!call.isEmpty()) {
            throw new IllegalStateException(this + " may still be touched: " + call + "; use its memory for nothing else, and close it when that call"
                    + " has returned");
        }
    }

    /// Ends this mapping whatever uses it, as far as that is safe: at once, or when its transfers have stopped.
    void closeWithLease() {
        if (lifetime.closeWithLease()) {
            finishClose();
        }
    }

    private void finishClose() {
        for (DmaDevice device : devices) {
            device.awaitStop(this);
        }
        closeOnceStopped();
    }

    /// Finishes a close that waited for transfers to stop. Called after each stop, on any thread, so it throws nothing;
    /// does nothing on an open mapping.
    void closeOnceStopped() {
        if (lifetime.isClosing() && !isTouched() && lifetime.end()) {
            try {
                if (direction.isWritable()) {
                    backing().copyOut();
                }
            } catch (RuntimeException | InternalError e) {
                device().report(this + " is closed, but what the device wrote could not be copied back: " + e);
            }
            free();
        }
    }

    private boolean isTouched() {
        for (DmaDevice device : devices) {
            if (device.isTouched(this)) {
                return true;
            }
        }
        return false;
    }

    private void free() {
        try {
            backing().free();
        } catch (IllegalStateException e) {
            // A client's thread works in it at this moment, in a channel read for example.
            lifetime.endLater();
            device().report(this + " has ended, but its memory cannot be freed yet: " + e.getMessage());
            return;
        }
        lease.remove(this);
        for (DmaDevice device : devices) {
            device.forget(this);
        }
    }

    /// Says whether the device may touch a byte through both of them.
    public boolean overlaps(MappedMemory other) {
        for (int i = 0; i < other.entries(); i++) {
            for (int k = 0; k < entries(); k++) {
                if (deviceView(k).asOverlappingSlice(other.deviceView(i)).isPresent()) {
                    return true;
                }
            }
        }
        return false;
    }

    boolean overlaps(MemorySegment other) {
        for (int i = 0; i < backing().entries(); i++) {
            if (backing().clientView(i).asOverlappingSlice(other).isPresent()) {
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
        return "mapping " + direction + " of " + length + " bytes in " + backing().entries() + " entries for " + device().name();
    }
}

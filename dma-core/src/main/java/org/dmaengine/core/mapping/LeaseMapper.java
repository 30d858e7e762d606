package org.dmaengine.core.mapping;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.dmaengine.mapping.DmaMapper;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.mapping.ScatterList;

/// The mapper of one lease: checks what is mapped, remembers it, and ends it with the lease.
public final class LeaseMapper implements DmaMapper {
    /// Any thread but the caller's: a confined segment is one that this thread may not touch.
    private static final Thread SOMEBODY_ELSE = Thread.ofPlatform().unstarted(() -> { });

    private volatile DmaDevice device;
    private final Supplier<Arena> arenas;
    private final Set<MappedMemory> mine = ConcurrentHashMap.newKeySet();
    private volatile boolean ended;

    /// A mapper for the lease of a channel of this device.
    public LeaseMapper(DmaDevice device) {
        this(device, Arena::ofShared);
    }

    /// @param arenas where memory of the engine's own comes from
    LeaseMapper(DmaDevice device, Supplier<Arena> arenas) {
        this.device = device;
        this.arenas = arenas;
    }

    /// The lease has moved to a channel of another device: what is mapped is mapped for that, too, as far as it can be. What cannot is refused
    /// when it is used.
    ///
    /// @param mover the channel of the lease
    public void moveTo(DmaDevice next, DmaDevice.User mover) {
        device = next;
        mine.forEach(memory -> moveTo(memory, next, mover));
    }

    private static void moveTo(MappedMemory memory, DmaDevice next, DmaDevice.User mover) {
        try {
            memory.mapFor(next, mover);
        } catch (RuntimeException | Error _) {
            // Refused, or its memory is closed, or there is none to bounce it. The transfers that use it are told so, each for itself.
        }
    }

    @Override
    public String device() {
        return device.name();
    }

    @Override
    public Mapping map(MemorySegment segment, MapDirection direction) {
        check(segment, direction, "the segment", false);
        return remember(direction, backing(List.of(segment), direction), false);
    }

    @Override
    public Mapping map(ScatterList list, MapDirection direction) {
        for (int i = 0; i < list.segments().size(); i++) {
            check(list.segments().get(i), direction, "segment " + i + " of the scatter list", false);
        }
        return remember(direction, backing(list.segments(), direction), false);
    }

    @Override
    public Mapping mapBounced(MemorySegment segment, MapDirection direction) {
        check(segment, direction, "the segment", true);
        return remember(direction, bounce(List.of(segment), direction), false);
    }

    @Override
    public Mapping allocate(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("cannot allocate " + bytes + " bytes; at least 1");
        }
        NativeMemory memory = new NativeMemory(arenas.get(), device.name(), bytes);
        return remember(MapDirection.BIDIRECTIONAL, new DirectBacking(List.of(memory.piece(0)), MapDirection.BIDIRECTIONAL, memory), true);
    }

    /// Ends every mapping made through this lease; what is still being stopped ends when it has stopped.
    public void endLease() {
        ended = true;
        for (MappedMemory memory : mine) {
            memory.closeWithLease();
        }
    }

    private Mapping remember(MapDirection direction, Backing backing, boolean coherent) {
        MappedMemory memory;
        DmaDevice now = device;
        try {
            if (ended) {
                throw released();
            }
            memory = now.register(direction, backing, coherent, mine);
        } catch (Throwable t) {
            backing.free();
            throw t;
        }
        mine.add(memory);
        if (device != now) {
            // The lease has moved meanwhile, perhaps without having seen this one.
            moveTo(memory, device, null);
        }
        if (ended) {
            // The lease ended meanwhile, perhaps without having seen this one.
            memory.closeWithLease();
            throw released();
        }
        return memory;
    }

    private static IllegalStateException released() {
        return new IllegalStateException("the channel whose mapper this is has been released");
    }

    private Backing backing(List<MemorySegment> segments, MapDirection direction) {
        boolean bounce = device.needsNativeMemory() && segments.stream().anyMatch(segment -> !segment.isNative());
        return bounce ? bounce(segments, direction) : new DirectBacking(segments, direction, null);
    }

    private Backing bounce(List<MemorySegment> segments, MapDirection direction) {
        return new BounceBacking(segments, direction, arenas.get(), device.name());
    }

    private void check(MemorySegment segment, MapDirection direction, String what, boolean bounced) {
        if (segment.byteSize() == 0) {
            throw new IllegalArgumentException(what + " has no bytes; there is nothing to map for " + device.name());
        }
        if (!segment.scope().isAlive()) {
            throw new IllegalArgumentException(what + " is closed already; map it while its arena is open");
        }
        if (!bounced && !segment.isAccessibleBy(SOMEBODY_ELSE)) {
            throw new IllegalArgumentException(what + " is confined to a thread, so the engine's threads cannot touch it; "
                    + "use Arena.ofShared or ofAuto, or mapBounced");
        }
        if (bounced && !segment.isAccessibleBy(Thread.currentThread())) {
            throw new IllegalArgumentException(what + " is confined to another thread; map it on the thread that owns it");
        }
        if (direction.isWritable() && segment.isReadOnly()) {
            throw new IllegalArgumentException(what + " is read-only and cannot be mapped " + direction
                    + "; map it TO_DEVICE or give writable memory");
        }
    }
}

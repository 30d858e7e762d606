package org.dmaengine.core.channel;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.dmaengine.BusWidth;
import org.dmaengine.Capability;
import org.dmaengine.Direction;
import org.dmaengine.DmaException;
import org.dmaengine.ExtendedSlaveConfig;
import org.dmaengine.core.mapping.MappedMemory;
import org.dmaengine.mapping.DataChunk;
import org.dmaengine.mapping.DmaVec;
import org.dmaengine.mapping.InterleavedTemplate;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.Transfer;
import org.dmaengine.spi.TransferKind;

/// Describes what a client wants to have transferred in a [Work] (guide step 3): within the channel's [Limits], within
/// [Reach], and with the driver's consent. Changes nothing but that work; any thread.
final class Preparer {
    private final Binding binding;
    private final Limits limits;
    private final Reach reach;
    private final boolean driverChecks;
    // What a copy without a descriptor is shown to the driver as; taken by whoever asks, null meanwhile.
    private final AtomicReference<Work> shown = new AtomicReference<>();

    Preparer(Binding binding, Limits limits) {
        this.binding = binding;
        this.limits = limits;
        this.reach = new Reach(binding.name(), binding.device());
        this.driverChecks = hasCheck(binding.driver());
    }

    // ---- memory to memory ----

    void memcpy(Work work, Mapping dst, long dstOffset, Mapping src, long srcOffset, long length, int flags) {
        MappedMemory to = reach.destination(dst);
        MappedMemory from = reach.source(src);
        checkCopy(to, dstOffset, from, srcOffset, length);
        reach.disjoint(to, dstOffset, from, srcOffset, length);
        describe(work, TransferKind.MEMCPY, Direction.MEM_TO_MEM, length, Limits.once(flags), null);
        work.runs(to, dstOffset, from, srcOffset);
        askDriver(work);
    }

    /// A copy that has no descriptor: the checks of [#memcpy] but that for overlap. Allocates nothing, unless several
    /// threads ask at once.
    void enqueued(MappedMemory dst, long dstOffset, MappedMemory src, long srcOffset, long length, int flags) {
        checkCopy(dst, dstOffset, src, srcOffset, length);
        limits.commands(flags);
        if (!driverChecks) {
            return;
        }
        Work taken = shown.getAndSet(null);
        Work work = taken == null ? new Work(null) : taken;
        try {
            work.copy(dst, dstOffset, src, srcOffset, length, flags, limits.longestSegment());
            askDriver(work);
        } finally {
            work.forgetMemory();
            shown.set(work);
        }
    }

    MappedMemory destination(Mapping mapping) {
        return reach.destination(mapping);
    }

    MappedMemory source(Mapping mapping) {
        return reach.source(mapping);
    }

    private void checkCopy(MappedMemory dst, long dstOffset, MappedMemory src, long srcOffset, long length) {
        limits.need(Capability.MEMCPY);
        reach.inside(dstOffset, length, dst, "destination");
        reach.inside(srcOffset, length, src, "source");
        limits.length(length);
        limits.copyAlignment(dstOffset, srcOffset, length);
    }

    void memcpySg(Work work, Mapping dst, Mapping src, int flags) {
        limits.need(Capability.MEMCPY_SG);
        MappedMemory to = reach.destination(dst);
        MappedMemory from = reach.source(src);
        long length = Math.min(to.length(), from.length());
        limits.length(length);
        limits.copyAlignment(to);
        limits.copyAlignment(from);
        describe(work, TransferKind.MEMCPY, Direction.MEM_TO_MEM, length, Limits.once(flags), null);
        work.walks(new ListWalk(ListWalk.Side.of(from, true), ListWalk.Side.of(to, false)), from, to);
        askDriver(work);
    }

    void memset(Work work, Mapping dst, long offset, byte value, long length, int flags) {
        limits.need(Capability.MEMSET);
        MappedMemory to = reach.destination(dst);
        reach.inside(offset, length, to, "destination");
        limits.length(length);
        limits.fillAlignment(offset, length);
        describe(work, TransferKind.MEMSET, Direction.MEM_TO_MEM, length, Limits.once(flags), null);
        work.fills(value);
        work.runs(to, offset, null, 0);
        askDriver(work);
    }

    void memsetSg(Work work, Mapping dst, byte value, int flags) {
        limits.need(Capability.MEMSET_SG);
        MappedMemory to = reach.destination(dst);
        limits.length(to.length());
        limits.fillAlignment(to);
        describe(work, TransferKind.MEMSET, Direction.MEM_TO_MEM, to.length(), Limits.once(flags), null);
        work.fills(value);
        work.walks(new ListWalk(null, ListWalk.Side.of(to, false)), to);
        askDriver(work);
    }

    void interrupt(Work work, int flags) {
        limits.need(Capability.INTERRUPT);
        describe(work, TransferKind.INTERRUPT, Direction.MEM_TO_MEM, 0, Limits.once(flags), null);
        askDriver(work);
    }

    // ---- memory and device ----

    void slaveSg(Work work, Mapping sg, Direction direction, int flags, ExtendedSlaveConfig config) {
        limits.need(Capability.SLAVE);
        MappedMemory memory = memoryFor(sg, direction, config);
        limits.length(memory.length());
        for (int i = 0; i < memory.entries(); i++) {
            wholeWords("segment " + i + " of bytes", memory.deviceView(i).byteSize(), direction, config);
        }
        describe(work, TransferKind.SLAVE, direction, memory.length(), Limits.once(flags), config);
        ListWalk.Side side = ListWalk.Side.of(memory, direction.readsMemory());
        work.walks(direction.readsMemory() ? new ListWalk(side, null) : new ListWalk(null, side), memory);
        askDriver(work);
    }

    void slaveSingle(Work work, Mapping buffer, long offset, long length, Direction direction, int flags, ExtendedSlaveConfig config) {
        limits.need(Capability.SLAVE);
        MappedMemory memory = memoryFor(buffer, direction, config);
        reach.inside(offset, length, memory, "memory");
        limits.length(length);
        wholeWords("length of bytes", length, direction, config);
        describe(work, TransferKind.SLAVE, direction, length, Limits.once(flags), config);
        oneSide(work, direction, memory, offset);
        askDriver(work);
    }

    void vector(Work work, List<DmaVec> vector, Direction direction, int flags, ExtendedSlaveConfig config) {
        // Checked and used must be the same, whatever the client does with its list meanwhile (PREP-07).
        List<DmaVec> pieces = List.copyOf(vector);
        if (pieces.isEmpty()) {
            throw new IllegalArgumentException(binding.name() + ": an empty vector moves nothing; give at least one entry");
        }
        limits.need(Capability.SLAVE);
        limits.repetition(flags);
        MappedMemory[] memories = new MappedMemory[pieces.size()];
        for (int i = 0; i < memories.length; i++) {
            memories[i] = memoryFor(pieces.get(i).mapping(), direction, config);
            reach.oneEntry(memories[i]);
            wholeWords("vector entry " + i + " of bytes", pieces.get(i).length(), direction, config);
        }
        ListWalk.Side side = ListWalk.Side.of(pieces, direction.readsMemory());
        limits.length(side.length());
        describe(work, TransferKind.SLAVE, direction, side.length(), flags, config);
        work.walks(direction.readsMemory() ? new ListWalk(side, null) : new ListWalk(null, side), memories);
        askDriver(work);
    }

    void cyclic(Work work, Mapping ring, long offset, long length, long period, Direction direction, int flags,
                ExtendedSlaveConfig config) {
        limits.need(Capability.CYCLIC);
        MappedMemory memory = memoryFor(ring, direction, config);
        reach.inside(offset, length, memory, "memory");
        limits.length(length);
        if (period < 1 || length % period != 0) {
            throw new DmaException.Rejected(binding.name(), "period of bytes", period, "a divisor of the ring's " + length
                    + " bytes, at least 1", "every cyclic transfer", "choose ring and period so that periods fill the ring");
        }
        wholeWords("period of bytes", period, direction, config);
        describe(work, TransferKind.CYCLIC, direction, length, Limits.once(flags), config);
        work.hasPeriods(period);
        oneSide(work, direction, memory, offset);
        askDriver(work);
    }

    void interleaved(Work work, InterleavedTemplate template, int flags, ExtendedSlaveConfig config) {
        limits.need(Capability.INTERLEAVE);
        limits.repetition(flags);
        Direction direction = template.direction();
        MappedMemory from = direction.readsMemory() ? reach.source(template.source()) : null;
        MappedMemory to = direction.writesMemory() ? reach.destination(template.destination()) : null;
        if (direction.isSlave()) {
            expectSlave(direction, config);
        }
        long length = reach.lengthInside(template, from, to);
        limits.length(length);
        if (direction == Direction.MEM_TO_MEM) {
            limits.copyAlignment(template);
        } else {
            for (DataChunk chunk : template.frame()) {
                wholeWords("chunk of bytes", chunk.size(), direction, config);
            }
        }
        describe(work, TransferKind.INTERLEAVED, direction, length, flags, direction.isSlave() ? config : null);
        work.walks(new FrameWalk(template), mappings(from, to));
        askDriver(work);
    }

    // ---- parts ----

    private void describe(Work work, TransferKind kind, Direction direction, long length, int flags, ExtendedSlaveConfig config) {
        limits.commands(flags);
        work.describe(kind, direction, length, flags, config, limits.longestSegment());
    }

    /// Puts the work on its first run, so that the driver sees what it would start with, and asks it.
    private void askDriver(Work work) {
        work.rewind();
        binding.driver().check(work);
    }

    private static boolean hasCheck(ChannelDriver driver) {
        try {
            return driver.getClass().getMethod("check", Transfer.class).getDeclaringClass() != ChannelDriver.class;
        } catch (NoSuchMethodException e) {
            throw new AssertionError("every driver inherits it", e);
        }
    }

    private MappedMemory memoryFor(Mapping mapping, Direction direction, ExtendedSlaveConfig config) {
        expectSlave(direction, config);
        if (direction == Direction.DEV_TO_DEV) {
            throw new DmaException.Rejected(binding.name(), "direction", direction, "MEM_TO_DEV or DEV_TO_MEM",
                    "this call takes memory", "use prepareInterleaved, which can be without memory");
        }
        return direction.readsMemory() ? reach.source(mapping) : reach.destination(mapping);
    }

    private void expectSlave(Direction direction, ExtendedSlaveConfig config) {
        limits.slaveDirection(direction);
        if (config == null) {
            throw new DmaException.Rejected(binding.name() + ": a slave transfer is prepared, but the channel has not been configured"
                    + " since it was requested; call configure first (guide step 2)");
        }
    }

    /// A device is accessed in words of its configured width, so that nothing can be left over that is less than a word.
    /// The direction says which side is the device's; the width of the other is not looked at (CFG-01, CFG-03).
    private void wholeWords(String what, long bytes, Direction direction, ExtendedSlaveConfig config) {
        BusWidth width = direction == Direction.DEV_TO_MEM ? config.base().srcWidth() : config.base().dstWidth();
        if (direction != Direction.DEV_TO_DEV && width != BusWidth.UNDEFINED && bytes % width.bytes() != 0) {
            throw new DmaException.Rejected(binding.name(), what, bytes, "a multiple of " + width.bytes(),
                    "the device's width in the slave configuration", "move whole words, or configure another width");
        }
    }

    private static void oneSide(Work work, Direction direction, MappedMemory memory, long offset) {
        if (direction.readsMemory()) {
            work.runs(null, 0, memory, offset);
        } else {
            work.runs(memory, offset, null, 0);
        }
    }

    private static MappedMemory[] mappings(MappedMemory from, MappedMemory to) {
        if (from == null) {
            return to == null ? new MappedMemory[0] : new MappedMemory[] {to};
        }
        return to == null ? new MappedMemory[] {from} : new MappedMemory[] {from, to};
    }
}

package org.dmaengine.core.channel;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.dmaengine.BusWidth;
import org.dmaengine.Capability;
import org.dmaengine.Direction;
import org.dmaengine.DmaException;
import org.dmaengine.ExtendedSlaveConfig;
import org.dmaengine.SwapPolicy;
import org.dmaengine.core.mapping.DmaDevice;
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

    private final Supplier<SwapPolicy> policy;
    // It may not be asked any more.
    private volatile boolean driverGone;

    /// @param policy of the lease: with REPLAY only what can be done twice is prepared
    /// @param former the DMA device of the lease's last driver, null if there was none
    /// @param user   the lease
    Preparer(Binding binding, Limits limits, Supplier<SwapPolicy> policy, DmaDevice former, DmaDevice.User user) {
        this.policy = policy;
        this.binding = binding;
        this.limits = limits;
        this.reach = new Reach(binding.name(), binding.device(), former, user);
        this.driverChecks = hasCheck(binding.driver());
    }

    /// The driver has left and is not asked any more; what is prepared meanwhile is held against the next one.
    void driverIsGone() {
        driverGone = true;
    }

    /// Holds a transfer that was prepared for another driver against this one.
    ///
    /// @throws RuntimeException a refusal, if this one cannot do it, or cannot go on where it stands
    void again(Work work) {
        Requirements required = work.requirements();
        limits.need(required.capability());
        limits.repetition(work.flags());
        limits.commands(work.flags());
        limits.aligned(required, work.isBegun() ? work.moved() : 0);
        if (work.length() > 0) {
            limits.length(work.length());
        }
        if (work.config() != null) {
            limits.slaveDirection(work.direction());
            limits.configuration(work.config().base());
            binding.driver().validate(work.config());
        }
        if (work.descriptor() != null) {
            limits.descriptor(work.descriptor());
        }
        work.forEachMapping(reach::again);
        work.longestRun(limits.longestSegment());
        if (work.isBegun()) {
            work.lookAgain();
            binding.driver().check(work);
        } else {
            askDriver(work);
        }
    }

    // ---- memory to memory ----

    void memcpy(Work work, Mapping dst, long dstOffset, Mapping src, long srcOffset, long length, int flags) {
        MappedMemory to = reach.destination(dst);
        MappedMemory from = reach.source(src);
        checkCopy(to, dstOffset, from, srcOffset, length);
        reach.disjoint(to, dstOffset, from, srcOffset, length);
        describe(work, TransferKind.MEMCPY, Direction.MEM_TO_MEM, length, Limits.once(flags), null);
        work.runs(to, dstOffset, from, srcOffset);
        work.requires(Requirements.of(Capability.MEMCPY, dstOffset | srcOffset | length));
        askDriver(work);
    }

    /// A copy that has no descriptor: the checks of [#memcpy] but that for overlap. Allocates nothing, unless several
    /// threads ask at once.
    ///
    /// @return whether it may be done again when its driver is lost
    boolean enqueued(MappedMemory dst, long dstOffset, MappedMemory src, long srcOffset, long length, int flags) {
        checkCopy(dst, dstOffset, src, srcOffset, length);
        limits.commands(flags);
        boolean replayable = policy.get() == SwapPolicy.REPLAY;
        if (replayable) {
            reach.disjoint(dst, dstOffset, src, srcOffset, length);
        }
        if (!driverChecks) {
            return replayable;
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
        return replayable;
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
        expectReplayable(work, to, from);
        work.walks(new ListWalk(ListWalk.Side.of(from, true), ListWalk.Side.of(to, false)), from, to);
        work.requires(Requirements.of(Capability.MEMCPY_SG, Requirements.bits(to) | Requirements.bits(from)));
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
        work.requires(Requirements.ofFill(Capability.MEMSET, offset | length));
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
        work.requires(Requirements.ofFill(Capability.MEMSET_SG, Requirements.bits(to)));
        askDriver(work);
    }

    void interrupt(Work work, int flags) {
        limits.need(Capability.INTERRUPT);
        describe(work, TransferKind.INTERRUPT, Direction.MEM_TO_MEM, 0, Limits.once(flags), null);
        work.requires(Requirements.of(Capability.INTERRUPT, 0));
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
        work.requires(Requirements.of(Capability.SLAVE, 0));
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
        work.requires(Requirements.of(Capability.SLAVE, 0));
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
        work.requires(Requirements.of(Capability.SLAVE, 0));
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
        work.requires(Requirements.of(Capability.CYCLIC, 0));
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
        if (direction == Direction.MEM_TO_MEM) {
            expectReplayable(work, to, from);
        }
        work.walks(new FrameWalk(template), mappings(from, to));
        work.requires(Requirements.of(Capability.INTERLEAVE, direction == Direction.MEM_TO_MEM ? Requirements.bits(template) : 0));
        askDriver(work);
    }

    // ---- parts ----

    private void describe(Work work, TransferKind kind, Direction direction, long length, int flags, ExtendedSlaveConfig config) {
        limits.commands(flags);
        work.describe(kind, direction, length, flags, config, limits.longestSegment());
        boolean again = policy.get() == SwapPolicy.REPLAY;
        if (again && direction != Direction.MEM_TO_MEM) {
            throw new DmaException.Rejected(binding.name(), "transfer in direction", direction, "MEM_TO_MEM", "the lease's swap policy REPLAY",
                    "set another policy: what a device has been given, or has given, cannot be done again");
        }
        work.replayable(again);
    }

    private void expectReplayable(Work work, MappedMemory to, MappedMemory from) {
        if (work.isReplayable() && to.overlaps(from)) {
            throw new DmaException.Rejected(binding.name(), "copy between overlapping mappings", to + ", " + from, "disjoint ones",
                    "the lease's swap policy REPLAY", "set another policy: a copy that has overwritten its own source cannot be done again");
        }
    }

    /// Puts the work on its first run, so that the driver sees what it would start with, and asks it.
    private void askDriver(Work work) {
        work.rewind();
        if (!driverGone) {
            binding.driver().check(work);
        }
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

package org.dmaengine.core.channel;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.dmaengine.BusWidth;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.Direction;
import org.dmaengine.DmaException;
import org.dmaengine.ExtendedSlaveConfig;
import org.dmaengine.SlaveConfig;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferFlags;
import org.dmaengine.core.mapping.MappedMemory;
import org.dmaengine.mapping.DataChunk;
import org.dmaengine.mapping.DmaVec;
import org.dmaengine.mapping.InterleavedTemplate;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.Transfer;
import org.dmaengine.spi.TransferKind;

/// Checks what a client wants to have transferred against the channel's capabilities and mappings, and describes it in a
/// [Work] (guide step 3). Changes nothing but that work; any thread.
final class Preparer {
    private static final String CAPABILITIES = "the channel's capabilities";

    private final Binding binding;
    private final ChannelCapabilities capabilities;
    private final boolean driverChecks;
    // What a copy without a descriptor is shown to the driver as; taken by whoever asks, null meanwhile.
    private final AtomicReference<Work> shown = new AtomicReference<>();

    Preparer(Binding binding) {
        this.binding = binding;
        this.capabilities = binding.capabilities();
        this.driverChecks = hasCheck(binding.driver());
    }

    // ---- memory to memory ----

    void memcpy(Work work, Mapping dst, long dstOffset, Mapping src, long srcOffset, long length, int flags) {
        MappedMemory to = destination(dst);
        MappedMemory from = source(src);
        checkCopy(to, dstOffset, from, srcOffset, length);
        refuseOverlap(to, dstOffset, from, srcOffset, length);
        describe(work, TransferKind.MEMCPY, Direction.MEM_TO_MEM, length, once(flags), null);
        work.runs(to, dstOffset, from, srcOffset);
        askDriver(work);
    }

    /// The checks of a copy without anything that allocates; answers nothing, throws what is wrong.
    void checkCopy(MappedMemory dst, long dstOffset, MappedMemory src, long srcOffset, long length) {
        if (!capabilities.types().contains(Capability.MEMCPY)) {
            throw lacks(Capability.MEMCPY);
        }
        oneEntry(dst);
        oneEntry(src);
        inside(dstOffset, length, dst, "destination");
        inside(srcOffset, length, src, "source");
        checkLength(length);
        long mask = capabilities.copyAlignment() - 1;
        if (((dstOffset | srcOffset | length) & mask) != 0) {
            throw misaligned("copy", dstOffset, srcOffset, length, capabilities.copyAlignment());
        }
    }

    /// Asks the driver about a copy that has no descriptor. Allocates nothing unless several threads ask at once.
    void askDriver(MappedMemory dst, long dstOffset, MappedMemory src, long srcOffset, long length, int flags) {
        if (!driverChecks) {
            return;
        }
        Work taken = shown.getAndSet(null);
        Work work = taken == null ? new Work(null) : taken;
        try {
            work.copy(dst, dstOffset, src, srcOffset, length, flags, capabilities.maxSegmentLength());
            askDriver(work);
        } finally {
            work.forgetMemory();
            shown.set(work);
        }
    }

    void memcpySg(Work work, Mapping dst, Mapping src, int flags) {
        need(Capability.MEMCPY_SG);
        MappedMemory to = destination(dst);
        MappedMemory from = source(src);
        long length = Math.min(to.length(), from.length());
        checkLength(length);
        alignedEntries("copy", to, capabilities.copyAlignment());
        alignedEntries("copy", from, capabilities.copyAlignment());
        describe(work, TransferKind.MEMCPY, Direction.MEM_TO_MEM, length, once(flags), null);
        work.walks(new ListWalk(ListWalk.Side.of(from, true), ListWalk.Side.of(to, false)), from, to);
        askDriver(work);
    }

    void memset(Work work, Mapping dst, long offset, byte value, long length, int flags) {
        need(Capability.MEMSET);
        MappedMemory to = destination(dst);
        oneEntry(to);
        inside(offset, length, to, "destination");
        checkLength(length);
        if (((offset | length) & (capabilities.fillAlignment() - 1)) != 0) {
            throw misaligned("fill", offset, 0, length, capabilities.fillAlignment());
        }
        describe(work, TransferKind.MEMSET, Direction.MEM_TO_MEM, length, once(flags), null);
        work.fills(value);
        work.runs(to, offset, null, 0);
        askDriver(work);
    }

    void memsetSg(Work work, Mapping dst, byte value, int flags) {
        need(Capability.MEMSET_SG);
        MappedMemory to = destination(dst);
        checkLength(to.length());
        alignedEntries("fill", to, capabilities.fillAlignment());
        describe(work, TransferKind.MEMSET, Direction.MEM_TO_MEM, to.length(), once(flags), null);
        work.fills(value);
        work.walks(new ListWalk(null, ListWalk.Side.of(to, false)), to);
        askDriver(work);
    }

    void interrupt(Work work, int flags) {
        need(Capability.INTERRUPT);
        describe(work, TransferKind.INTERRUPT, Direction.MEM_TO_MEM, 0, once(flags), null);
        askDriver(work);
    }

    // ---- memory and device ----

    void slaveSg(Work work, Mapping sg, Direction direction, int flags, ExtendedSlaveConfig config) {
        MappedMemory memory = slaveMemory(sg, direction, config);
        checkLength(memory.length());
        for (int i = 0; i < memory.entries(); i++) {
            wholeWords("segment " + i + " of bytes", memory.deviceView(i).byteSize(), direction, config);
        }
        describe(work, TransferKind.SLAVE, direction, memory.length(), once(flags), config);
        ListWalk.Side side = ListWalk.Side.of(memory, direction.readsMemory());
        work.walks(direction.readsMemory() ? new ListWalk(side, null) : new ListWalk(null, side), memory);
        askDriver(work);
    }

    void slaveSingle(Work work, Mapping buffer, long offset, long length, Direction direction, int flags, ExtendedSlaveConfig config) {
        MappedMemory memory = slaveMemory(buffer, direction, config);
        oneEntry(memory);
        inside(offset, length, memory, "memory");
        checkLength(length);
        wholeWords("length of bytes", length, direction, config);
        describe(work, TransferKind.SLAVE, direction, length, once(flags), config);
        oneSide(work, direction, memory, offset);
        askDriver(work);
    }

    void vector(Work work, List<DmaVec> vector, Direction direction, int flags, ExtendedSlaveConfig config) {
        // Checked and used must be the same, whatever the client does with its list meanwhile (PREP-07).
        List<DmaVec> pieces = List.copyOf(vector);
        if (pieces.isEmpty()) {
            throw new IllegalArgumentException(binding.name() + ": an empty vector moves nothing; give at least one entry");
        }
        if ((flags & TransferFlags.REPEAT) != 0) {
            need(Capability.REPEAT);
        }
        MappedMemory[] memories = new MappedMemory[pieces.size()];
        for (int i = 0; i < memories.length; i++) {
            memories[i] = slaveMemory(pieces.get(i).mapping(), direction, config);
            oneEntry(memories[i]);
            wholeWords("vector entry " + i + " of bytes", pieces.get(i).length(), direction, config);
        }
        ListWalk.Side side = ListWalk.Side.of(pieces, direction.readsMemory());
        checkLength(side.length());
        describe(work, TransferKind.SLAVE, direction, side.length(), flags, config);
        work.walks(direction.readsMemory() ? new ListWalk(side, null) : new ListWalk(null, side), memories);
        askDriver(work);
    }

    void cyclic(Work work, Mapping ring, long offset, long length, long period, Direction direction, int flags,
                ExtendedSlaveConfig config) {
        need(Capability.CYCLIC);
        MappedMemory memory = memoryFor(ring, direction, config);
        oneEntry(memory);
        inside(offset, length, memory, "memory");
        checkLength(length);
        if (period < 1 || length < 1 || length % period != 0) {
            throw new DmaException.Rejected(binding.name(), "period of bytes", period, "a divisor of the ring's " + length
                    + " bytes, at least 1", "every cyclic transfer", "choose ring and period so that periods fill the ring");
        }
        wholeWords("period of bytes", period, direction, config);
        describe(work, TransferKind.CYCLIC, direction, length, once(flags), config);
        work.hasPeriods(period);
        oneSide(work, direction, memory, offset);
        askDriver(work);
    }

    void interleaved(Work work, InterleavedTemplate template, int flags, ExtendedSlaveConfig config) {
        need(Capability.INTERLEAVE);
        if ((flags & TransferFlags.REPEAT) != 0) {
            need(Capability.REPEAT);
        }
        if ((flags & TransferFlags.LOAD_EOT) != 0) {
            need(Capability.LOAD_EOT);
        }
        Direction direction = template.direction();
        MappedMemory from = direction.readsMemory() ? source(template.source()) : null;
        MappedMemory to = direction.writesMemory() ? destination(template.destination()) : null;
        if (direction.isSlave()) {
            checkSlave(direction, config);
        }
        long length = lengthInside(template, from, to);
        checkLength(length);
        if (direction == Direction.MEM_TO_MEM) {
            aligned(template);
        } else {
            for (DataChunk chunk : template.frame()) {
                wholeWords("chunk of bytes", chunk.size(), direction, config);
            }
        }
        describe(work, TransferKind.INTERLEAVED, direction, length, flags, direction.isSlave() ? config : null);
        work.walks(new FrameWalk(template), mappings(from, to));
        askDriver(work);
    }

    // ---- configuration ----

    /// Checks the generic part against the capabilities, then asks the driver (CFG-11, CFG-15).
    void validate(ExtendedSlaveConfig config) {
        SlaveConfig base = Objects.requireNonNull(config.base(), "the configuration's base");
        width("srcWidth", base.srcWidth(), capabilities.srcWidths());
        width("dstWidth", base.dstWidth(), capabilities.dstWidths());
        burst("srcMaxBurst", base.srcMaxBurst());
        burst("dstMaxBurst", base.dstMaxBurst());
        binding.driver().validate(config);
    }

    private void width(String name, BusWidth width, Set<BusWidth> allowed) {
        if (width != BusWidth.UNDEFINED && !allowed.isEmpty() && !allowed.contains(width)) {
            throw new DmaException.Rejected(binding.name(), name, width, allowed, CAPABILITIES, "configure a width that the channel has");
        }
    }

    private void burst(String name, int words) {
        if (capabilities.maxBurst() != 0 && words > capabilities.maxBurst()) {
            throw new DmaException.Rejected(binding.name(), name + " of words", words, "0 to " + capabilities.maxBurst(), CAPABILITIES,
                    "configure a smaller burst");
        }
    }

    // ---- parts ----

    private void describe(Work work, TransferKind kind, Direction direction, long length, int flags, ExtendedSlaveConfig config) {
        expectCommandsTaken(flags);
        work.describe(kind, direction, length, flags, config, capabilities.maxSegmentLength());
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

    /// The flags of a transfer type that cannot repeat: REPEAT and LOAD_EOT are ignored there (FLG-14).
    private static int once(int flags) {
        return flags & ~(TransferFlags.REPEAT | TransferFlags.LOAD_EOT);
    }

    /// A device is accessed in words of its configured width, so that nothing can be left over that is less than a word.
    private void wholeWords(String what, long bytes, Direction direction, ExtendedSlaveConfig config) {
        BusWidth width = direction == Direction.DEV_TO_MEM ? config.base().srcWidth() : config.base().dstWidth();
        if (direction != Direction.DEV_TO_DEV && width != BusWidth.UNDEFINED && bytes % width.bytes() != 0) {
            throw new DmaException.Rejected(binding.name(), what, bytes, "a multiple of " + width.bytes(),
                    "the device's width in the slave configuration", "move whole words, or configure another width");
        }
    }

    /// Commands go only to drivers that say they take them (FLG-11).
    void expectCommandsTaken(int flags) {
        if ((flags & TransferFlags.CMD) != 0 && !capabilities.commands()) {
            throw new DmaException.Rejected(binding.name(), "flag", TransferFlag.CMD, "no commands", CAPABILITIES,
                    "leave the flag out; the buffer is then data");
        }
    }

    private void oneSide(Work work, Direction direction, MappedMemory memory, long offset) {
        if (direction.readsMemory()) {
            work.runs(null, 0, memory, offset);
        } else {
            work.runs(memory, offset, null, 0);
        }
    }

    private MappedMemory slaveMemory(Mapping mapping, Direction direction, ExtendedSlaveConfig config) {
        need(Capability.SLAVE);
        return memoryFor(mapping, direction, config);
    }

    private MappedMemory memoryFor(Mapping mapping, Direction direction, ExtendedSlaveConfig config) {
        checkSlave(direction, config);
        if (direction == Direction.DEV_TO_DEV) {
            throw new DmaException.Rejected(binding.name(), "direction", direction, "MEM_TO_DEV or DEV_TO_MEM",
                    "this call takes memory", "use prepareInterleaved, which can be without memory");
        }
        return direction.readsMemory() ? source(mapping) : destination(mapping);
    }

    private void checkSlave(Direction direction, ExtendedSlaveConfig config) {
        if (!direction.isSlave() || !capabilities.directions().contains(direction)) {
            throw new DmaException.Rejected(binding.name(), "direction", direction, capabilities.directions(), CAPABILITIES,
                    "request a channel that works in this direction");
        }
        if (config == null) {
            throw new DmaException.Rejected(binding.name() + ": a slave transfer is prepared, but the channel has not been configured"
                    + " since it was requested; call configure first (guide step 2)");
        }
    }

    /// A mapping of the engine's own, for this channel's DMA device, open, and readable by it.
    MappedMemory source(Mapping mapping) {
        MappedMemory memory = mine(mapping);
        if (!memory.direction().isReadable()) {
            throw wrongWay(memory, "read", "TO_DEVICE or BIDIRECTIONAL");
        }
        return memory;
    }

    /// A mapping of the engine's own, for this channel's DMA device, open, and writable by it.
    MappedMemory destination(Mapping mapping) {
        MappedMemory memory = mine(mapping);
        if (!memory.direction().isWritable()) {
            throw wrongWay(memory, "written", "FROM_DEVICE or BIDIRECTIONAL");
        }
        return memory;
    }

    private MappedMemory mine(Mapping mapping) {
        if (!(mapping instanceof MappedMemory memory)) {
            throw new IllegalArgumentException(binding.name() + ": " + (mapping == null ? "null" : mapping.getClass().getName())
                    + " is no mapping of this engine; map with the channel's mapper()");
        }
        if (memory.device() != binding.device()) {
            throw new DmaException.Rejected(binding.name(), "mapping for", memory.device().name(), "a mapping for "
                    + binding.device().name(), "the channel's DMA device", "map the memory with this channel's mapper()");
        }
        if (!memory.isOpen()) {
            throw new IllegalStateException(binding.name() + ": " + memory + " is closed");
        }
        memory.checkOwnedByDevice();
        return memory;
    }

    private void inside(long offset, long length, MappedMemory memory, String side) {
        if ((offset | length) < 0 || offset > memory.length() - length) {
            throw new IndexOutOfBoundsException(binding.name() + ": " + length + " bytes from byte " + offset + " of the " + side
                    + " are refused; its mapping has " + memory.length() + " bytes; map more, or move less");
        }
    }

    private void oneEntry(MappedMemory memory) {
        if (memory.entries() != 1) {
            throw new IllegalArgumentException(binding.name() + ": " + memory + " cannot be addressed by one offset;"
                    + " use the Sg form of this call, or map one segment");
        }
    }

    private void checkLength(long length) {
        if (length < 1) {
            throw new DmaException.Rejected(binding.name(), "length of bytes", length, "1 to " + capabilities.maxTransferLength(),
                    CAPABILITIES, "use prepareInterrupt for a transfer that moves nothing");
        }
        if (length > capabilities.maxTransferLength()) {
            throw new DmaException.Rejected(binding.name(), "length of bytes", length, "1 to " + capabilities.maxTransferLength(),
                    CAPABILITIES, "prepare several shorter transfers");
        }
    }

    private void need(Capability capability) {
        if (!capabilities.supports(capability)) {
            throw lacks(capability);
        }
    }

    private DmaException.Rejected lacks(Capability capability) {
        return new DmaException.Rejected(binding.name(), "transfer that needs", capability, capabilities.types(), CAPABILITIES,
                "request a channel with " + capability);
    }

    private DmaException.Rejected misaligned(String what, long dstOffset, long srcOffset, long length, int alignment) {
        return new DmaException.Rejected(binding.name(), what + " with dstOffset, srcOffset, length",
                dstOffset + ", " + srcOffset + ", " + length, "multiples of " + alignment, CAPABILITIES,
                "align offsets and length, and move the rest by CPU");
    }

    private void alignedEntries(String what, MappedMemory memory, int alignment) {
        for (int i = 0; i < memory.entries(); i++) {
            long bytes = memory.deviceView(i).byteSize();
            if ((bytes & alignment - 1) != 0) {
                throw new DmaException.Rejected(binding.name(), what + " of a list with an entry of bytes", bytes,
                        "multiples of " + alignment, CAPABILITIES, "align the entries, and move the rest by CPU");
            }
        }
    }

    private void aligned(InterleavedTemplate template) {
        long bits = template.dstStart() | template.srcStart();
        for (int i = 0; i < template.frame().size(); i++) {
            bits |= template.frame().get(i).size() | template.srcGap(i) | template.dstGap(i);
        }
        if ((bits & capabilities.copyAlignment() - 1) != 0) {
            throw new DmaException.Rejected(binding.name(), "copy with the template", template.frame(), "starts, sizes and gaps that are"
                    + " multiples of " + capabilities.copyAlignment(), CAPABILITIES, "align them, and move the rest by CPU");
        }
    }

    private DmaException.Rejected wrongWay(MappedMemory memory, String use, String wanted) {
        return new DmaException.Rejected(binding.name(), "memory to be " + use + " that is mapped", memory.direction(), wanted,
                "the mapping's direction", "map it that way");
    }

    private void refuseOverlap(MappedMemory dst, long dstOffset, MappedMemory src, long srcOffset, long length) {
        if (dst.deviceView().asSlice(dstOffset, length).asOverlappingSlice(src.deviceView().asSlice(srcOffset, length)).isPresent()) {
            throw new IllegalArgumentException(binding.name() + ": source and destination of a copy overlap, and the order in which"
                    + " bytes are moved is the controller's; copy through a third buffer");
        }
    }

    /// Bytes that a template moves, if it stays inside its mappings.
    private long lengthInside(InterleavedTemplate template, MappedMemory from, MappedMemory to) {
        try {
            fits(template, from, true);
            fits(template, to, false);
            return template.length();
        } catch (ArithmeticException e) {
            throw new DmaException.Rejected(binding.name(), "template of", template.numFrames() + " frames " + template.frame(),
                    "at most " + Long.MAX_VALUE + " bytes", "the width of a length", "state fewer frames or smaller gaps");
        }
    }

    private void fits(InterleavedTemplate template, MappedMemory memory, boolean atSource) {
        if (memory == null) {
            return;
        }
        oneEntry(memory);
        long end = FrameWalk.end(template, atSource);
        if (end > memory.length()) {
            throw new IndexOutOfBoundsException(binding.name() + ": the template reaches byte " + end + " of its "
                    + (atSource ? "source" : "destination") + ", which has " + memory.length());
        }
    }

    private static MappedMemory[] mappings(MappedMemory from, MappedMemory to) {
        if (from == null) {
            return to == null ? new MappedMemory[0] : new MappedMemory[] {to};
        }
        return to == null ? new MappedMemory[] {from} : new MappedMemory[] {from, to};
    }
}

package org.dmaengine.core.channel;

import org.dmaengine.DmaException;
import org.dmaengine.core.mapping.DmaDevice;
import org.dmaengine.core.mapping.MappedMemory;
import org.dmaengine.mapping.InterleavedTemplate;
import org.dmaengine.mapping.Mapping;

/// What memory a channel's transfers may reach: open mappings of its own DMA device, in their direction and bounds (D8).
/// A check that passes allocates nothing. Any thread.
final class Reach {
    private final String channel;
    private final DmaDevice device;
    private final DmaDevice former;
    private final DmaDevice.User user;

    /// @param former the DMA device of the lease's last driver: what was mapped for it is mapped for this one, too; null if there was none
    /// @param user   the lease
    Reach(String channel, DmaDevice device, DmaDevice former, DmaDevice.User user) {
        this.user = user;
        this.channel = channel;
        this.device = device;
        this.former = former;
    }

    /// A mapping of a transfer that comes from another driver: maps it for this device as well.
    void again(MappedMemory memory) {
        if (!memory.isFor(device)) {
            memory.mapFor(device, user);
        }
    }

    /// The mapping as one that the device may read.
    MappedMemory source(Mapping mapping) {
        MappedMemory memory = mine(mapping);
        if (!memory.direction().isReadable()) {
            throw wrongWay(memory, "read", "TO_DEVICE or BIDIRECTIONAL");
        }
        return memory;
    }

    /// The mapping as one that the device may write.
    MappedMemory destination(Mapping mapping) {
        MappedMemory memory = mine(mapping);
        if (!memory.direction().isWritable()) {
            throw wrongWay(memory, "written", "FROM_DEVICE or BIDIRECTIONAL");
        }
        return memory;
    }

    private MappedMemory mine(Mapping mapping) {
        if (!(mapping instanceof MappedMemory memory)) {
            throw new IllegalArgumentException(channel + ": " + (mapping == null ? "null" : mapping.getClass().getName())
                    + " is no mapping of this engine; map with the channel's mapper()");
        }
        if (!memory.isFor(device) && former != null && memory.isFor(former)) {
            memory.mapFor(device, user);
        }
        if (!memory.isFor(device)) {
            throw new DmaException.Rejected(channel, "mapping for", memory.device().name(), "a mapping for " + device.name(),
                    "the channel's DMA device", "map the memory with this channel's mapper()");
        }
        if (!memory.isOpen()) {
            throw new IllegalStateException(channel + ": " + memory + " is closed; map the memory again");
        }
        memory.checkOwnedByDevice();
        return memory;
    }

    private DmaException.Rejected wrongWay(MappedMemory memory, String use, String wanted) {
        return new DmaException.Rejected(channel, "memory to be " + use + " that is mapped", memory.direction(), wanted,
                "the mapping's direction", "map it that way");
    }

    /// One run inside a mapping of one entry.
    void inside(long offset, long length, MappedMemory memory, String side) {
        oneEntry(memory);
        if ((offset | length) < 0 || offset > memory.length() - length) {
            throw new IndexOutOfBoundsException(channel + ": " + length + " bytes from byte " + offset + " of the " + side
                    + " are refused; its mapping has " + memory.length() + " bytes; map more, or move less");
        }
    }

    void oneEntry(MappedMemory memory) {
        if (memory.entries() != 1) {
            throw new IllegalArgumentException(channel + ": " + memory + " cannot be addressed by one offset;"
                    + " use the Sg form of this call, or map one segment");
        }
    }

    void disjoint(MappedMemory dst, long dstOffset, MappedMemory src, long srcOffset, long length) {
        if (dst.deviceView().asSlice(dstOffset, length).asOverlappingSlice(src.deviceView().asSlice(srcOffset, length)).isPresent()) {
            throw new IllegalArgumentException(channel + ": source and destination of a copy overlap, and the order in which"
                    + " bytes are moved is the controller's; copy through a third buffer");
        }
    }

    /// Bytes that a template moves, if it stays inside its mappings; a side that is no memory is null.
    long lengthInside(InterleavedTemplate template, MappedMemory from, MappedMemory to) {
        try {
            fits(template, from, true);
            fits(template, to, false);
            return template.length();
        } catch (ArithmeticException e) {
            throw new DmaException.Rejected(channel, "template of", template.numFrames() + " frames " + template.frame(),
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
            throw new IndexOutOfBoundsException(channel + ": the template reaches byte " + end + " of its "
                    + (atSource ? "source" : "destination") + ", which has " + memory.length() + "; map more, or state fewer frames");
        }
    }
}

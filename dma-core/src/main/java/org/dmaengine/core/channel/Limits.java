package org.dmaengine.core.channel;

import java.util.Set;
import org.dmaengine.BusWidth;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.Direction;
import org.dmaengine.DmaException;
import org.dmaengine.SlaveConfig;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferFlags;
import org.dmaengine.core.mapping.MappedMemory;
import org.dmaengine.mapping.InterleavedTemplate;

/// What a channel's capabilities allow. Each check throws a refusal that names the value, the limit and what to do (D10);
/// a check that passes allocates nothing. Any thread.
final class Limits {
    private static final String CAPABILITIES = "the channel's capabilities";

    private final String channel;
    private final ChannelCapabilities capabilities;

    Limits(String channel, ChannelCapabilities capabilities) {
        this.channel = channel;
        this.capabilities = capabilities;
    }

    // ---- what kind of work ----

    void need(Capability capability) {
        if (!capabilities.supports(capability)) {
            throw new DmaException.Rejected(channel, "transfer that needs", capability, capabilities.types(), CAPABILITIES,
                    "request a channel with " + capability);
        }
    }

    void slaveDirection(Direction direction) {
        if (!direction.isSlave() || !capabilities.directions().contains(direction)) {
            throw new DmaException.Rejected(channel, "direction", direction, capabilities.directions(), CAPABILITIES,
                    "request a channel that works in this direction");
        }
    }

    // ---- flags ----

    /// Commands go only to drivers that say they take them (FLG-11).
    void commands(int flags) {
        if (TransferFlag.CMD.in(flags) && !capabilities.commands()) {
            throw new DmaException.Rejected(channel, "flag", TransferFlag.CMD, "no commands", CAPABILITIES,
                    "leave the flag out; the buffer is then data");
        }
    }

    /// Transfers that can repeat: both flags need their capability (IL-28, and beyond the kernel LOAD_EOT as well).
    void repetition(int flags) {
        flag(flags, TransferFlag.REPEAT, Capability.REPEAT);
        flag(flags, TransferFlag.LOAD_EOT, Capability.LOAD_EOT);
    }

    private void flag(int flags, TransferFlag flag, Capability capability) {
        if (flag.in(flags) && !capabilities.supports(capability)) {
            throw new DmaException.Rejected(channel, "flag", flag, capabilities.types(), CAPABILITIES,
                    "leave the flag out, or request a channel with " + capability);
        }
    }

    /// The flags of a transfer that cannot repeat: REPEAT and LOAD_EOT are ignored there (FLG-14).
    static int once(int flags) {
        return flags & ~(TransferFlags.REPEAT | TransferFlags.LOAD_EOT);
    }

    // ---- lengths and alignment ----

    long longestSegment() {
        return capabilities.maxSegmentLength();
    }

    void length(long length) {
        if (length < 1) {
            throw new DmaException.Rejected(channel, "length of bytes", length, "1 to " + capabilities.maxTransferLength(), CAPABILITIES,
                    "use prepareInterrupt for a transfer that moves nothing");
        }
        if (length > capabilities.maxTransferLength()) {
            throw new DmaException.Rejected(channel, "length of bytes", length, "1 to " + capabilities.maxTransferLength(), CAPABILITIES,
                    "prepare several shorter transfers");
        }
    }

    void copyAlignment(long dstOffset, long srcOffset, long length) {
        if (((dstOffset | srcOffset | length) & capabilities.copyAlignment() - 1) != 0) {
            throw new DmaException.Rejected(channel, "copy with dstOffset, srcOffset, length", dstOffset + ", " + srcOffset + ", "
                    + length, "multiples of " + capabilities.copyAlignment(), CAPABILITIES,
                    "align offsets and length, and move the rest by CPU");
        }
    }

    void fillAlignment(long offset, long length) {
        if (((offset | length) & capabilities.fillAlignment() - 1) != 0) {
            throw new DmaException.Rejected(channel, "fill with offset, length", offset + ", " + length,
                    "multiples of " + capabilities.fillAlignment(), CAPABILITIES, "align offset and length, and move the rest by CPU");
        }
    }

    void copyAlignment(MappedMemory list) {
        entryAlignment("copy", list, capabilities.copyAlignment());
    }

    void fillAlignment(MappedMemory list) {
        entryAlignment("fill", list, capabilities.fillAlignment());
    }

    private void entryAlignment(String what, MappedMemory list, int alignment) {
        for (int i = 0; i < list.entries(); i++) {
            long bytes = list.deviceView(i).byteSize();
            if ((bytes & alignment - 1) != 0) {
                throw new DmaException.Rejected(channel, what + " of a list with an entry of bytes", bytes, "multiples of " + alignment,
                        CAPABILITIES, "align the entries, and move the rest by CPU");
            }
        }
    }

    void copyAlignment(InterleavedTemplate template) {
        if ((Requirements.bits(template) & capabilities.copyAlignment() - 1) != 0) {
            throw new DmaException.Rejected(channel, "copy with the template", template.frame(), "starts, sizes and gaps that are"
                    + " multiples of " + capabilities.copyAlignment(), CAPABILITIES, "align them, and move the rest by CPU");
        }
    }

    /// The same of a transfer that was checked for another channel, and from where it stands.
    void aligned(Requirements required, long moved) {
        boolean copies = required.copyBits() != 0 || required.capability() == Capability.MEMCPY;
        boolean fills = required.fillBits() != 0;
        aligned(required.copyBits() | (copies ? moved : 0), capabilities.copyAlignment(), moved);
        aligned(required.fillBits() | (fills ? moved : 0), capabilities.fillAlignment(), moved);
    }

    private void aligned(long bits, int alignment, long moved) {
        if ((bits & alignment - 1) != 0) {
            throw new DmaException.Rejected(channel, moved == 0 ? "transfer with offsets and lengths that are multiples of"
                    : "transfer that goes on from byte " + moved + ", with offsets and lengths that are multiples of", Long.lowestOneBit(bits),
                    "multiples of " + alignment, CAPABILITIES, "prepare it anew for this channel");
        }
    }

    /// What a descriptor has been made to be for another channel: reusable, or with metadata.
    void descriptor(Descriptor descriptor) {
        if (descriptor.isReusable() && !capabilities.reuse()) {
            throw new DmaException.Rejected(channel, "reusable descriptor", "", "single use", CAPABILITIES,
                    "prepare a descriptor for each transfer");
        }
        descriptor.metadataForDriver().again(channel, capabilities);
    }

    // ---- configuration ----

    /// The generic part of a configuration; what remains is the driver's to judge (CFG-09, CFG-10).
    void configuration(SlaveConfig base) {
        if (capabilities.directions().stream().noneMatch(Direction::isSlave)) {
            throw new DmaException.Rejected(channel, "configuration", base, "none", CAPABILITIES,
                    "this channel has no device on either side: prepare without configuring");
        }
        width("srcWidth", base.srcWidth(), capabilities.srcWidths());
        width("dstWidth", base.dstWidth(), capabilities.dstWidths());
        burst("srcMaxBurst", base.srcMaxBurst());
        burst("dstMaxBurst", base.dstMaxBurst());
    }

    private void width(String name, BusWidth width, Set<BusWidth> allowed) {
        if (width != BusWidth.UNDEFINED && !allowed.isEmpty() && !allowed.contains(width)) {
            throw new DmaException.Rejected(channel, name, width, allowed, CAPABILITIES, "configure a width that the channel has");
        }
    }

    /// 0 leaves it to the controller, so that it is within any limit.
    private void burst(String name, int words) {
        int most = capabilities.maxBurst() == 0 ? Integer.MAX_VALUE : capabilities.maxBurst();
        if (words != 0 && (words < capabilities.minBurst() || words > most)) {
            throw new DmaException.Rejected(channel, name + " of words", words, capabilities.minBurst() + " to " + most, CAPABILITIES,
                    "configure a burst within these limits, or 0 to leave it to the controller");
        }
    }
}

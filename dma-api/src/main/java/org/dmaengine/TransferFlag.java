package org.dmaengine;

import java.util.Set;

/// What a client may ask of one transfer (`DMA_PREP_*`, `DMA_CTRL_*`; clauses FLG-01 to FLG-14).
///
/// The bit of each flag is that of the kernel; [TransferFlags] has the same bits as constants for calls that must
/// not allocate. [DmaDescriptor#reusable(boolean)] takes the place of `DMA_CTRL_REUSE` (FLG-10).
public enum TransferFlag {
    /// Call back on completion. Without it no callback runs: poll or await (FLG-01, and the table of differences).
    INTERRUPT(TransferFlags.INTERRUPT),
    /// The client will chain nothing on this descriptor. Accepted and without effect, as for every slave client of
    /// the kernel's own helper (FLG-04).
    ACK(TransferFlags.ACK),
    /// Later transfers on this channel depend on this one's result: nothing after it starts before it has ended
    /// (FLG-09).
    FENCE(TransferFlags.FENCE),
    /// The buffer holds commands for the controller, not data (FLG-11). Needs a channel that takes
    /// commands ([ChannelCapabilities#commands]).
    CMD(TransferFlags.CMD),
    /// Start again at the end until replaced; interleaved and vector transfers only, ignored for others, needs
    /// [Capability#REPEAT] (IL-20, PREP-20).
    REPEAT(TransferFlags.REPEAT),
    /// Replace a repeated transfer at the end of its current pass; needs [Capability#LOAD_EOT] (IL-21).
    LOAD_EOT(TransferFlags.LOAD_EOT);

    private final int bit;

    TransferFlag(int bit) {
        this.bit = bit;
    }

    /// This flag's bit, one of the constants of [TransferFlags].
    public int bit() {
        return bit;
    }

    /// Says whether this flag is in an int set.
    public boolean in(int flags) {
        return (flags & bit) != 0;
    }

    /// The int set of these flags.
    public static int bits(TransferFlag... flags) {
        int bits = 0;
        for (TransferFlag flag : flags) {
            bits |= flag.bit;
        }
        return bits;
    }

    /// The int set of these flags.
    public static int bits(Set<TransferFlag> flags) {
        int bits = 0;
        for (TransferFlag flag : flags) {
            bits |= flag.bit;
        }
        return bits;
    }
}

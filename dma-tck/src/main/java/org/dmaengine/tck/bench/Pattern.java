package org.dmaengine.tck.bench;

/// Bytes that tell by themselves which they are; none of them is a [#MARKER].
final class Pattern {
    /// What memory is full of where nothing is to be written.
    static final byte MARKER = 0x55;

    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;
    private static final int TOP_BYTE = 56;

    private Pattern() {
    }

    /// The byte at this position of the stream with this seed.
    static byte at(long seed, long position) {
        byte value = (byte) ((position + seed * 1009 + 1) * GOLDEN >>> TOP_BYTE);
        return value == MARKER ? ~MARKER : value;
    }
}

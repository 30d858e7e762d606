package org.dmaengine.endpoints.schemes;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Endless bytes that depend on seed and position only: the 64-bit words of SplitMix64, low byte first.
///
/// @param seed which of the 2^64 patterns
record Pattern(long seed) {
    private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    byte at(long position) {
        return (byte) (word(position >>> 3) >>> ((position & 7) * 8));
    }

    private long word(long index) {
        long z = seed + (index + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /// Writes the pattern from a position on.
    void fill(long position, MemorySegment memory, long offset, long bytes) {
        long end = offset + bytes;
        long at = offset;
        long next = position;
        while (at < end && (next & 7) != 0) {
            memory.set(ValueLayout.JAVA_BYTE, at++, at(next++));
        }
        for (; at + 8 <= end; at += 8, next += 8) {
            memory.set(WORD, at, word(next >>> 3));
        }
        while (at < end) {
            memory.set(ValueLayout.JAVA_BYTE, at++, at(next++));
        }
    }

    /// How many bytes are the pattern's from a position on.
    ///
    /// @return the index of the first that is not; `bytes` if all are
    long matching(long position, MemorySegment memory, long offset, long bytes) {
        long done = 0;
        while (done < bytes) {
            long next = position + done;
            if ((next & 7) == 0 && bytes - done >= 8 && memory.get(WORD, offset + done) == word(next >>> 3)) {
                done += 8;
            } else if (memory.get(ValueLayout.JAVA_BYTE, offset + done) == at(next)) {
                done++;
            } else {
                return done;
            }
        }
        return bytes;
    }
}

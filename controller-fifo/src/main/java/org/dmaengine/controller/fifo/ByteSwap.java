package org.dmaengine.controller.fifo;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Reverses the bytes of each word in place.
final class ByteSwap {
    private ByteSwap() {
    }

    static void words(MemorySegment memory, long offset, long bytes, int wordBytes) {
        for (long at = offset; at < offset + bytes; at += wordBytes) {
            switch (wordBytes) {
                case 2 -> memory.set(ValueLayout.JAVA_SHORT_UNALIGNED, at,
                        Short.reverseBytes(memory.get(ValueLayout.JAVA_SHORT_UNALIGNED, at)));
                case 4 -> memory.set(ValueLayout.JAVA_INT_UNALIGNED, at,
                        Integer.reverseBytes(memory.get(ValueLayout.JAVA_INT_UNALIGNED, at)));
                case 8 -> memory.set(ValueLayout.JAVA_LONG_UNALIGNED, at,
                        Long.reverseBytes(memory.get(ValueLayout.JAVA_LONG_UNALIGNED, at)));
                default -> word(memory, at, wordBytes);
            }
        }
    }

    private static void word(MemorySegment memory, long at, int wordBytes) {
        long low = at;
        long high = at + wordBytes - 1;
        while (low < high) {
            byte first = memory.get(ValueLayout.JAVA_BYTE, low);
            memory.set(ValueLayout.JAVA_BYTE, low++, memory.get(ValueLayout.JAVA_BYTE, high));
            memory.set(ValueLayout.JAVA_BYTE, high--, first);
        }
    }
}

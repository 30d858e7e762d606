package org.dmaengine.it;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.dmaengine.BusWidth;
import org.dmaengine.SlaveConfig;

/// Words of four bytes that are numbered from 0, as a [CountingPort] gives and takes them.
final class Words {
    static final int BYTES = Integer.BYTES;
    /// Either direction, bursts of up to eight words.
    static final SlaveConfig CONFIG = SlaveConfig.builder().source(0x10, BusWidth.BYTES_4, 8).destination(0x20, BusWidth.BYTES_4, 8).build();
    private static final ValueLayout.OfInt WORD = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private Words() {
    }

    /// The byte at a place of the endless row of them.
    static long byteAt(long position) {
        return position / BYTES >>> Byte.SIZE * (position % BYTES);
    }

    /// Fills memory with the words from that number on.
    static void write(MemorySegment memory, long first) {
        for (long i = 0; i < memory.byteSize() / BYTES; i++) {
            memory.setAtIndex(WORD, i, (int) (first + i));
        }
    }

    /// Looks whether memory holds the words from that number on; says where it does not, empty if it does.
    static String complaint(MemorySegment memory, long first) {
        for (long i = 0; i < memory.byteSize() / BYTES; i++) {
            if (memory.getAtIndex(WORD, i) != (int) (first + i)) {
                return "word " + (first + i) + " is " + memory.getAtIndex(WORD, i);
            }
        }
        return "";
    }
}

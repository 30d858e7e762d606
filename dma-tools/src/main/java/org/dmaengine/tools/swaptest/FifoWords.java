package org.dmaengine.tools.swaptest;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.dmaengine.BusWidth;
import org.dmaengine.SlaveConfig;
import org.dmaengine.fifo.FifoSlaveConfig;

/// The words that go through FIFOs: eight bytes each, which say where they belong.
final class FifoWords {
    static final int BYTES = Long.BYTES;

    private static final int BURST = 16;

    private FifoWords() {
    }

    static long get(MemorySegment memory, long offset) {
        return memory.get(ValueLayout.JAVA_LONG_UNALIGNED, offset);
    }

    static void set(MemorySegment memory, long offset, long word) {
        memory.set(ValueLayout.JAVA_LONG_UNALIGNED, offset, word);
    }

    /// How they are moved, from or to whatever is on a request line.
    static FifoSlaveConfig config(int line) {
        return FifoSlaveConfig.of(SlaveConfig.builder().source(0, BusWidth.BYTES_8, BURST).destination(0, BusWidth.BYTES_8, BURST).build())
                .withRequestLine(line);
    }
}

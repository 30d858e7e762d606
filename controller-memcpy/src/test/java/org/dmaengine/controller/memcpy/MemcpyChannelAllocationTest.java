package org.dmaengine.controller.memcpy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.Arena;
import java.lang.management.ManagementFactory;
import org.dmaengine.controller.memcpy.stubs.StubTransfer;
import org.dmaengine.controller.memcpy.stubs.StubTransfer.Run;
import org.dmaengine.spi.EngineSpec;
import org.junit.jupiter.api.Test;

/// D13: what a copy costs the garbage collector.
class MemcpyChannelAllocationTest {
    private static final int COPIES = 100_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final MemcpyChannel channel =
            new MemcpyChannel("dma0 channel 0", EngineSpec.memory("dma0"), MemcpyChannel.capabilities(1, Long.MAX_VALUE));

    @Test
    void shouldAllocateNothingForACopy() {
        try (Arena arena = Arena.ofShared()) {
            StubTransfer transfer = StubTransfer.copy(arena.allocate(64), arena.allocate(64), new Run(0, 0, 64));
            copy(transfer); // until compiled
            long before = threads.getCurrentThreadAllocatedBytes();
            copy(transfer);
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            // Less than a byte for each step: what is left is the compiler's doing, no object is that small.
            assertTrue(allocated < COPIES, () -> COPIES + " copies of two steps allocated " + allocated + " bytes");
        }
    }

    private void copy(StubTransfer transfer) {
        for (int i = 0; i < COPIES; i++) {
            transfer.rewind();
            channel.start(transfer);
            transfer.step(channel, 31);
            transfer.step(channel, 64);
            channel.stop(transfer);
        }
    }
}

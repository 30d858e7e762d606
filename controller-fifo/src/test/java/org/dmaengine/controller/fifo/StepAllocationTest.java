package org.dmaengine.controller.fifo;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import org.dmaengine.BusWidth;
import org.dmaengine.Direction;
import org.dmaengine.ExtendedSlaveConfig;
import org.dmaengine.controller.fifo.stubs.EndlessPort;
import org.dmaengine.fifo.FifoSlaveConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// D13: what a burst costs the garbage collector.
class StepAllocationTest {
    private static final int BURSTS = 100_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @EnumSource(names = {"DEV_TO_MEM", "MEM_TO_DEV"})
    void shouldAllocateNothingForABurst(Direction direction) {
        assertAllocatesNothing(direction, FifoBench.words(BusWidth.BYTES_1, 16));
    }

    @ParameterizedTest
    @EnumSource(names = {"DEV_TO_MEM", "MEM_TO_DEV"})
    void shouldAllocateNothingForWhatOnlyThisControllerCanDo(Direction direction) {
        assertAllocatesNothing(direction, FifoSlaveConfig.of(FifoBench.words(BusWidth.BYTES_2, 7)).withByteSwap(true)
                .withPacking(BusWidth.BYTES_8).withWatermark(4).withIdleTimeout(Duration.ofMillis(1)).withPriority(2));
    }

    @Test
    void shouldAllocateNothingWhileTheLineIsQuiet() {
        try (FifoBench bench = new FifoBench()) {
            EndlessPort port = bench.wire(new EndlessPort(Direction.DEV_TO_MEM));
            port.quiet(true);
            bench.channel.configure(FifoBench.words(BusWidth.BYTES_1, 16));
            bench.receive(bench.memory(16));
            measure("looks", () -> {
                for (int i = 0; i < BURSTS; i++) {
                    port.raise();
                    bench.step();
                }
            });
        }
    }

    private void assertAllocatesNothing(Direction direction, ExtendedSlaveConfig config) {
        try (FifoBench bench = new FifoBench(Map.of())) {
            bench.wire(new EndlessPort(direction));
            bench.channel.configure(config);
            bench.channel.prepareCyclic(bench.memory(1200), 0, 1200, 600, direction).submit();
            bench.channel.issuePending();
            measure("bursts", () -> {
                for (int i = 0; i < BURSTS; i++) {
                    bench.step();
                }
            });
        }
    }

    private void measure(String what, Runnable work) {
        work.run(); // until compiled
        work.run();
        long before = threads.getCurrentThreadAllocatedBytes();
        work.run();
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        // Less than a byte for each: what is left is the compiler's doing, no object is that small.
        assertTrue(allocated < BURSTS, () -> BURSTS + " " + what + " allocated " + allocated + " bytes");
    }
}

package org.dmaengine.tools.test;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.dmaengine.contract.Clause;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TestSummaryTest {
    @Test
    @Clause({"TST-57", "TST-58"})
    @DisplayName("TST-58: 1000 tests of 16384 bytes in 1234567 us")
    void shouldComputeTheExampleOfTheContract() {
        Speed speed = new Speed(1_234_567);
        assertEquals("810.00", speed.iops(1000));
        assertEquals(12960, speed.kbps(1000 * 16384));
    }

    @Test
    @Clause("TST-57")
    @DisplayName("TST-57: fractions are cut to 1/256, then to a hundredth")
    void shouldCutFractions() {
        assertEquals("0.33", new Speed(3_000_000).iops(1));
        assertEquals("0.66", new Speed(3_000_000).iops(2));
        assertEquals("0.99", new Speed(1_000_001).iops(1));
    }

    @Test
    @Clause("TST-57")
    @DisplayName("TST-57: zero if no time was spent")
    void shouldBeZeroWithoutTime() {
        assertEquals("0.00", new Speed(0).iops(5));
        assertEquals(0, new Speed(-1).kbps(1 << 20));
    }

    @Test
    void shouldNotOverflowInLongRuns() {
        long day = 86_400_000_000L;
        assertEquals("1000000.00", new Speed(day).iops(86_400_000_000L));
    }

    @Test
    @Clause("TST-56")
    @DisplayName("TST-56: thread, tests, failures, iops, KB/s, code")
    void shouldReadLikeTheKernelsLine() {
        assertEquals("dmatest: dma0chan0-copy0: summary 1000 tests, 2 failures 810.00 iops 12960 KB/s (0)",
                new TestSummary("dma0chan0-copy0", 1000, 2, "810.00", 12960, 0).toString());
    }
}

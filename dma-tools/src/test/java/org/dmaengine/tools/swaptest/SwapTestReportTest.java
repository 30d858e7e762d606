package org.dmaengine.tools.swaptest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.dmaengine.tools.Spread;
import org.dmaengine.tools.swap.SwapKind;
import org.dmaengine.watch.Counts;
import org.junit.jupiter.api.Test;

class SwapTestReportTest {
    private static final Counts COUNTS = new Counts(4, 3, 100, 5, 900, 4096, 0, 0);
    private static final Ledger.Balance BALANCE = new Ledger.Balance(100, 96, 1, 3, 0, 0, 0, List.of());

    @Test
    void shouldTellEverythingInOneReport() {
        SwapTestReport report = report(2, BALANCE, COUNTS, List.of(new Leaks.Leak("threads", 0, List.of()), new Leaks.Leak("drivers", 0, List.of())));
        assertEquals("""
                2 swaps under 8 clients in 1.500 s
                submitted 100, completed 96, aborted 1, terminated 3
                drivers: opened 4, closed 3, started 100, continued 5, steps 900, bytes 4096, skipped 0, repeated 0
                KIND     SWAPS  SAMPLES  BLACKOUT P50  P99       MAX       BARE P50  P99       MAX
                restart  1      2        1.000 ms      3.000 ms  3.000 ms  0.500 ms  0.500 ms  0.500 ms
                rank     1      1        0.200 ms      0.200 ms  0.200 ms  -         -         -
                left over: threads 0, drivers 0
                lost 0, repeated 0, out of order 0, leaked 0""", report.text());
        assertTrue(report.isOk());
    }

    @Test
    void shouldSayWhatIsWrong() {
        SwapTestReport report = report(2, new Ledger.Balance(100, 96, 1, 3, 1, 2, 3, List.of("lost 1: a word")), new Counts(4, 3, 100, 5, 900, 4096, 10, 20),
                List.of(new Leaks.Leak("threads", 2, List.of("2 more of dma-engine"))));
        assertEquals("lost 11, repeated 22, out of order 3, leaked 2", report.verdict());
        assertTrue(report.text().contains("lost 1: a word"), report.text());
        assertTrue(report.text().contains("threads: 2 more of dma-engine"), report.text());
    }

    @Test
    void shouldFailForEachOfThem() {
        List<Leaks.Leak> none = List.of();
        assertFalse(report(2, new Ledger.Balance(1, 1, 0, 0, 1, 0, 0, List.of()), COUNTS, none).isOk());
        assertFalse(report(2, new Ledger.Balance(1, 1, 0, 0, 0, 1, 0, List.of()), COUNTS, none).isOk());
        assertFalse(report(2, new Ledger.Balance(1, 1, 0, 0, 0, 0, 1, List.of()), COUNTS, none).isOk());
        assertFalse(report(2, BALANCE, new Counts(0, 0, 0, 0, 0, 0, 1, 0), none).isOk());
        assertFalse(report(2, BALANCE, new Counts(0, 0, 0, 0, 0, 0, 0, 1), none).isOk());
        assertFalse(report(2, BALANCE, COUNTS, List.of(new Leaks.Leak("descriptors", 1, List.of()))).isOk());
        assertFalse(report(1, BALANCE, COUNTS, none).isOk(), "one swap was not done");
    }

    private static SwapTestReport report(int swaps, Ledger.Balance balance, Counts counts, List<Leaks.Leak> leaks) {
        SwapTestParameters parameters = new SwapTestParameters(2, 8, 1, List.of(SwapKind.RESTART, SwapKind.RANK), Mix.MIXED);
        Map<SwapKind, SwapTestReport.Row> rows = new EnumMap<>(SwapKind.class);
        rows.put(SwapKind.RESTART, new SwapTestReport.Row(1, Spread.of(List.of(1_000_000L, 3_000_000L)), Spread.of(List.of(500_000L))));
        rows.put(SwapKind.RANK, new SwapTestReport.Row(1, Spread.of(List.of(200_000L)), null));
        return new SwapTestReport(parameters, swaps, 1_500_000_000, balance, counts, rows, leaks);
    }
}

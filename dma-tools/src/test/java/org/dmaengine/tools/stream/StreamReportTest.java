package org.dmaengine.tools.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class StreamReportTest {
    @Test
    void shouldTellBytesPeriodsLossesTimeRateAndDigest() {
        assertEquals("10000 bytes, 3 periods of 4096, nothing lost, 0.002 s, 5.0 MB/s" + System.lineSeparator() + "SHA-256 abc",
                new StreamReport(10_000, 4096, 0, 2_000_000, "abc", 0, List.of()).text());
    }

    @Test
    void shouldLeaveTheDigestOutAndCountLosses() {
        assertEquals("1 byte, 1 period of 1, 1 byte lost, 1.000 s, 1.0 B/s", new StreamReport(1, 1, 1, 1_000_000_000, null, 0, List.of()).text());
        assertEquals("1 byte, 1 period of 1, nothing lost, 1.000 s, 1.0 B/s, 2 of 3 swaps (median 1.000 ms, max 2.000 ms)",
                new StreamReport(1, 1, 0, 1_000_000_000, null, 3, List.of(2_000_000L, 1_000_000L)).text());
        assertEquals("0 bytes, 0 periods of 8, 5 bytes lost, 0.000 s, 0.0 B/s", new StreamReport(0, 8, 5, 0, null, 0, List.of()).text());
    }
}

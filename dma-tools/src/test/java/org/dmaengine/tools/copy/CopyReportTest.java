package org.dmaengine.tools.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CopyReportTest {
    @Test
    void shouldReportOnOneLine() {
        assertEquals("3000000 bytes (1000000 in holes), 3 transfers, 0.002 s, 1.5 GB/s, verified in 0.001 s",
                new CopyReport(3_000_000, 1_000_000, 3, 2_000_000, 1_000_000).line());
        assertEquals("0 bytes, 0 transfers, 0.000 s, 0.0 B/s, verified in 0.000 s", new CopyReport(0, 0, 0, 0, 0).line());
    }
}

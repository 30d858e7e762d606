package org.dmaengine.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private long now;

    @Test
    void shouldShowPercentAndRateNotTooOften() {
        Progress progress = new Progress(new PrintStream(out, true), "copying", 1000, () -> now);
        now = 50_000_000;
        progress.at(100);
        assertEquals("", out.toString());
        now = 500_000_000;
        progress.at(250);
        assertEquals("\r\u001b[Kcopying  25 %  500.0 B/s", out.toString());
        now += 99_000_000;
        progress.at(300);
        assertEquals("\r\u001b[Kcopying  25 %  500.0 B/s", out.toString());
        progress.close();
        assertTrue(out.toString().endsWith("\r\u001b[K"));
    }

    @Test
    void shouldLeaveNoTraceWhereItShowedNothing() {
        Progress progress = new Progress(new PrintStream(out, true), "copying", 1000, () -> now);
        progress.at(1000);
        progress.close();
        assertEquals("", out.toString());
    }

    @Test
    void shouldSayNothingWithoutATerminal() {
        Progress progress = new Progress(null, "copying", 0, () -> now);
        now = 1_000_000_000;
        progress.at(0);
        progress.close();
    }

    @Test
    void shouldShowBytesWhereNobodyKnowsHowManyThereAre() {
        Progress progress = new Progress(new PrintStream(out, true), "streaming", -1, () -> now);
        now = 1_000_000_000;
        progress.at(1234);
        assertEquals("\r\u001b[Kstreaming 1234 bytes  1.2 kB/s", out.toString());
    }

    @Test
    void shouldCountWhatIsNotBytes() {
        Progress progress = new Progress(new PrintStream(out, true), "swap", 40, () -> now);
        progress.counts(1, "kill of x");
        assertEquals("", out.toString());
        now = 100_000_000;
        progress.counts(2, "kill of x");
        assertEquals("\r\u001b[Kswap 2 of 40, kill of x", out.toString());
        now = 199_000_000;
        progress.counts(3, "restart of y");
        assertEquals("\r\u001b[Kswap 2 of 40, kill of x", out.toString());
        progress.close();
        assertTrue(out.toString().endsWith("\r\u001b[K"));
    }

    @Test
    void shouldMakeWayAndComeBack() {
        try (Progress progress = new Progress(new PrintStream(out, true), "swap", 40, () -> now)) {
            now = 100_000_000;
            progress.counts(2, "rank");
            progress.hide();
            progress.hide();
            assertEquals("\r\u001b[Kswap 2 of 40, rank\r\u001b[K", out.toString());
            now = 200_000_000;
            progress.counts(3, "kill");
        }
        assertEquals("\r\u001b[Kswap 2 of 40, rank\r\u001b[K\r\u001b[Kswap 3 of 40, kill\r\u001b[K", out.toString());
    }

    @Test
    void shouldShowForWhomItWaits() {
        Progress progress = new Progress(new PrintStream(out, true), "streaming", -1, () -> now);
        progress.waits("the sink", 5000);
        assertEquals("", out.toString());
        now = 100_000_000;
        progress.waits("the sink", 4000);
        assertEquals("\r\u001b[Kwaiting for the sink: 4000 bytes left", out.toString());
        now = 200_000_000;
        progress.waits("the sink", 1);
        assertTrue(out.toString().endsWith("\r\u001b[Kwaiting for the sink: 1 byte left"));
        progress.close();
        assertTrue(out.toString().endsWith("\r\u001b[K"));
    }
}

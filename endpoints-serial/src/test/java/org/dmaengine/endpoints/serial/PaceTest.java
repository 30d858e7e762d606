package org.dmaengine.endpoints.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long MILLI = 1_000_000;

    private long now = 5_000 * MILLI;
    private final Pace pace = new Pace(1_000, () -> now);

    @Test
    void shouldKeepTheLineBusyForAsLongAsTheBytesTake() {
        assertEquals(0, pace.ahead());
        pace.passed(10);
        assertEquals(10 * MILLI, pace.ahead());
        now += 4 * MILLI;
        assertEquals(6 * MILLI, pace.ahead());
    }

    @Test
    void shouldMakeUpForAShortDelay() {
        pace.passed(10);
        now += 13 * MILLI;
        pace.passed(10);
        assertEquals(7 * MILLI, pace.ahead());
    }

    @Test
    void shouldNotMakeUpForIdleTime() {
        now += 1_000 * MILLI;
        pace.passed(30);
        assertEquals(20 * MILLI, pace.ahead());
    }

    @Test
    void shouldPassOneByteAtLeast() {
        assertEquals(10, pace.chunk());
        assertEquals(1, new Pace(30, () -> now).chunk());
        assertEquals(Integer.MAX_VALUE, Pace.NONE.chunk());
    }

    @Test
    void shouldNotHoldUpALineWithoutARate() {
        Pace.NONE.passed(1 << 30);
        assertEquals(0, Pace.NONE.ahead());
    }
}

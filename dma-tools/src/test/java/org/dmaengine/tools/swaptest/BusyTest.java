package org.dmaengine.tools.swaptest;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BusyTest {
    private final Busy busy = new Busy();

    @Test
    void shouldKnowWhetherThereWasABreak() {
        long before = System.nanoTime();
        busy.begin();
        long first = System.nanoTime();
        busy.begin();
        long second = System.nanoTime();
        assertTrue(busy.wasBusy(first, second));
        assertFalse(busy.wasBusy(before - 1, second), "it was not so before");
        busy.end();
        long idle = System.nanoTime();
        busy.begin();
        long third = System.nanoTime();
        assertTrue(busy.wasBusy(first, second), "that is over, but was so");
        assertTrue(busy.wasBusy(third, third));
        assertFalse(busy.wasBusy(second, third), "there was a break");
        assertFalse(busy.wasBusy(idle - 1, idle));
    }
}

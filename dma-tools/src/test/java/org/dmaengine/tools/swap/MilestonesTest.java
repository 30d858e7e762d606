package org.dmaengine.tools.swap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class MilestonesTest {
    @Test
    void shouldHoldTheWorkUntilASwapIsOver() {
        Milestones milestones = new Milestones(100, 3, () -> { });
        assertEquals(50, milestones.allowed(), "as far as the second swap");
        milestones.reached(25);
        assertTrue(milestones.awaitDue());
        assertEquals(50, milestones.allowed(), "while the first is under way");
        milestones.swapped();
        assertEquals(75, milestones.allowed());
    }

    @Test
    void shouldNotLetTheWorkEndBeforeTheLastSwap() {
        Milestones milestones = new Milestones(100, 1, () -> { });
        milestones.reached(50);
        assertEquals(75, milestones.allowed(), "it is due and has not begun");
        assertTrue(milestones.awaitDue());
        assertEquals(75, milestones.allowed(), "it is under way");
        milestones.swapped();
        assertEquals(Long.MAX_VALUE, milestones.allowed());
    }

    @Test
    void shouldWaitForTheWork() throws Exception {
        Milestones milestones = new Milestones(100, 1, () -> { });
        BlockingQueue<Boolean> due = new LinkedBlockingQueue<>();
        Thread swaps = Thread.ofPlatform().start(() -> due.add(milestones.awaitDue()));
        while (swaps.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        milestones.reached(49);
        assertEquals(Thread.State.WAITING, swaps.getState());
        Thread.ofPlatform().start(() -> milestones.reached(50));
        assertTrue(due.take());
        swaps.join();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 5, 1000, Long.MAX_VALUE - 1})
    void shouldComeToAnEndWithAnyAmountOfWork(long total) {
        Milestones milestones = new Milestones(total, 200, () -> { });
        for (int i = 0; i < 200; i++) {
            assertTrue(milestones.allowed() <= total);
            milestones.reached(milestones.allowed());
            assertTrue(milestones.awaitDue());
            milestones.swapped();
        }
        assertFalse(milestones.awaitDue());
        assertEquals(Long.MAX_VALUE, milestones.allowed());
    }

    @Test
    void shouldSetTheWorkFreeWhenItEnds() {
        List<String> told = new java.util.ArrayList<>();
        Milestones milestones = new Milestones(100, 3, () -> told.add("more is allowed"));
        milestones.end();
        assertEquals(Long.MAX_VALUE, milestones.allowed());
        assertFalse(milestones.awaitDue());
        assertEquals(List.of("more is allowed"), told);
    }

    @Test
    void shouldNotFallBackToWhatASlowerThreadTells() {
        Milestones milestones = new Milestones(100, 1, () -> { });
        milestones.reached(60);
        milestones.reached(40);
        assertTrue(milestones.awaitDue());
    }
}

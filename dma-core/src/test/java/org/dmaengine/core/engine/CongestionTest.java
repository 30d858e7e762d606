package org.dmaengine.core.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// When queued channels get one more completer (D9: the pool grows when a callback holds a thread).
class CongestionTest {
    private final Congestion congestion = new Congestion();

    private int threadsIn(int looks, boolean onItsWay, boolean held) {
        int threads = 0;
        for (int i = 0; i < looks; i++) {
            threads += congestion.needsThread(7, onItsWay, held) ? 1 : 0;
        }
        return threads;
    }

    @Test
    void shouldHelpAfterOneLookWithoutProgressWhenACallbackHoldsItsThread() {
        assertFalse(congestion.needsThread(7, false, true));
        assertTrue(congestion.needsThread(7, false, true));
    }

    @Test
    @DisplayName("threads that are merely not scheduled yet get no company, however long that takes")
    void shouldNotHelpWhileAThreadIsOnItsWay() {
        assertEquals(0, threadsIn(10_000, true, true));
    }

    @Test
    @DisplayName("callbacks that compute, or block where nobody can tell, get company slowly")
    void shouldHelpLateWhenAllCompute() {
        assertFalse(congestion.needsThread(7, false, false));
        assertEquals(0, threadsIn(19, false, false));
        assertEquals(1, threadsIn(1, false, false));
        assertEquals(2, threadsIn(40, false, false));
    }

    @Test
    void shouldNotHelpWhileChannelsAreServed() {
        for (int served = 0; served < 1000; served++) {
            assertFalse(congestion.needsThread(served, false, true));
        }
    }

    @Test
    void shouldBeginAnewWhenTheQueueHasBeenEmpty() {
        congestion.needsThread(7, false, true);
        congestion.clear();
        assertFalse(congestion.needsThread(7, false, true));
    }
}

package org.dmaengine.tools.test;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.dmaengine.tools.swap.Pace;

/// Keeps the tests of all threads in step with the swaps beside them, if there are any.
final class TestPace {
    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong ended = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Pace pace = Pace.FREE;

    /// Before the first test.
    void keeps(Pace newPace) {
        pace = newPace;
    }

    /// Waits until one more test may begin. An interrupt is kept for the test.
    void begin() {
        long number = begun.incrementAndGet();
        if (number <= pace.allowed()) {
            return;
        }
        lock.lock();
        try {
            while (number > pace.allowed()) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /// A test that began is over, whatever came of it.
    void end() {
        pace.reached(ended.incrementAndGet());
    }

    /// More may be allowed than before.
    void changed() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}

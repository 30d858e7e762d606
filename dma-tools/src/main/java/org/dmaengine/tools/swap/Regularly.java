package org.dmaengine.tools.swap;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// So many swaps, each begun so long after the one before, or at once if that took longer.
public final class Regularly implements Schedule {
    private final CountDownLatch ended = new CountDownLatch(1);
    private final long interval;
    private int left;
    private long next = System.nanoTime();

    /// @param interval from the begin of one swap to that of the next; the first is due at once
    public Regularly(int times, Duration interval) {
        this.left = times;
        this.interval = interval.toNanos();
    }

    @Override
    public boolean awaitDue() {
        if (left == 0 || isEndedAt(next)) {
            return false;
        }
        left--;
        next = Math.max(next, System.nanoTime()) + interval;
        return true;
    }

    private boolean isEndedAt(long time) {
        try {
            return ended.await(time - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            return true;
        }
    }

    @Override
    public void end() {
        ended.countDown();
    }
}

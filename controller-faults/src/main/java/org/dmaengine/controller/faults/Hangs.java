package org.dmaengine.controller.faults;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Calls that hang, until somebody lets them go or they have hung for as long as they may. Any thread.
final class Hangs {
    private final long mostNanos;
    // Guarded by this object's monitor.
    private CountDownLatch free = new CountDownLatch(1);
    private boolean over;

    /// @param mostNanos how long a call hangs at most
    Hangs(long mostNanos) {
        this.mostNanos = mostNanos;
    }

    /// Does not return before it is let go. An interrupt lets it go, too, and is kept.
    void hang() {
        try {
            if (!now().await(mostNanos, TimeUnit.NANOSECONDS)) {
                return; // long enough
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized CountDownLatch now() {
        return free;
    }

    /// Lets go of whoever hangs.
    synchronized void release() {
        free.countDown();
        if (!over) {
            free = new CountDownLatch(1);
        }
    }

    /// Lets go of whoever hangs; nobody hangs any more.
    synchronized void end() {
        over = true;
        release();
    }
}

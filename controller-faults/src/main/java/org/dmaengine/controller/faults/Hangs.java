package org.dmaengine.controller.faults;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Calls that hang, until somebody lets them go or they have hung for as long as they may. Any thread.
final class Hangs {
    private final long mostNanos;
    // Guarded by this object's monitor.
    private CountDownLatch free = new CountDownLatch(1);
    private int hanging;
    private boolean over;

    /// @param mostNanos how long a call hangs at most
    Hangs(long mostNanos) {
        this.mostNanos = mostNanos;
    }

    /// Does not return before it is let go. An interrupt lets it go, too, and is kept.
    void hang() {
        CountDownLatch until = begin();
        try {
            until.await(mostNanos, TimeUnit.NANOSECONDS); // let go, or long enough: it is all the same
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            end(until);
        }
    }

    private synchronized CountDownLatch begin() {
        hanging++;
        return free;
    }

    private synchronized void end(CountDownLatch until) {
        if (until == free) {
            hanging--; // else it has been counted by whoever let it go
        }
    }

    /// Lets go of whoever hangs.
    ///
    /// @return how many that were
    synchronized int release() {
        int released = hanging;
        free.countDown();
        if (!over) {
            free = new CountDownLatch(1);
            hanging = 0;
        }
        return released;
    }

    /// Lets go of whoever hangs; nobody hangs any more.
    synchronized void end() {
        over = true;
        release();
    }
}

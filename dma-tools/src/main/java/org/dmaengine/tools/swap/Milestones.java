package org.dmaengine.tools.swap;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Swaps spread evenly over work of a known size. The work does not run ahead of them: it may go on during a swap, but no further than
/// to where the next one is due, and during the last no further than half of what is left, so that it does not end before the swaps do.
///
/// ```text
///           swap 1 due    swap 2 due    swap 3 due
///   ├───────────┼─────────────┼─────────────┼───────────┤ total
///               ├─ allowed ──▶│             ├ ──▶│ while swap 3 is not over
///                 while swap 1 is not over
/// ```
///
/// **Threads.** Any number of them may do the work. A listener wakes those that have had to wait.
public final class Milestones implements Schedule, Pace {
    private final long total;
    private final int swaps;
    private final Runnable listener;
    private final AtomicLong progress = new AtomicLong();
    private volatile int begun;
    private volatile int done;
    private volatile boolean ended;
    private volatile Thread waiting;

    /// @param listener hears, on the thread of the swaps, that more is allowed than before
    public Milestones(long total, int swaps, Runnable listener) {
        this.total = total;
        this.swaps = swaps;
        this.listener = listener;
    }

    @Override
    public long allowed() {
        int over = done;
        if (ended || over >= swaps) {
            return Long.MAX_VALUE;
        }
        long last = mark(swaps);
        return over == swaps - 1 ? last + (total - last) / 2 : mark(over + 2);
    }

    @Override
    public void reached(long work) {
        progress.accumulateAndGet(work, Math::max);
        if (work >= mark(begun + 1)) {
            LockSupport.unpark(waiting);
        }
    }

    @Override
    public boolean awaitDue() {
        if (begun == swaps) {
            return false;
        }
        waiting = Thread.currentThread();
        while (!ended && progress.get() < mark(begun + 1)) {
            LockSupport.park(this);
        }
        begun = begun + 1; // this thread is the only writer
        return !ended;
    }

    @Override
    public void swapped() {
        done = begun;
        listener.run();
    }

    @Override
    public void end() {
        ended = true;
        LockSupport.unpark(waiting);
        listener.run();
    }

    /// Where the swap of this number is due, counted from 1.
    private long mark(int swap) {
        long parts = swaps + 1L;
        return total / parts * swap + total % parts * swap / parts;
    }
}

package org.dmaengine.controller.fifo;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// The door to a port: one thread at a time is inside, and when the port is to be let go of, one last visitor does that, once.
///
/// ```text
///            enter                    leave, nobody inside
///   free ◀──────────▶ inside     free ────────────────────▶ gone
///            exit                     leave, somebody inside: on his exit
/// ```
///
/// Nobody waits to get in: whoever finds it taken is told when it is free. No lock is held inside.
final class PortAccess {
    private static final Thread GONE = Thread.ofPlatform().unstarted(() -> { });

    private final Runnable letGo;
    private final Runnable freeAgain;
    private final AtomicReference<Thread> inside = new AtomicReference<>();
    private volatile boolean leaving;
    private volatile boolean wanted;
    // Guarded by this.
    private boolean isGone;

    /// @param letGo     what the last visitor does
    /// @param freeAgain tells those who have been turned away; any thread, not inside
    PortAccess(Runnable letGo, Runnable freeAgain) {
        this.letGo = letGo;
        this.freeAgain = freeAgain;
    }

    /// Goes in; false if somebody is inside or the port is being let go of.
    boolean enter() {
        if (tryEnter()) {
            return true;
        }
        // Said first, then tried once more: who is inside may have looked for it a moment ago.
        wanted = true;
        return tryEnter();
    }

    private boolean tryEnter() {
        if (leaving || !inside.compareAndSet(null, Thread.currentThread())) {
            return false;
        }
        if (leaving) {
            exit();
            return false;
        }
        return true;
    }

    /// Goes out.
    void exit() {
        inside.set(null);
        if (wanted) {
            wanted = false;
            freeAgain.run();
        }
        if (leaving) {
            lastVisit();
        }
    }

    /// Lets nobody in any more, and has the port let go of: now, or by whoever is inside when he goes out. Waits for him unless that
    /// is the current thread.
    ///
    /// @return false if somebody was still inside when the time was over
    boolean leave(long nanos) {
        leaving = true;
        lastVisit();
        if (inside.get() == Thread.currentThread()) {
            return true;
        }
        return awaitGone(nanos);
    }

    private void lastVisit() {
        if (inside.compareAndSet(null, GONE)) {
            try {
                letGo.run();
            } finally {
                synchronized (this) {
                    isGone = true;
                    notifyAll();
                }
            }
        }
    }

    private synchronized boolean awaitGone(long nanos) {
        long deadline = System.nanoTime() + nanos;
        boolean interrupted = false;
        while (!isGone) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                break;
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return isGone;
    }
}

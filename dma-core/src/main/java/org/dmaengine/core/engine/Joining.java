package org.dmaengine.core.engine;

import java.util.concurrent.TimeUnit;

/// How a thread is waited for that has been told to end.
final class Joining {
    private Joining() {
    }

    /// Waits until a thread has ended, or the deadline ([System#nanoTime]) is past, whatever interrupts; the interrupt is kept
    /// for the caller. Nobody waits for itself.
    ///
    /// @return false if it has not ended
    static boolean hasEnded(Thread thread, long deadline) {
        if (thread == Thread.currentThread()) {
            return true;
        }
        boolean interrupted = false;
        long left = deadline - System.nanoTime();
        do {
            try {
                thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
            } catch (InterruptedException e) {
                interrupted = true;
            }
            left = deadline - System.nanoTime();
        } while (thread.isAlive() && left > 0);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }
}

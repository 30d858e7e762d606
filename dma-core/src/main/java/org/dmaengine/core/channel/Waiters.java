package org.dmaengine.core.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Threads that wait for something to happen on one channel: an end, a stop, a delivered callback.
///
/// A waiter first counts itself, then looks at what it waits for, then parks; whoever changes something changes it first
/// and then looks at the count. Both are volatile, so that one of the two sees the other.
final class Waiters {
    private static final int SPINS = 80;

    private final List<Thread> parked = new ArrayList<>();
    private volatile int count;

    /// Wakes everybody who waits; costs one volatile read if nobody does.
    void signal() {
        if (count != 0) {
            synchronized (parked) {
                parked.forEach(LockSupport::unpark);
            }
        }
    }

    /// Waits until the condition holds; false if the deadline ([System#nanoTime]) came first. Spins briefly, then parks; it does not yield,
    /// since a yield gives up a whole time slice where every processor is busy (docs/adr/0007).
    ///
    /// @throws InterruptedException only if `interruptibly`
    boolean await(BooleanSupplier condition, long deadline, boolean interruptibly) throws InterruptedException {
        return isSoon(condition) || park(condition, deadline, interruptibly);
    }

    /// Spins briefly; says whether the condition has come to hold.
    boolean isSoon(BooleanSupplier condition) {
        for (int i = 0; i < SPINS; i++) {
            if (condition.getAsBoolean()) {
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }

    /// [#await] that an interrupt does not end; the interrupt is kept for the caller.
    boolean awaitUninterruptibly(BooleanSupplier condition, long deadline) {
        try {
            return await(condition, deadline, false);
        } catch (InterruptedException e) {
            throw new AssertionError("not asked to be interruptible", e);
        }
    }

    /// [#awaitUninterruptibly] for what takes longer than a spin: parks at once.
    boolean awaitPatiently(BooleanSupplier condition, long deadline) {
        try {
            return condition.getAsBoolean() || park(condition, deadline, false);
        } catch (InterruptedException e) {
            throw new AssertionError("not asked to be interruptible", e);
        }
    }

    private boolean park(BooleanSupplier condition, long deadline, boolean interruptibly) throws InterruptedException {
        Thread me = Thread.currentThread();
        boolean interrupted = false;
        synchronized (parked) {
            parked.add(me);
            count = parked.size();
        }
        try {
            while (!condition.getAsBoolean()) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                LockSupport.parkNanos(this, left);
                if (Thread.interrupted()) {
                    interrupted = true;
                    if (interruptibly) {
                        throw new InterruptedException();
                    }
                }
            }
            return true;
        } finally {
            synchronized (parked) {
                parked.remove(me);
                count = parked.size();
            }
            if (interrupted && !interruptibly) {
                me.interrupt();
            }
        }
    }
}

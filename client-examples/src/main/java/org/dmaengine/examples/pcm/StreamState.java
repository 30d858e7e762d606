package org.dmaengine.examples.pcm;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Where a stream stands, and the lock that guards all of the stream. Who waits is woken whenever the state changes or the device moves.
final class StreamState {
    private static final int PATIENCE_IN_RINGS = 10;
    private static final Duration LEAST_PATIENCE = Duration.ofMillis(500); // a short ring does not make a machine faster

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final Duration patience;
    // Guarded by lock.
    private PcmState now = PcmState.SETUP;
    private String end = "";

    StreamState(Duration ring) {
        Duration rings = ring.multipliedBy(PATIENCE_IN_RINGS);
        patience = rings.compareTo(LEAST_PATIENCE) < 0 ? LEAST_PATIENCE : rings;
    }

    // ---- the lock ----

    void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    <T> T asked(Supplier<T> question) {
        lock.lock();
        try {
            return question.get();
        } finally {
            lock.unlock();
        }
    }

    /// Something that waits.
    interface Waiting {
        long call() throws IOException, InterruptedException;
    }

    long lockedWaiting(Waiting action) throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            return action.call();
        } finally {
            lock.unlock();
        }
    }

    // ---- with the lock ----

    PcmState now() {
        assert lock.isHeldByCurrentThread();
        return now;
    }

    boolean is(PcmState state) {
        return now() == state;
    }

    boolean isActive() {
        return now().isActive();
    }

    /// Why there is no device any more.
    String end() {
        return end;
    }

    void expect(PcmState from, String advice) {
        if (!is(from)) {
            throw new IllegalStateException("the stream is " + now + end + "; " + advice);
        }
    }

    void expectStopped() {
        if (isActive()) {
            throw new IllegalStateException("the stream is " + now + "; drop it, then prepare");
        }
    }

    /// Goes over to another state, but for one that has no device any more.
    void enter(PcmState next) {
        if (!is(PcmState.DISCONNECTED)) {
            now = next;
        }
        moved();
    }

    void disconnect(String reason) {
        enter(PcmState.DISCONNECTED);
        end = ": " + reason;
    }

    void moved() {
        moved.signalAll();
    }

    /// Waits for the device to move.
    ///
    /// @param detail what it waits for itself
    void await(Supplier<String> detail) throws IOException, InterruptedException {
        if (!moved.await(patience.toNanos(), TimeUnit.NANOSECONDS) && now != PcmState.PAUSED) {
            throw new IOException("the device has not moved for " + patience.toMillis() + " ms; " + detail.get());
        }
    }
}

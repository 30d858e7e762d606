package org.dmaengine.examples.uart;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// What has come and waits to be taken, in order; behind it the reason why nothing more will come. Guarded by its receiver's lock.
final class Inbox {
    private final Condition more;
    private final Deque<Supplier<Received>> arrived = new ArrayDeque<>();
    private String end;

    Inbox(ReentrantLock lock) {
        more = lock.newCondition();
    }

    /// @param received asked when it is taken, which frees its memory
    void add(Supplier<Received> received) {
        arrived.add(received);
        more.signalAll();
    }

    /// Nothing more will come; the first reason stands.
    void end(String reason) {
        if (end == null) {
            end = reason;
        }
        more.signalAll();
    }

    boolean hasEnded() {
        return end != null;
    }

    void clear() {
        arrived.clear();
    }

    /// Waits for what comes next; empty if nothing has come in time.
    Optional<Received> next(Duration timeout) throws InterruptedException {
        long left = timeout.toNanos();
        while (arrived.isEmpty() && end == null) {
            if (left <= 0) {
                return Optional.empty();
            }
            left = more.awaitNanos(left);
        }
        return Optional.of(arrived.isEmpty() ? new Received.HungUp(end) : arrived.remove().get());
    }
}

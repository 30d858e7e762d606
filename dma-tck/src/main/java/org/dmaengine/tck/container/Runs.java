package org.dmaengine.tck.container;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.dmaengine.tck.bench.Recall;

/// The channels that are being tested, of which nothing is left when the kit's bundle has stopped. Thread-safe.
final class Runs {
    private static final String STOPPED = "the conformance kit has been stopped";

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    // Guarded by lock.
    private final Set<Recall> underWay = new HashSet<>();
    private volatile boolean stopped;

    /// The test of a channel begins; one that begins too late is broken off at once.
    Recall begin() {
        Recall recall = new Recall();
        lock.lock();
        try {
            underWay.add(recall);
            if (stopped) {
                recall.make(STOPPED, System.nanoTime());
            }
            return recall;
        } finally {
            lock.unlock();
        }
    }

    /// It is over, and the channel has been given back.
    void end(Recall recall) {
        lock.lock();
        try {
            underWay.remove(recall);
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isStopped() {
        return stopped;
    }

    /// Breaks all of them off, and waits for their ends; false if one has not ended by then.
    ///
    /// @param deadline in [System#nanoTime]
    boolean stop(long deadline) {
        lock.lock();
        try {
            stopped = true;
            underWay.forEach(recall -> recall.make(STOPPED, deadline));
            long left = deadline - System.nanoTime();
            while (!underWay.isEmpty() && left > 0) {
                left = ended.awaitNanos(left);
            }
            return underWay.isEmpty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}

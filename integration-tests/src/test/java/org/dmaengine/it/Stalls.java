package org.dmaengine.it;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// How long the machine lets threads wait that want to run: one for each processor, which sleep for a millisecond at a time and have nothing to do
/// with the product. Closing it ends them.
final class Stalls implements AutoCloseable {
    private static final long SLEEP_NANOS = 1_000_000;

    private final AtomicLong longest = new AtomicLong();
    private final List<Thread> threads = Stream.generate(() -> Thread.ofPlatform().name("stalls").start(this::sleep))
            .limit(Runtime.getRuntime().availableProcessors()).toList();
    private volatile boolean closed;

    private void sleep() {
        while (!closed) {
            long begin = System.nanoTime();
            LockSupport.parkNanos(SLEEP_NANOS);
            longest.accumulateAndGet(System.nanoTime() - begin - SLEEP_NANOS, Math::max);
        }
    }

    /// The longest so far.
    long longestNanos() {
        return longest.get();
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }
}

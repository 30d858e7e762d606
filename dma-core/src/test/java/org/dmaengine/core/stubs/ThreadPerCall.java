package org.dmaengine.core.stubs;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.dmaengine.core.engine.Asides;

/// Calls aside on a thread each, so that a test can wait for them.
public final class ThreadPerCall implements Asides {
    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();

    @Override
    public void run(String purpose, Runnable call) {
        threads.add(Thread.ofPlatform().daemon().name(purpose).start(call));
    }

    @Override
    public void stop() {
        // Each ends with its call.
    }

    /// Waits until all calls for a purpose have returned.
    public void await(String purpose) {
        threads.removeIf(thread -> !thread.isAlive());
        for (Thread thread : threads) {
            if (thread.getName().equals(purpose)) {
                Patience.until(() -> !thread.isAlive(), "the call aside returns: " + purpose);
            }
        }
    }
}

package org.dmaengine.it;

import java.time.Duration;
import java.util.List;

/// The engine's threads in this process, told by their names.
final class EngineThreads {
    private EngineThreads() {
    }

    static List<Thread> alive() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("dma-") && thread.isAlive())
                .toList();
    }

    /// Waits for those alive now to end.
    ///
    /// @return the names of those that have not
    static List<String> leftAfter(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        for (Thread thread : alive()) {
            thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
        }
        return alive().stream().map(Thread::getName).toList();
    }
}

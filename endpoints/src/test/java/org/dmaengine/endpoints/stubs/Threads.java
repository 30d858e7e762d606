package org.dmaengine.endpoints.stubs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;

/// The endpoints' threads that there are.
public final class Threads {
    /// More than the promised second, for a machine that is busy with other things.
    private static final Duration BOUND = Duration.ofSeconds(5);

    private Threads() {
    }

    public static List<Thread> ofEndpoints() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("endpoint "))
                .toList();
    }

    /// Fails with a dump of those that are still there after a while.
    public static void expectNone() throws InterruptedException {
        long deadline = System.nanoTime() + BOUND.toNanos();
        for (Thread thread : ofEndpoints()) {
            thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
        }
        assertEquals(List.of(), ofEndpoints().stream().map(Threads::dump).toList());
    }

    private static String dump(Thread thread) {
        return thread.getName() + " " + List.of(thread.getStackTrace());
    }
}

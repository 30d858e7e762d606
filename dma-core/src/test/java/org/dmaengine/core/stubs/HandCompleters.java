package org.dmaengine.core.stubs;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.dmaengine.core.engine.Completers;

/// Completers that deliver when the test says so, on one thread with a name.
public final class HandCompleters implements Completers, AutoCloseable {
    /// The name of the thread that callbacks run on.
    public static final String THREAD = "completer-by-hand";

    private final LinkedBlockingQueue<Deliverable> waiting = new LinkedBlockingQueue<>();
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().name(THREAD).daemon().factory());
    private volatile boolean automatic;
    private volatile boolean atOnce;

    @Override
    public void submit(Deliverable channel) {
        if (atOnce) {
            Client.result(CompletableFuture.runAsync(channel::deliver, thread), "a delivery");
        } else if (automatic) {
            thread.execute(channel::deliver);
        } else {
            waiting.add(channel);
        }
    }

    /// Says how many deliveries wait for the test.
    public int waiting() {
        return waiting.size();
    }

    /// Delivers until nothing waits.
    public void deliver() {
        while (!waiting.isEmpty()) {
            Client.result(begin(), "a delivery");
        }
    }

    /// Begins one delivery and does not wait for its end.
    public CompletableFuture<Void> begin() {
        Deliverable next = waiting.poll();
        if (next == null) {
            throw new AssertionError("nothing waits to be delivered");
        }
        return CompletableFuture.runAsync(next::deliver, thread);
    }

    /// From now on delivers as soon as there is something.
    public void automatic() {
        automatic = true;
        for (Deliverable next = waiting.poll(); next != null; next = waiting.poll()) {
            thread.execute(next::deliver);
        }
    }

    /// From now on a completer is faster than whoever sends for it: it has delivered before that goes on.
    public void atOnce() {
        atOnce = true;
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(Patience.NANOS, TimeUnit.NANOSECONDS)) {
                throw new AssertionError("a callback does not return\n" + Patience.threads());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package org.dmaengine.tck.bench;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Makes the calls of a driver, each on another thread than the last and with a deadline: one that does not return is left behind, with
/// where it stands in the failure.
final class Calls implements AutoCloseable {
    private final Duration patience;
    private final Recall recall;
    private final List<Lane> engine = List.of(new Lane("dma-tck-engine-a"), new Lane("dma-tck-engine-b"));
    private final Lane client = new Lane("dma-tck-client");
    private int next;
    private boolean lettingGo;
    private volatile boolean hung;
    private volatile boolean inside;

    Calls(Duration patience, Recall recall) {
        this.patience = patience;
        this.recall = recall;
    }

    /// A thread that is there for as long as it answers.
    private static final class Lane {
        private final Thread[] thread = new Thread[1];
        private final ExecutorService executor;

        private Lane(String name) {
            executor = Executors.newSingleThreadExecutor(work -> thread[0] = Thread.ofPlatform().daemon().name(name).unstarted(work));
        }
    }

    /// Says whether one of the driver's own calls is under way, `open` to `close`.
    boolean isInside() {
        return inside;
    }

    /// Says whether a call has not returned: the driver is not called any more.
    boolean hasHung() {
        return hung;
    }

    /// Says whether the driver is wanted back: what it waits for is not waited for any more.
    boolean isRecalled() {
        return recall.isMade();
    }

    /// @throws NotApplicable if the driver is wanted back
    void expectCallable() {
        recall.expectCallable(lettingGo);
    }

    /// From now on calls are made only to take out what the driver has in hand.
    void letGo() {
        lettingGo = true;
    }

    Duration patience() {
        return patience;
    }

    /// A call in the row of the driver's own, on the engine's threads by turns.
    ///
    /// @throws Throwable whatever the driver throws
    <T> T make(String method, Callable<T> call) throws Throwable {
        next = (next + 1) % engine.size();
        return on(engine.get(next), method, () -> {
            inside = true;
            try {
                return call.call();
            } finally {
                inside = false;
            }
        });
    }

    /// A call that may overlap the others, on a client's thread.
    ///
    /// @throws Throwable whatever the driver throws
    <T> T aside(String method, Callable<T> call) throws Throwable {
        return on(client, method, call);
    }

    private <T> T on(Lane lane, String method, Callable<T> call) throws Throwable {
        if (hung) {
            throw new NotApplicable("an earlier call of this driver has not returned");
        }
        expectCallable();
        try {
            return await(lane.executor.submit(call));
        } catch (ExecutionException e) {
            throw e.getCause();
        } catch (TimeoutException _) {
            hung = true;
            throw ConformanceFailure.of(method + " has not returned within " + patience.toMillis()
                    + " ms; no call of a driver may block. Its thread is at " + Places.of(lane.thread[0]), "ChannelDriver." + method,
                    "TRM-16");
        }
    }

    /// Whoever interrupts waits for the call under way: nothing is known of a driver that is left in the middle of one.
    private <T> T await(Future<T> answer) throws ExecutionException, TimeoutException {
        long deadline = System.nanoTime() + patience.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return answer.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException _) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        engine.forEach(lane -> lane.executor.shutdown());
        client.executor.shutdown();
    }
}

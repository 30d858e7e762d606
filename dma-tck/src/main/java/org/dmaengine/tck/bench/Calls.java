package org.dmaengine.tck.bench;

import java.time.Duration;
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
    private final Lane[] lanes = {new Lane("dma-tck-a"), new Lane("dma-tck-b")};
    private int next;
    private boolean hung;
    private volatile boolean inside;

    Calls(Duration patience) {
        this.patience = patience;
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

    Duration patience() {
        return patience;
    }

    /// A call in the row of the driver's own.
    ///
    /// @throws Throwable whatever the driver throws
    <T> T make(String method, Callable<T> call) throws Throwable {
        return aside(method, () -> {
            inside = true;
            try {
                return call.call();
            } finally {
                inside = false;
            }
        });
    }

    /// A call that may overlap the others.
    ///
    /// @throws Throwable whatever the driver throws
    <T> T aside(String method, Callable<T> call) throws Throwable {
        if (hung) {
            throw new NotApplicable("an earlier call of this driver has not returned");
        }
        next = (next + 1) % lanes.length;
        Future<T> answer = lanes[next].executor.submit(call);
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause();
        } catch (TimeoutException _) {
            hung = true;
            throw ConformanceFailure.of(method + " has not returned within " + patience.toMillis()
                    + " ms; no call of a driver may block. Its thread is at "
                    + Places.of(lanes[next].thread[0]), "ChannelDriver." + method, "TRM-16");
        }
    }

    @Override
    public void close() {
        for (Lane lane : lanes) {
            lane.executor.shutdown();
        }
    }
}

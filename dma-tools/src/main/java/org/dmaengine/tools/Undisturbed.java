package org.dmaengine.tools;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.dmaengine.DmaException;

/// Work that must not be left half done: on a thread of its own, which nobody interrupts. Whoever waits for it may be interrupted.
///
/// @param <T> what comes of it
public final class Undisturbed<T> {
    private final FutureTask<T> task;
    private final Thread thread;

    /// @param name of the thread
    public Undisturbed(String name, Callable<T> work) {
        task = new FutureTask<>(work);
        thread = Thread.ofPlatform().name(name).daemon().unstarted(task);
    }

    public void start() {
        thread.start();
    }

    /// Does it on the calling thread, where there is nothing to disturb.
    public void runHere() {
        task.run();
    }

    /// Waits for what comes of it.
    ///
    /// @throws CommandFailure       if it has failed
    /// @throws InterruptedException if the waiting thread is interrupted; the work goes on
    public T await() throws CommandFailure, InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        }
    }

    /// Looks whether it has failed.
    ///
    /// @throws CommandFailure if so
    public void check() throws CommandFailure {
        if (task.state() == FutureTask.State.FAILED) {
            throw failure(task.exceptionNow());
        }
    }

    /// Waits until it is over, if it has been started. An interrupt is kept for later.
    public void join() {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Waits until it is over, if it has been started, at most so long.
    public void join(Duration most) throws InterruptedException {
        if (thread.getState() != Thread.State.NEW) {
            thread.join(most);
        }
    }

    private static CommandFailure failure(Throwable thrown) {
        return thrown instanceof CommandFailure || thrown instanceof DmaException ? new CommandFailure(thrown.getMessage(), thrown)
                : new CommandFailure(thrown.toString(), thrown);
    }
}

package org.dmaengine.core.stubs;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A client's thread that makes one call, which the test looks at from outside.
///
/// @param <T> what the call answers
public final class Client<T> {
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private final Thread thread;

    private Client(String name, Callable<T> call) {
        thread = Thread.ofPlatform().daemon().name(name).start(() -> {
            try {
                answer.complete(call.call());
            } catch (Throwable t) {
                answer.completeExceptionally(t);
            }
        });
    }

    /// Makes the call on a new thread.
    public static <T> Client<T> calls(String name, Callable<T> call) {
        return new Client<>(name, call);
    }

    /// Makes a call that answers nothing on a new thread.
    public static Client<Void> does(String name, Action action) {
        return new Client<>(name, () -> {
            action.run();
            return null;
        });
    }

    /// Something that may throw anything.
    @FunctionalInterface
    public interface Action {
        void run() throws Exception;
    }

    public Thread thread() {
        return thread;
    }

    public boolean isDone() {
        return answer.isDone();
    }

    /// What the call answered; throws what the call threw.
    public T answer() {
        return answerAfter(0);
    }

    /// What a call answers that is known to take so long.
    public T answerAfter(long nanos) {
        return result(answer, nanos + Patience.NANOS, "the call on thread " + thread.getName());
    }

    static <T> T result(CompletableFuture<T> future, String what) {
        return result(future, Patience.NANOS, what);
    }

    private static <T> T result(CompletableFuture<T> future, long nanos, String what) {
        try {
            return future.get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(what + " does not end\n" + Patience.threads());
        } catch (InterruptedException e) {
            throw new AssertionError("the test was interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new AssertionError(what + " failed", e.getCause());
        }
    }
}

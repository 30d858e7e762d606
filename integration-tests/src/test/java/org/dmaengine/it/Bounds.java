package org.dmaengine.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.Callable;

/// What the design promises about time, measured, printed and held.
final class Bounds {
    /// `release.timeout`: what the end of a lease may wait for a driver and for a client's own callback.
    static final Duration RELEASE = Duration.ofSeconds(2);
    /// The core stops, or the framework does: until no thread is left.
    static final Duration CORE = Duration.ofSeconds(3);

    private Bounds() {
    }

    /// Runs something that has to be over in time; the sentence goes before the figure.
    static <T> T answerWithin(Duration bound, String sentence, Callable<T> action) throws Exception {
        long begin = System.nanoTime();
        T result = action.call();
        long millis = (System.nanoTime() - begin) / 1_000_000;
        System.out.println(sentence + ": " + millis + " ms, at most " + bound.toMillis());
        assertTrue(millis <= bound.toMillis(), () -> sentence + " took " + millis + " ms; the bound is " + bound.toMillis());
        return result;
    }

    /// The same for an action without a result.
    static void within(Duration bound, String sentence, Action action) throws Exception {
        answerWithin(bound, sentence, () -> {
            action.run();
            return null;
        });
    }

    /// What may throw.
    interface Action {
        void run() throws Exception;
    }
}

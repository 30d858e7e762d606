package org.dmaengine.tck.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.dmaengine.spi.Transfer;
import org.dmaengine.tck.bench.Recall;
import org.dmaengine.tck.reference.Memory;
import org.dmaengine.tck.reference.MemoryDriver;
import org.junit.jupiter.api.Test;

/// A driver that is wanted back while it is examined.
class RecallTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String LEFT = "its controller has left";

    private final Recall recall = new Recall();
    private volatile Thread examiner;
    private final List<String> calls = new ArrayList<>();

    /// Says which calls have been made from its last step on, and does something in that.
    private final class Leaving extends MemoryDriver {
        private final Runnable first;

        private Leaving(Runnable first) {
            this.first = first;
        }

        @Override
        public long step(Transfer transfer, long limit) {
            calls.clear();
            calls.add("step");
            first.run();
            return 0;
        }

        @Override
        public long stop(Transfer transfer) {
            calls.add("stop");
            return super.stop(transfer);
        }

        @Override
        public void close() {
            calls.add("close");
            super.close();
        }
    }

    private List<Result> examined(Runnable first) {
        Leaving driver = new Leaving(first);
        return assertTimeoutPreemptively(PATIENCE.dividedBy(2), () -> {
            examiner = Thread.currentThread();
            return new Examination(new Memory(() -> driver), PATIENCE, recall).all();
        });
    }

    private void awaitWaiting() {
        while (Stream.of(examiner.getStackTrace()).noneMatch(frame -> frame.getMethodName().equals("awaitWake"))) {
            Thread.onSpinWait();
        }
    }

    /// The verdicts from the one on the case that has been broken off.
    private static List<Verdict> distinct(List<Result> results) {
        return results.stream().map(Result::verdict).dropWhile(verdict -> !(verdict instanceof Verdict.NotTried)
                && !(verdict instanceof Verdict.Failed)).distinct().toList();
    }

    @Test
    void shouldLetGoAndTryNothingMore() {
        List<Result> results = examined(() -> recall.make(LEFT, System.nanoTime() + PATIENCE.toNanos()));
        assertEquals(List.of("step", "stop", "close"), calls);
        assertEquals(List.of(new Verdict.NotTried(LEFT)), distinct(results));
    }

    @Test
    void shouldNotWaitForADriverThatIsWantedBack() {
        List<Result> results = examined(() -> Thread.ofPlatform().daemon().start(() -> {
            awaitWaiting();
            recall.make(LEFT, System.nanoTime() + PATIENCE.toNanos());
        }));
        assertEquals(List.of("step", "stop", "close"), calls);
        assertEquals(List.of(new Verdict.NotTried(LEFT)), distinct(results));
    }

    @Test
    void shouldCallNothingWhenItsTimeIsOver() {
        List<Result> results = examined(() -> recall.make(LEFT, System.nanoTime()));
        assertEquals(List.of("step"), calls);
        assertEquals(List.of(new Verdict.NotTried(LEFT)), distinct(results));
    }

    @Test
    void shouldKeepTheFirstReason() {
        recall.make(LEFT, 0);
        recall.make("the kit stops", 0);
        assertEquals(LEFT, recall.why());
        assertTrue(recall.isMade());
    }
}

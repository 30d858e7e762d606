package org.dmaengine.it;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.dmaengine.CompletionCallback;
import org.dmaengine.TransferOutcome;
import org.dmaengine.TransferResult;

/// Takes down what the callbacks of one channel report, in their order, and on which threads they run.
final class Outcomes implements CompletionCallback {
    // Guarded by this.
    private final List<TransferResult> results = new ArrayList<>();
    private final List<String> threads = new ArrayList<>();
    private final CountDownLatch first = new CountDownLatch(1);
    private final CountDownLatch all;

    Outcomes(int expected) {
        all = new CountDownLatch(expected);
    }

    @Override
    public void onComplete(TransferResult result) {
        synchronized (this) {
            results.add(result);
            threads.add(Thread.currentThread().getName());
        }
        first.countDown();
        all.countDown();
    }

    void awaitFirst() throws InterruptedException {
        await(first);
    }

    void awaitAll() throws InterruptedException {
        await(all);
    }

    private void await(CountDownLatch latch) throws InterruptedException {
        if (!latch.await(10, TimeUnit.SECONDS)) {
            throw new AssertionError(latch.getCount() + " callbacks are missing after 10 s; there were " + results());
        }
    }

    synchronized List<TransferResult> results() {
        return List.copyOf(results);
    }

    synchronized List<String> threads() {
        return List.copyOf(threads);
    }

    List<Long> cookies() {
        return results().stream().map(TransferResult::cookie).toList();
    }

    long count(TransferOutcome outcome) {
        return results().stream().filter(result -> result.outcome() == outcome).count();
    }
}

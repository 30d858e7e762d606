package org.dmaengine.core.channel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.dmaengine.CompletionCallback;
import org.dmaengine.CookieCallback;
import org.dmaengine.TransferOutcome;
import org.dmaengine.TransferStatus;

/// How the transfers of one channel ended, as callbacks, harvest and status say: each once, in order, and all three alike.
final class Ends {
    private final Map<Long, TransferOutcome> outcomes = new ConcurrentHashMap<>();
    private final List<String> problems = Collections.synchronizedList(new ArrayList<>());
    private final AtomicLong lastCalled = new AtomicLong();
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong harvested = new AtomicLong();
    private volatile Thread inside;

    CompletionCallback descriptors() {
        return result -> called(result.cookie(), result.outcome());
    }

    CookieCallback cookies() {
        return (cookie, outcome, residue) -> called(cookie, outcome);
    }

    private void called(long cookie, TransferOutcome outcome) {
        if (inside != null) {
            problem("callback of " + cookie + " while another runs on " + inside);
        }
        inside = Thread.currentThread();
        long before = lastCalled.getAndSet(cookie);
        if (cookie <= before) {
            problem("callback of " + cookie + " after that of " + before);
        }
        calls.incrementAndGet();
        outcome(cookie, outcome, "callback");
        inside = null;
    }

    void ended(TransferStatus status) {
        outcome(status.cookie(), status.outcome(), "status");
    }

    void harvested(long cookie) {
        if (!harvested.compareAndSet(cookie - 1, cookie)) {
            problem("harvest gave " + cookie + " after " + harvested);
        }
    }

    private void outcome(long cookie, TransferOutcome outcome, String who) {
        TransferOutcome before = outcomes.putIfAbsent(cookie, outcome);
        if (before != null && before != outcome) {
            problem("cookie " + cookie + " ended " + before + " and, says " + who + ", " + outcome);
        }
    }

    void problem(String what) {
        problems.add(what);
    }

    List<String> problems() {
        return List.copyOf(problems);
    }

    long lastCalled() {
        return lastCalled.get();
    }

    long calls() {
        return calls.get();
    }

    long lastHarvested() {
        return harvested.get();
    }
}

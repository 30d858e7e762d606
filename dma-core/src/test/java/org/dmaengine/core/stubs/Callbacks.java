package org.dmaengine.core.stubs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.dmaengine.CompletionCallback;
import org.dmaengine.CookieCallback;
import org.dmaengine.TransferOutcome;
import org.dmaengine.TransferResult;

/// Callbacks that keep what they were called with, and on which thread.
public final class Callbacks {
    private final List<TransferResult> results = Collections.synchronizedList(new ArrayList<>());
    private final List<String> primitive = Collections.synchronizedList(new ArrayList<>());
    private final List<Thread> threads = Collections.synchronizedList(new ArrayList<>());

    /// A callback that takes note.
    public CompletionCallback record() {
        return record(result -> { });
    }

    /// A callback that takes note, then does more.
    public CompletionCallback record(CompletionCallback then) {
        return result -> {
            results.add(result);
            threads.add(Thread.currentThread());
            then.onComplete(result);
        };
    }

    /// A callback of the primitive form that takes note.
    public CookieCallback cookies() {
        return (long cookie, TransferOutcome outcome, long residue) -> {
            primitive.add(cookie + " " + outcome + " " + residue);
            threads.add(Thread.currentThread());
        };
    }

    public List<TransferResult> results() {
        synchronized (results) {
            return List.copyOf(results);
        }
    }

    /// The only result so far.
    public TransferResult only() {
        List<TransferResult> all = results();
        if (all.size() != 1) {
            throw new AssertionError("one call was expected, there were " + all);
        }
        return all.getFirst();
    }

    /// The cookies of the results, in order.
    public List<Long> order() {
        return results().stream().map(TransferResult::cookie).toList();
    }

    /// What the primitive form was called with: cookie, outcome, residue.
    public List<String> primitive() {
        synchronized (primitive) {
            return List.copyOf(primitive);
        }
    }

    public List<Thread> threads() {
        synchronized (threads) {
            return List.copyOf(threads);
        }
    }
}

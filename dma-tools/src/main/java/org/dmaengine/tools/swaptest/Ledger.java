package org.dmaengine.tools.swaptest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/// What became of everything that was submitted, as the clients and the ports saw it. Thread-safe.
///
/// Words and bytes count one by one; a transfer that never ends counts as one that is lost.
final class Ledger {
    private static final int MOST_PROBLEMS = 20;

    private final LongAdder submitted = new LongAdder();
    private final LongAdder completed = new LongAdder();
    private final LongAdder aborted = new LongAdder();
    private final LongAdder terminated = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final LongAdder repeated = new LongAdder();
    private final LongAdder outOfOrder = new LongAdder();
    private final List<String> problems = new ArrayList<>(); // guarded by itself

    void submitted() {
        submitted.increment();
    }

    void completed() {
        completed.increment();
    }

    /// Ended with a controller that broke.
    void aborted() {
        aborted.increment();
    }

    /// Dropped by the client itself.
    void terminated(long count) {
        terminated.add(count);
    }

    void lost(long count, String format, Object... values) {
        note(lost, count, "lost", format, values);
    }

    void repeated(long count, String format, Object... values) {
        note(repeated, count, "repeated", format, values);
    }

    void outOfOrder(long count, String format, Object... values) {
        note(outOfOrder, count, "out of order", format, values);
    }

    private void note(LongAdder what, long count, String word, String format, Object... values) {
        if (count == 0) {
            return;
        }
        what.add(count);
        synchronized (problems) {
            if (problems.size() < MOST_PROBLEMS) {
                problems.add(word + ' ' + count + ": " + String.format(Locale.ROOT, format, values));
            }
        }
    }

    /// What it says now.
    Balance balance() {
        synchronized (problems) {
            return new Balance(submitted.sum(), completed.sum(), aborted.sum(), terminated.sum(), lost.sum(), repeated.sum(), outOfOrder.sum(),
                    List.copyOf(problems));
        }
    }

    /// The figures at one time.
    ///
    /// @param problems the first of what makes up the last three, a line each
    record Balance(long submitted, long completed, long aborted, long terminated, long lost, long repeated, long outOfOrder,
                   List<String> problems) {
    }
}

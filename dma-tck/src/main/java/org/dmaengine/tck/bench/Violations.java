package org.dmaengine.tck.bench;

import java.util.concurrent.atomic.AtomicReference;

/// What a driver has done on some thread, in some call, that it must never do: the first of it. Thread-safe.
final class Violations {
    private final AtomicReference<ConformanceFailure> first = new AtomicReference<>();

    /// Notes it; whoever calls throws it as well, so that the driver's author sees from where.
    ConformanceFailure add(String what, String... clauses) {
        ConformanceFailure failure = ConformanceFailure.of(what, clauses);
        first.compareAndSet(null, failure);
        return failure;
    }

    /// Throws what has been noted, if anything has.
    void surface() {
        ConformanceFailure failure = first.get();
        if (failure != null) {
            throw failure;
        }
    }
}

package org.dmaengine.core.registry;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.framework.Bundle;

/// How long releases and departures may take: each by itself, and all together once the core stops.
///
/// When the core's bundle stops, its clients go first: their Condition or service is taken from them, and they close one channel
/// after the other. These calls share one bound, which begins when the first of them is seen, so that the core itself is gone
/// within 3 s however many drivers hang. So they do when the whole framework shuts down, where client bundles may well stop first.
/// Thread-safe.
final class StopClock {
    private static final long CLIENTS_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);
    private static final long ALL_NANOS = TimeUnit.MILLISECONDS.toNanos(2750);
    private static final int RUNNING = Bundle.STARTING | Bundle.ACTIVE;

    private final Bundle core;
    private final Bundle framework;
    private final long releaseNanos;
    private final long drainNanos;
    private final long stopNanos;
    private final AtomicReference<Long> began = new AtomicReference<>();

    /// @param framework    the system bundle
    /// @param releaseNanos how long one release may take
    /// @param drainNanos   how long the active transfer of one that leaves may go on
    /// @param stopNanos    how long one driver is waited for that leaves
    StopClock(Bundle core, Bundle framework, long releaseNanos, long drainNanos, long stopNanos) {
        this.core = core;
        this.framework = framework;
        this.releaseNanos = releaseNanos;
        this.drainNanos = drainNanos;
        this.stopNanos = stopNanos;
    }

    /// The core stops, whatever the state of its bundle.
    void begin() {
        began.compareAndSet(null, System.nanoTime());
    }

    /// Until when a release that begins now may take.
    long releaseDeadline() {
        return ends(releaseNanos, CLIENTS_NANOS);
    }

    /// Until when a driver that leaves now is waited for.
    long stopDeadline() {
        return ends(stopNanos, ALL_NANOS);
    }

    /// How long a controller that leaves may take at most, in nanoseconds.
    long windowNanos() {
        return drainNanos + stopNanos;
    }

    /// How long a controller that leaves now may take.
    Window window() {
        long stop = ends(drainNanos + stopNanos, ALL_NANOS);
        return new Window(System.nanoTime(), stop - stopNanos, stop);
    }

    /// The time of a controller that leaves: its channels go one after the other, and share it.
    ///
    /// @param begin      when it began
    /// @param drainUntil until when active transfers may go on ([System#nanoTime])
    /// @param stopUntil  until when drivers are waited for
    record Window(long begin, long drainUntil, long stopUntil) {
        boolean isOver() {
            return System.nanoTime() - stopUntil >= 0;
        }
    }

    /// Until when the core's own threads are waited for.
    long coreDeadline() {
        return ends(CLIENTS_NANOS, ALL_NANOS);
    }

    private long ends(long nanos, long nanosSinceTheStop) {
        long usual = System.nanoTime() + nanos;
        if ((core.getState() & RUNNING) == 0 || (framework.getState() & RUNNING) == 0) {
            begin();
        }
        Long stop = began.get();
        return stop == null ? usual : earlier(usual, stop + nanosSinceTheStop);
    }

    /// The earlier of two times of [System#nanoTime], which may overflow.
    static long earlier(long one, long other) {
        return one - other < 0 ? one : other;
    }
}

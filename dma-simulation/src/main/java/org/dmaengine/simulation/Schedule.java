package org.dmaengine.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/// What happens next, and when. The one place that looks at the dice.
///
/// Each event takes a little of the time, by the dice; what is due by then is as ready as the rest. Time passes beyond that only when nothing is
/// ready.
final class Schedule {
    private static final int MOST_EVENTS = 1_000_000;
    private static final int MOST_LAG = 1000;

    private final long seed;
    private final Random random;
    private final Random dice;
    private final List<Source> sources = new ArrayList<>();
    private final List<Source> ready = new ArrayList<>();
    private final List<String> trace = new ArrayList<>();
    private long time;
    private int events;
    private Throwable failed;
    private Thread thread;

    Schedule(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
        this.dice = new Random(~seed);
    }

    long seed() {
        return seed;
    }

    /// Numbers that are not those which pick the course.
    RandomGenerator dice() {
        return dice;
    }

    long nanoTime() {
        return time;
    }

    void add(Source source) {
        sources.add(source);
    }

    /// One of several, by the seed.
    int pick(int choices) {
        return random.nextInt(choices);
    }

    synchronized void note(String line) {
        trace.add(time + " " + line);
    }

    synchronized List<String> trace() {
        return List.copyOf(trace);
    }

    /// Something has failed where nobody hears of it; the run fails when the event is over.
    void fails(Throwable thrown) {
        if (failed == null) {
            failed = thrown;
        }
    }

    SimulationFailure failure(Throwable cause) {
        return cause instanceof SimulationFailure told ? told : new SimulationFailure(seed, events, time, cause, trace());
    }

    /// Says whether the current thread is the one that things happen on, inside one of them.
    boolean isInside() {
        return Thread.currentThread() == thread;
    }

    /// Lets things happen up to that time, or until nothing is left to happen.
    void run(long until) {
        runUntil(() -> false, until);
        if (until != Source.NEVER) {
            time = Math.max(time, until);
        }
    }

    /// Lets things happen until a condition holds.
    ///
    /// @return false if that time came first, or nothing is left to happen
    boolean runUntil(BooleanSupplier condition, long until) {
        while (!condition.getAsBoolean()) {
            long next = next();
            if (next == Source.NEVER || next > until) {
                return false;
            }
            time = Math.max(time, next);
            happen();
        }
        return true;
    }

    private long next() {
        long next = Source.NEVER;
        for (Source source : sources) {
            next = Math.min(next, source.next());
        }
        return next;
    }

    private void happen() {
        if (++events > MOST_EVENTS) {
            throw failure(new AssertionError("no end after " + MOST_EVENTS + " events"));
        }
        time += pick(MOST_LAG);
        ready.clear();
        for (Source source : sources) {
            if (source.next() <= time) {
                ready.add(source);
            }
        }
        Source next = ready.get(pick(ready.size()));
        inside(next::take);
        if (next.isOver()) {
            sources.remove(next);
        }
        if (failed != null) {
            throw failure(failed);
        }
    }

    /// Has something happen on this thread; what that calls does not give others their turns.
    void inside(Runnable event) {
        Thread before = thread;
        thread = Thread.currentThread();
        try {
            event.run();
        } catch (Throwable thrown) {
            fails(thrown);
        } finally {
            thread = before;
        }
    }
}

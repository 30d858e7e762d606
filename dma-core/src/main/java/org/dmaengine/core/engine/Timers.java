package org.dmaengine.core.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/// What has to happen at a time: a lease that has waited long enough for a controller, a deadline that is over.
///
/// One thread watches the clock, from the first alarm on; what is due runs elsewhere, in the order of the times. A test that holds the
/// clock has no thread and calls [#runDue]. Thread-safe.
public final class Timers {
    /// One thing that is to happen.
    public final class Alarm implements Comparable<Alarm> {
        private final long time;
        private final long number;
        private final Runnable task;

        private Alarm(long time, long number, Runnable task) {
            this.time = time;
            this.number = number;
            this.task = task;
        }

        /// It is not to happen any more; it may be under way already.
        public void cancel() {
            synchronized (Timers.this) {
                waiting.remove(this);
            }
        }

        /// The earlier one first; of one time the one that was asked for first.
        @Override
        public int compareTo(Alarm other) {
            return time == other.time ? Long.compare(number, other.number) : Long.signum(time - other.time);
        }
    }

    private final LongSupplier clock;
    private final Executor executor;
    private final boolean threaded;
    // Guarded by this object's monitor.
    private final PriorityQueue<Alarm> waiting = new PriorityQueue<>();
    private long numbered;
    private Thread watch;
    private boolean stopping;

    /// On the machine's clock.
    ///
    /// @param executor runs what is due: nothing that blocks may delay what is due next
    public Timers(Executor executor) {
        this(System::nanoTime, executor, true);
    }

    private Timers(LongSupplier clock, Executor executor, boolean threaded) {
        this.clock = clock;
        this.executor = executor;
        this.threaded = threaded;
    }

    /// On a clock that somebody else holds; what is due happens inside [#runDue].
    public static Timers byHand(LongSupplier clock) {
        return new Timers(clock, Runnable::run, false);
    }

    /// The time.
    public long nanoTime() {
        return clock.getAsLong();
    }

    /// Has the task run at that time, on the clock of [#nanoTime]; at once if that is past.
    public Alarm at(long time, Runnable task) {
        synchronized (this) {
            Alarm alarm = new Alarm(time, numbered++, task);
            if (!stopping) {
                waiting.add(alarm);
                if (threaded && watch == null) {
                    watch = Thread.ofPlatform().daemon().name("dma-timer").start(this::watch);
                } else if (waiting.peek() == alarm) {
                    LockSupport.unpark(watch);
                }
            }
            return alarm;
        }
    }

    /// Nanoseconds until the first alarm, 0 or less if it is due; `Long.MAX_VALUE` if there is none.
    public synchronized long untilFirst() {
        return waiting.isEmpty() ? Long.MAX_VALUE : waiting.peek().time - nanoTime();
    }

    /// Runs what is due.
    public void runDue() {
        for (Alarm alarm : takeDue()) {
            executor.execute(alarm.task);
        }
    }

    private synchronized List<Alarm> takeDue() {
        List<Alarm> due = new ArrayList<>();
        long now = nanoTime();
        while (!waiting.isEmpty() && waiting.peek().time - now <= 0) {
            due.add(waiting.poll());
        }
        return due;
    }

    private void watch() {
        while (true) {
            runDue();
            long nanos;
            synchronized (this) {
                if (stopping) {
                    return;
                }
                nanos = untilFirst();
            }
            if (nanos > 0) {
                LockSupport.parkNanos(this, nanos);
            }
        }
    }

    /// Nothing happens any more; waits for the thread until the deadline ([System#nanoTime]).
    ///
    /// @return false if it has not ended
    public boolean stop(long deadline) {
        Thread ending;
        synchronized (this) {
            stopping = true;
            waiting.clear();
            ending = watch;
        }
        LockSupport.unpark(ending);
        return ending == null || Joining.hasEnded(ending, deadline);
    }
}

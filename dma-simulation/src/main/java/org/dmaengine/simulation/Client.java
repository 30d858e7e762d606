package org.dmaengine.simulation;

import java.io.Serial;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// A client's thread. It runs only while it has the turn; with each call of a channel it gives that back, and goes on when it is picked again.
///
/// ```text
/// (made) ──picked──▶ RUNS ──a call──▶ READY ──picked──▶ RUNS        work done, or ended ──▶ OVER (terminal)
///                      └──a wait──▶ WAITS ──its condition holds, or its time is up──▶ READY
/// ```
final class Client implements Source {
    private static final long PATIENCE_SECONDS = 60;
    private static final ThreadLocal<Client> CURRENT = new ThreadLocal<>();
    private static final BooleanSupplier AT_ONCE = () -> true;

    /// Unwinds the stack of a client that is ended.
    private static final class Ended extends Error {
        @Serial
        private static final long serialVersionUID = 1L;

        Ended() {
            super("the simulation is over", null, false, false);
        }
    }

    private final String name;
    private final Schedule schedule;
    private final Thread thread;
    private final Semaphore turn = new Semaphore(0);
    private final Semaphore back = new Semaphore(0);
    // Of whoever has the turn; the semaphores pass them on.
    private BooleanSupplier condition = AT_ONCE;
    private long deadline = NEVER;
    private boolean ending;
    private boolean over;
    private Throwable thrown;

    Client(String name, Schedule schedule, Simulation.Work work) {
        this.name = name;
        this.schedule = schedule;
        this.thread = Thread.ofPlatform().daemon().name("client " + name).unstarted(() -> work(work));
    }

    /// Lets others have their turns between two calls, if the current thread is a client's.
    static void mayYield() {
        Client current = CURRENT.get();
        if (current != null) {
            current.pass(AT_ONCE, NEVER);
        }
    }

    /// Waits on a client's thread, or lets things happen on the thread of the test, until a condition holds or that time has come.
    static void await(Schedule schedule, BooleanSupplier condition, long until) {
        Client current = CURRENT.get();
        if (current == null) {
            schedule.runUntil(condition, until);
        } else {
            current.pass(condition, until);
        }
    }

    /// Who is calling, for the trace.
    static String caller() {
        Client current = CURRENT.get();
        return current == null ? "test" : current.name;
    }

    // ---- the schedule ----

    @Override
    public long next() {
        return over ? NEVER : condition.getAsBoolean() ? schedule.nanoTime() : deadline;
    }

    @Override
    public void take() {
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        }
        turn.release();
        try {
            if (!back.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("client " + name + " blocks outside of the simulation: " + thread.getState() + " at "
                        + Arrays.asList(thread.getStackTrace()));
            }
        } catch (InterruptedException e) {
            throw new AssertionError("the test was interrupted", e);
        }
        if (thrown != null) {
            schedule.fails(thrown);
            thrown = null;
        }
    }

    @Override
    public boolean isOver() {
        return over;
    }

    /// Has it end, wherever it is.
    void end() {
        if (!over && thread.getState() != Thread.State.NEW) {
            ending = true;
            take();
        }
        over = true;
    }

    // ---- its thread ----

    private void work(Simulation.Work work) {
        turn.acquireUninterruptibly();
        CURRENT.set(this);
        try {
            work.run();
        } catch (Ended _) {
            // Nobody needs it any more.
        } catch (Throwable failure) {
            thrown = ending ? null : failure;
        } finally {
            over = true;
            back.release();
        }
    }

    private void pass(BooleanSupplier until, long time) {
        if (ending) {
            return;
        }
        condition = until;
        deadline = time;
        back.release();
        turn.acquireUninterruptibly();
        condition = AT_ONCE;
        deadline = NEVER;
        if (ending) {
            throw new Ended();
        }
    }
}

package org.dmaengine.tools.swaptest;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.dmaengine.DmaChannel;

/// One client: keeps its channel busy on a thread of its own, with sizes, pauses and terminates as they come, and holds the engine to
/// account.
abstract class Load implements AutoCloseable {
    /// How long anything may take that the engine has to do.
    static final Duration PATIENCE = Duration.ofSeconds(15);

    protected final String name;
    protected final DmaChannel channel;
    protected final Ledger ledger;
    protected final SplittableRandom random;
    protected final Busy busy = new Busy();

    private final Thread thread;
    private volatile boolean stopping;
    private volatile boolean mayAbort;
    private boolean terminating; // guarded by this
    private volatile long progress;

    /// @param name of the client, for messages and its thread
    Load(String name, DmaChannel channel, Ledger ledger, SplittableRandom random) {
        this.name = name;
        this.channel = channel;
        this.ledger = ledger;
        this.random = random;
        this.thread = Thread.ofPlatform().name("swaptest-" + name).daemon().unstarted(this::run);
    }

    /// Does something, from some copies to a ring that runs for a while.
    protected abstract void round() throws InterruptedException;

    /// Waits until everything has ended, and looks at all of it once more.
    protected abstract void settle() throws InterruptedException;

    final void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!stopping) {
                round();
            }
            settle();
        } catch (RuntimeException | InterruptedException e) {
            ledger.lost(1, "%s has given up: %s", name, e);
        } finally {
            busy.end();
        }
    }

    /// Has it come to an end, everything looked at.
    final void finish() throws InterruptedException {
        stopping = true;
        if (!thread.join(PATIENCE.multipliedBy(2))) {
            ledger.lost(1, "%s does not end: %s", name, channel.name());
        }
    }

    /// Whether a transfer may end with its controller from now on.
    final void mayAbort(boolean itMay) {
        mayAbort = itMay;
    }

    /// A transfer has ended with its controller.
    protected final void aborted(String detail) {
        ledger.aborted();
        if (!mayAbort) {
            ledger.lost(1, "%s: a transfer was aborted although its controller left in order: %s", name, detail);
        }
    }

    /// Terminates, and looks at what that has dropped. What a callback submits meanwhile, to go on where a controller broke, would not have been
    /// terminated and still be under way: see [#unlessTerminating].
    protected final void terminating(Runnable terminate) {
        terminating(true);
        try {
            terminate.run();
        } finally {
            terminating(false);
        }
    }

    private synchronized void terminating(boolean now) {
        terminating = now;
    }

    /// Submits in a callback what a broken controller has left.
    ///
    /// @return false, and nothing is submitted, while the client terminates
    protected final synchronized boolean unlessTerminating(Runnable submit) {
        if (!terminating) {
            submit.run();
        }
        return !terminating;
    }

    /// Says whether data has come to an end since this was called: a transfer or a period.
    final BooleanSupplier goesOn() {
        long before = progress;
        return () -> progress != before;
    }

    /// By one thread at a time.
    @SuppressWarnings("NonAtomicOperationOnVolatileField")
    protected final void advance() {
        progress++;
    }

    /// Whether it had something to do without a break.
    final boolean wasBusy(long from, long to) {
        return busy.wasBusy(from, to);
    }

    /// Says whether something comes about that does so once in so many times.
    protected final boolean once(int in) {
        return random.nextInt(in) == 0;
    }

    /// Does nothing for up to so many microseconds.
    protected final void rest(int micros) {
        LockSupport.parkNanos(this, random.nextInt(1, micros) * 1_000L);
    }

    /// Gives the channel back; nothing is under way.
    @Override
    public void close() {
        channel.close();
    }
}

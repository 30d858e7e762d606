package org.dmaengine.core.channel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.dmaengine.TransferFlags;
import org.dmaengine.TransferOutcome;
import org.dmaengine.core.engine.Doorbell;
import org.dmaengine.core.engine.Steppable;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.TransferFault;
import org.dmaengine.spi.TransferKind;

/// The engine's side of one channel: hands transfers to the driver, steps it, counts, and ends what is done.
///
/// **Ownership.** One thread at a time owns the channel and calls its driver: a runner, an assisting client, or whoever
/// pauses, stops or releases. Ownership is taken by compare-and-set and never waited for by a runner. Whoever gives it
/// up looks once more whether there is work and rings the doorbell; whoever brings work first publishes it and then
/// looks whether there is an owner. Both are volatile, so that one of the two sees the other.
///
/// **Dropped work.** `queue.ended` running ahead of `queue.head` is the order to stop: the owner takes what it has started
/// out of the driver, and only then moves `head`.
final class Stepper implements Steppable {
    /// Most bytes that one step or one turn moves.
    static final long TURN = 1 << 20;
    /// Most bytes that are moved on the stack of a thread that only issues or polls.
    static final long INLINE = 4096;

    private static final long SHORTEST_LIMIT = 64 << 10;
    private static final long LONG_STEP_NANOS = 200_000;
    private static final long SMALLEST_COST = 64;
    private static final int ENDS_PER_WAKE_UP = 64;
    private static final long NO_DEADLINE = Long.MIN_VALUE;
    // Looking at the clock costs as much as a tiny step.
    private static final int STEPS_PER_LOOK = 16;
    private static final VarHandle OWNER;

    static {
        try {
            OWNER = MethodHandles.lookup().findVarHandle(Stepper.class, "owner", Thread.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /// What the stepper tells the channel it belongs to. Called by the owner, without the lock.
    interface Listener {
        /// The driver has thrown something that is no fault of the memory; it is not called again.
        void driverFailed(Throwable thrown, long uncertain);

        /// The driver has let go of everything that had been dropped.
        void transfersStopped();
    }

    private final Binding binding;
    private final ChannelDriver driver;
    private final int depth;
    // What is left of a budget is rounded down to this, so that a driver is not asked for less than it can move.
    private final long alignment;
    private final boolean assistable;
    private final WorkQueue queue;
    private final OutcomeLog outcomes;
    private final Completions completions;
    private final Waiters waiters;
    private final Totals totals;
    private final Listener listener;
    private final Doorbell doorbell;

    private volatile Thread owner;
    private volatile boolean paused;
    private volatile boolean dead;
    // Somebody waits to take the channel away: nobody begins a step any more.
    private volatile boolean leaving;
    private volatile boolean quiet;
    private volatile boolean woken;
    // Owned by the owner; `started` and `limitNow` are also looked at from outside, when nothing exact is to be had.
    private int started;
    private boolean frozen;
    private long limit = TURN;
    private long limitNow;
    private boolean announced;
    private int endsNotAnnounced;

    Stepper(Binding binding, WorkQueue queue, OutcomeLog outcomes, Completions completions, Waiters waiters, Totals totals,
            Listener listener) {
        this.binding = binding;
        this.driver = binding.driver();
        this.depth = binding.capabilities().depth();
        this.alignment = Math.min(INLINE, Math.max(binding.capabilities().copyAlignment(), binding.capabilities().fillAlignment()));
        this.assistable = binding.engine().spec().assistable();
        this.queue = queue;
        this.outcomes = outcomes;
        this.completions = completions;
        this.waiters = waiters;
        this.totals = totals;
        this.listener = listener;
        this.doorbell = binding.engine().attach(this);
    }

    // ---- any thread ----

    @Override
    public void turn() {
        if (tryOwn()) {
            try {
                run(TURN);
            } finally {
                disown();
            }
        }
    }

    /// The driver says that there may be something to do.
    void wake() {
        woken = true;
        if (queue.issued() != queue.head()) {
            doorbell.ring();
        }
    }

    /// Work has been issued or dropped, or the channel resumed: somebody has to look.
    void ring() {
        if (owner == null) {
            doorbell.ring();
        }
    }

    boolean isAssistable() {
        return assistable;
    }

    /// Does up to so many bytes of work on the calling thread, if that is allowed and nobody else is at it.
    ///
    /// @return false if somebody else is, or it is not allowed
    boolean assist(long budget) {
        if (!assistable || !tryOwn()) {
            return false;
        }
        try {
            run(budget);
        } finally {
            disown();
        }
        return true;
    }

    /// Does work on the calling thread until the cookie has ended, the deadline is past, or there is nothing to be done.
    void assistUntilEnded(long cookie, long deadline) {
        if (!assistable || !tryOwn()) {
            return;
        }
        try {
            while (queue.ended() < cookie && System.nanoTime() - deadline < 0 && !Thread.currentThread().isInterrupted()
                    && canProgress()) {
                run(TURN, deadline);
            }
        } finally {
            disown();
        }
    }

    boolean isPaused() {
        return paused;
    }

    void paused(boolean on) {
        paused = on;
    }

    boolean isOwnedByCurrentThread() {
        return owner == Thread.currentThread();
    }

    /// Says what the driver is waited for, for messages.
    String ownerForPeople() {
        Thread now = owner;
        return now == null ? "no step is under way" : "a step of the driver is under way on thread " + now.getName();
    }

    // ---- whoever pauses, stops, releases ----

    /// Waits for the step under way and has the driver stop moving; false if the deadline came first.
    boolean freeze(long deadline) {
        if (isOwnedByCurrentThread()) {
            return true;
        }
        if (!waiters.awaitUninterruptibly(this::tryOwn, deadline)) {
            return false;
        }
        try {
            run(0);
        } finally {
            disown();
        }
        return true;
    }

    /// Waits for the step under way, takes everything out of the driver and lets go of it for good; false if the deadline
    /// came first, or if the caller is inside that step: then the step's late return is ignored.
    ///
    /// @param dropped ends what is left, called when every byte that will be counted has been, with the number of bytes
    ///                that a step which has not returned may have touched
    boolean retire(long deadline, LongConsumer dropped) {
        leaving = true;
        boolean orderly = !isOwnedByCurrentThread() && waiters.awaitUninterruptibly(this::tryOwn, deadline);
        if (!orderly) {
            dead = true;
            dropped.accept(limitNow);
            detach();
            return false;
        }
        try {
            if (!dead) {
                takeOutOfDriver();
            }
            // A broken driver has been asked to let go already and is not called again.
            boolean whole = !dead;
            dead = true;
            dropped.accept(0);
            letGo();
            if (whole) {
                closeDriver();
            }
            return true;
        } finally {
            announceNow();
            disown();
            detach();
        }
    }

    private void closeDriver() {
        try {
            driver.close();
        } catch (Throwable thrown) {
            listener.driverFailed(thrown, 0);
        }
    }

    /// No turns any more.
    void detach() {
        binding.engine().detach(doorbell);
    }

    // ---- the owner ----

    private boolean tryOwn() {
        return owner == null && OWNER.compareAndSet(this, null, Thread.currentThread());
    }

    private void disown() {
        owner = null;
        waiters.signal();
        if (canProgress()) {
            doorbell.ring();
        }
    }

    private boolean canProgress() {
        long head = queue.head();
        if (queue.ended() != head) {
            return true;
        }
        if (dead || paused || leaving) {
            return false;
        }
        return quiet && !woken ? canStartMore(head) : queue.issued() != head;
    }

    /// Also asked by somebody who has just given the channel up: then another owner may be at it, and it is that one's
    /// answer that counts.
    private boolean canStartMore(long head) {
        int inside = started;
        if (inside >= depth || head + inside >= queue.issued()) {
            return false;
        }
        Work before = inside == 0 ? null : queue.at(head + inside);
        return before == null || !before.isEndless() && (before.flags() & TransferFlags.FENCE) == 0;
    }

    /// Works until the budget is used up or nothing can be done. A budget of 0 only obeys: stops what has been dropped,
    /// freezes what is paused. No step goes beyond the budget; that of an engine that is not assistable is one step.
    private void run(long budget) {
        run(budget, NO_DEADLINE);
    }

    private void run(long budget, long deadline) {
        try {
            runUntil(budget, deadline);
        } finally {
            announceNow();
        }
    }

    private void runUntil(long budget, long deadline) {
        long left = budget;
        int steps = 0;
        while (true) {
            long head = queue.head();
            if (dead || queue.ended() != head) {
                if (queue.ended() == head) {
                    return;
                }
                drop();
                continue;
            }
            if (leaving) {
                return;
            }
            if (paused) {
                freezeDriver(head);
                return;
            }
            if (left <= 0 || deadline != NO_DEADLINE && ++steps % STEPS_PER_LOOK == 0 && System.nanoTime() - deadline >= 0) {
                return;
            }
            if (frozen) {
                thawDriver(head);
            }
            startMore(head);
            if (started == 0 || dead) {
                return;
            }
            Work work = queue.at(head + 1);
            if (work.isDone()) {
                left = spend(left, 0);
                finishOrRepeat(work, head + 1);
                continue;
            }
            long most = Math.min(limit, left) & -alignment;
            if (most == 0 || quiet && !woken) {
                return;
            }
            if (most > INLINE) {
                announceNow();
            }
            woken = false;
            quiet = false;
            long moved = step(work, head + 1, most);
            left = spend(left, moved);
            if (dead) {
                continue;
            }
            if (work.isDone()) {
                finishOrRepeat(work, head + 1);
            } else if (moved == 0) {
                quiet = true;
            }
        }
    }

    private long spend(long left, long moved) {
        return assistable ? left - Math.max(moved, SMALLEST_COST) : 0;
    }

    private void startMore(long head) {
        while (!dead && canStartMore(head)) {
            long cookie = head + started + 1;
            Work work = queue.at(cookie);
            work.begin();
            started++;
            long most = work.stepLimit(Long.MAX_VALUE);
            limitNow = most;
            try {
                account(work, cookie, driver.start(work), most);
            } catch (Throwable thrown) {
                failed(work, cookie, thrown, most);
                return;
            }
        }
    }

    /// Answers the bytes moved, -1 if the step failed and has been dealt with.
    private long step(Work work, long cookie, long most) {
        long bytes = work.stepLimit(most);
        limitNow = bytes;
        boolean timed = Math.min(bytes, work.run()) >= SHORTEST_LIMIT;
        long before = timed ? System.nanoTime() : 0;
        try {
            long moved = driver.step(work, bytes);
            if (timed) {
                adaptLimit(System.nanoTime() - before, moved);
            }
            if (!dead) {
                account(work, cookie, moved, bytes);
            }
            return moved;
        } catch (Throwable thrown) {
            failed(work, cookie, thrown, bytes);
            return -1;
        }
    }

    /// Keeps a step near 200 µs, so that nobody who wants the channel, and no safepoint, waits longer.
    private void adaptLimit(long nanos, long moved) {
        if (nanos > LONG_STEP_NANOS && moved == limit && limit > SHORTEST_LIMIT) {
            limit >>= 1;
        } else if (nanos < LONG_STEP_NANOS / 4 && moved == limit && limit < TURN) {
            limit <<= 1;
        }
    }

    private void account(Work work, long cookie, long moved, long most) {
        if (moved < 0 || moved > most) {
            throw new IllegalStateException("the driver of " + binding.name() + " reports " + moved
                    + " bytes moved; 0 to " + most + " were possible");
        }
        totals.countBytes(moved);
        if (work.kind() != TransferKind.CYCLIC) {
            work.advance(moved);
            return;
        }
        long left = moved;
        while (left > 0) {
            long part = work.stepLimit(left);
            work.advance(part);
            left -= part;
            if (work.moved() % work.periodLength() == 0) {
                passed(work, cookie);
            }
        }
    }

    /// Ends wait to be delivered: a completer is sent for at once where the next step may take its time, else after some
    /// more ends or at the end of the run, so that many short transfers share one wake-up.
    private void announce() {
        announced = true;
        if (!assistable) {
            announceNow();
        }
    }

    private void announceNow() {
        if (announced) {
            announced = false;
            endsNotAnnounced = 0;
            completions.submit();
        }
    }

    /// A period or a pass is over.
    private void passed(Work work, long cookie) {
        work.nextSequence();
        if (!work.signalsPeriods()) {
            return;
        }
        boolean due = false;
        queue.lock.lock();
        try {
            if (queue.ended() < cookie) {
                completions.addPeriod(work, cookie, work.residue());
                due = completions.claim();
            }
        } finally {
            queue.lock.unlock();
        }
        if (due) {
            announce();
        }
    }

    /// A repeated transfer begins again unless the next one issued replaces it here (IL-21, IL-22).
    private void finishOrRepeat(Work work, long cookie) {
        if (!work.isRepeated() || work.outcome() != TransferOutcome.NO_ERROR) {
            finish(work, cookie);
            return;
        }
        boolean replaced = queue.issued() > cookie && (queue.at(cookie + 1).flags() & TransferFlags.LOAD_EOT) != 0;
        if (replaced) {
            work.nextSequence();
            finish(work, cookie);
        } else {
            passed(work, cookie);
            work.rewind();
        }
    }

    private void finish(Work work, long cookie) {
        work.leftDriver();
        totals.countTransfer();
        if (announced && ++endsNotAnnounced >= ENDS_PER_WAKE_UP) {
            announceNow();
        }
        boolean plain = work.outcome() == TransferOutcome.NO_ERROR && work.residue() == 0 && work.descriptor() == null && !work.signals();
        if (plain) {
            if (queue.end(cookie)) {
                released(cookie);
            }
        } else {
            finishUnderLock(work, cookie);
        }
        waiters.signal();
    }

    private void finishUnderLock(Work work, long cookie) {
        TransferOutcome outcome = work.outcome();
        String note = work.detail();
        try {
            work.beforeEnd();
        } catch (RuntimeException | InternalError e) {
            note = "its metadata could not be delivered: " + e.getMessage();
        }
        boolean due;
        queue.lock.lock();
        try {
            if (queue.ended() >= cookie) {
                return;
            }
            if (outcome != TransferOutcome.NO_ERROR || work.residue() != 0 || !note.isEmpty()) {
                outcomes.add(cookie, outcome, work.residue(), work.uncertain(), note);
            }
            boolean signals = work.signals();
            if (work.descriptor() != null) {
                work.descriptor().hasEnded(signals);
            }
            if (signals) {
                completions.add(work, cookie, outcome, work.residue(), work.uncertain(), note);
            }
            boolean ended = queue.end(cookie);
            assert ended : "only the holder of the lock drops";
            released(cookie);
            due = completions.claim();
        } finally {
            queue.lock.unlock();
        }
        if (due) {
            announce();
        }
    }

    private void released(long cookie) {
        started--;
        quiet = false;
        queue.release(cookie);
    }

    private void failed(Work work, long cookie, Throwable thrown, long most) {
        if (dead) {
            return;
        }
        if (thrown instanceof TransferFault fault && fault.moved() >= 0 && fault.moved() <= most) {
            account(work, cookie, fault.moved(), most);
            work.fails(fault.outcome(), 0, Objects.requireNonNullElse(fault.getMessage(), ""));
            return;
        }
        MemoryFault fault = MemoryFault.of(thrown, work, most);
        if (fault == null) {
            lose(thrown, most);
            return;
        }
        long touchedTo = work.moved() + Math.min(most, work.run());
        if (takeOutOfDriver(work, cookie)) {
            work.fails(fault.outcome(), Math.max(0, touchedTo - work.moved()), fault.detail());
        }
    }

    /// The driver is broken: it is asked once more to let go, whatever it answers, and never again.
    private void lose(Throwable thrown, long uncertain) {
        dead = true;
        long head = queue.head();
        for (int i = 0; i < started; i++) {
            Work work = queue.at(head + 1 + i);
            try {
                if (!work.isOutOfDriver()) {
                    driver.stop(work);
                }
            } catch (Throwable alsoBroken) {
                thrown.addSuppressed(alsoBroken);
            }
        }
        listener.driverFailed(thrown, uncertain);
        letGo();
    }

    private void drop() {
        if (!dead) {
            takeOutOfDriver();
        }
        letGo();
    }

    private void takeOutOfDriver() {
        long head = queue.head();
        for (int i = 0; i < started; i++) {
            Work work = queue.at(head + 1 + i);
            if (!work.isOutOfDriver() && !takeOutOfDriver(work, head + 1 + i)) {
                return;
            }
        }
    }

    /// Has the driver let go of one transfer and counts what it delivers meanwhile; false if the driver broke over it.
    /// Memory that fails there is no defect of the driver: what it held inside is lost.
    private boolean takeOutOfDriver(Work work, long cookie) {
        long most = work.stepLimit(Long.MAX_VALUE);
        limitNow = most;
        try {
            work.leftDriver();
            account(work, cookie, driver.stop(work), most);
        } catch (Throwable thrown) {
            if (thrown instanceof TransferFault fault && fault.moved() >= 0 && fault.moved() <= most) {
                account(work, cookie, fault.moved(), most);
            } else if (MemoryFault.of(thrown, work, most) == null) {
                lose(thrown, most);
                return false;
            }
        }
        return true;
    }

    /// Nothing of what has been dropped is touched any more: its slots, mappings and descriptors are free.
    private void letGo() {
        queue.lock.lock();
        try {
            long to = queue.ended();
            for (long cookie = queue.head() + 1; cookie <= to; cookie++) {
                Work work = queue.at(cookie);
                if (cookie - queue.head() <= started) {
                    outcomes.correct(cookie, work.residue());
                }
                if (work.descriptor() != null) {
                    work.descriptor().hasStopped();
                }
            }
            started = 0;
            quiet = false;
            queue.release(to);
        } finally {
            queue.lock.unlock();
        }
        waiters.signal();
        listener.transfersStopped();
    }

    private void freezeDriver(long head) {
        if (frozen) {
            return;
        }
        frozen = true;
        Work active = started == 0 ? null : queue.at(head + 1);
        long most = active == null ? 0 : active.stepLimit(Long.MAX_VALUE);
        limitNow = most;
        try {
            long moved = driver.pause(active);
            if (active != null) {
                account(active, head + 1, moved, most);
            }
        } catch (Throwable thrown) {
            if (active == null) {
                lose(thrown, most);
            } else {
                failed(active, head + 1, thrown, most);
            }
        }
        if (active != null && !dead && active.isDone()) {
            finishOrRepeat(active, head + 1);
        }
    }

    private void thawDriver(long head) {
        frozen = false;
        try {
            driver.resume(started == 0 ? null : queue.at(head + 1));
        } catch (Throwable thrown) {
            lose(thrown, 0);
        }
    }
}

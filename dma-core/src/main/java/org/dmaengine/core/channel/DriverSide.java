package org.dmaengine.core.channel;

import java.util.Objects;
import java.util.function.Consumer;
import org.dmaengine.DmaException;
import org.dmaengine.TransferFlags;
import org.dmaengine.TransferOutcome;
import org.dmaengine.core.mapping.LateFaults;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.ChannelHost;
import org.dmaengine.spi.TransferFault;
import org.dmaengine.spi.TransferKind;

/// What the driver of a channel has in hand: starts transfers in it, steps it, counts what it moves, takes transfers out of
/// it. The one place that calls a driver; used by the channel's owner (see [Stepper]), but for the flags, which are
/// volatile.
///
/// **Dropped work.** `queue.ended` running ahead of `queue.head` is the order to stop: what has been started is taken out of
/// the driver, and only then `head` moves.
final class DriverSide {
    private static final long SMALLEST_COST = 64;
    private static final long NO_DEADLINE = Long.MIN_VALUE;
    // Looking at the clock costs as much as a tiny step.
    private static final int STEPS_PER_LOOK = 16;

    /// What the channel is told. Called by the owner, without the lock.
    interface Listener {
        /// The driver has thrown something that is no fault of the memory; it is not called again.
        ///
        /// @param last the last transfer that it has in hand, 0 if it has none
        void driverFailed(Throwable thrown, Touched uncertain, long last);

        /// The driver has let go of everything that had been dropped.
        void transfersStopped();

        /// A call that had been given up on has returned, and its driver has let go of everything.
        void driverReturned();
    }

    private final String name;
    private final Hold hold;
    private final ChannelDriver driver;
    private final int depth;
    private final boolean assistable;
    private final StepSize stepSize;
    private final CallUnderWay call;
    private final InHand inHand;
    private final Idleness idleness = new Idleness();
    private final WorkQueue queue;
    private final Waiters waiters;
    private final Totals totals;
    private final Finisher finisher;
    private final Announcer announcer;
    private final Listener listener;

    // The replacement may not begin before all that waits has been held against it; until then it has nothing in hand, and what has been dropped
    // of the queue may be in its predecessor's.
    private volatile boolean ready;
    // Somebody waits to take the channel away: nobody begins a step any more.
    private volatile boolean leaving;
    // It is about to leave and may finish what it has in hand: no further transfer is started.
    private volatile boolean draining;
    // While it drains: ends of periods and passes.
    private volatile int boundaries;
    // Somebody has declared the driver broken.
    private volatile RuntimeException verdict;
    private boolean frozen;
    // Everything has been taken out of the driver, which is given nothing any more.
    private boolean emptied;

    DriverSide(Binding binding, Hold hold, WorkQueue queue, OutcomeLog outcomes, Waiters waiters, Finisher finisher, Announcer announcer,
               Listener listener) {
        this.name = binding.name();
        this.hold = hold;
        this.driver = binding.driver();
        this.depth = binding.capabilities().depth();
        this.stepSize = new StepSize(Math.max(binding.capabilities().copyAlignment(), binding.capabilities().fillAlignment()));
        this.assistable = binding.engine().spec().assistable();
        this.call = new CallUnderWay(driver);
        this.inHand = new InHand(driver, queue, outcomes);
        this.queue = queue;
        this.waiters = waiters;
        this.totals = binding.totals();
        this.finisher = finisher;
        this.announcer = announcer;
        this.listener = listener;
    }

    // ---- any thread ----

    /// Whether the driver has said that it can move nothing now.
    Idleness idleness() {
        return idleness;
    }

    /// What the driver has in hand.
    InHand inHand() {
        return inHand;
    }

    /// Nobody begins a step any more.
    void leaving() {
        leaving = true;
    }

    /// Everything that waits has been held against this driver: it may begin.
    void ready() {
        ready = true;
    }

    /// No further transfer is started, since the driver is about to leave.
    void drain() {
        draining = true;
    }

    /// A mark of the periods and passes that end while it drains.
    int boundaries() {
        return boundaries;
    }

    /// Says whether what it has in hand has ended, or cannot be waited for: it is held up by a pause or its device, or has no end.
    ///
    /// @param mark of [#boundaries], when the draining began
    boolean hasDrained(int mark) {
        if (inHand.count() == 0 || inHand.isDead() || hold.isPaused() || idleness.isQuiet()) {
            return true;
        }
        Work active = queue.at(queue.head() + 1);
        return active != null && active.isEndless() && (active.isRepeated() || boundaries != mark);
    }

    /// Says whether an owner would find something to do.
    boolean canProgress() {
        long head = queue.head();
        if (!ready || inHand.isAbandoned()) {
            return inHand.isAbandoned();
        }
        if (queue.ended() != head) {
            return true;
        }
        if (inHand.isDead()) {
            return inHand.count() == 0 && queue.isOldestCondemned(head + 1);
        }
        if (leaving) {
            return false;
        }
        if (queue.isOldestCondemned(head + 1) || verdict != null) {
            return true;
        }
        if (hold.isPaused()) {
            return false;
        }
        if (idleness.isQuiet()) {
            return canStartMore(head);
        }
        return draining ? inHand.count() > 0 : queue.issued() != head;
    }

    /// Declares the driver broken: it counts as thrown in the call that is under way or comes next.
    void isBroken(RuntimeException why) {
        verdict = why;
    }

    /// Counts the calls of the driver; whoever finds the same figure twice has seen one that lasts.
    long calls() {
        return call.count();
    }

    /// Where in the driver the thread is that owns the channel, for people; empty if it cannot be seen.
    String placeOf(Thread owner) {
        return call.placeOf(owner);
    }

    /// Gives up on a call that does not return: whatever it answers later is ignored.
    ///
    /// @return what it may have touched
    Touched abandon() {
        inHand.abandon();
        return call.touched();
    }

    // ---- the owner ----

    /// Takes the driver into use.
    void open(ChannelHost host) {
        if (leaving || inHand.isDead()) {
            throw hasLeft();
        }
        inHand.open(host);
        if (inHand.isAbandoned()) {
            letDriverGo();
        }
    }

    DmaException.ChannelGone hasLeft() {
        return new DmaException.ChannelGone(name + " is gone: its controller has left; request a channel again");
    }

    /// Takes everything out of the driver and lets go of it for good.
    ///
    /// @param keeps whether another driver goes on: a transfer whose last bytes are delivered by that has completed
    /// @param then  called when every byte that will be counted has been
    void retire(boolean keeps, Runnable then) {
        if (keeps && !inHand.isDead()) {
            announceHandOver();
        }
        if (!inHand.isDead()) {
            takeOutOfDriver();
        }
        // A broken driver has been asked to let go already and is not called again.
        boolean whole = !inHand.isDead();
        if (whole && keeps) {
            finishDone();
        }
        inHand.isNowDead();
        emptied |= whole;
        then.run();
        if (inHand.isAbandoned()) {
            letDriverGo();
        }
        letGo();
        if (whole) {
            inHand.close(this::failedToClose);
            tellLetGo(); // of what has ended meanwhile
        }
        announcer.now();
    }

    /// Works until the budget is used up or nothing can be done. A budget of 0 only obeys: stops what has been dropped,
    /// freezes what is paused. No step goes beyond the budget; that of an engine that is not assistable is one step.
    void run(long budget) {
        run(budget, NO_DEADLINE);
    }

    void run(long budget, long deadline) {
        try {
            runUntil(budget, deadline);
        } finally {
            announcer.now();
        }
    }

    private void runUntil(long budget, long deadline) {
        long left = budget;
        int steps = 0;
        while (ready || inHand.isAbandoned()) {
            // Before looking whether it has been dropped: a terminate drops first and then lifts the pause, so that no byte moves between.
            boolean halted = hold.isPaused();
            long head = queue.head();
            if (inHand.isDead() || queue.ended() != head) {
                if (ready && queue.ended() != head) {
                    drop();
                } else if (inHand.isAbandoned()) {
                    letDriverGo();
                    letGo();
                } else if (inHand.count() == 0 && queue.isOldestCondemned(head + 1)) {
                    endCondemned(head + 1);
                } else {
                    return;
                }
                continue;
            }
            if (leaving) {
                return;
            }
            if (verdict != null) {
                lose(verdict, Touched.NOTHING);
                continue;
            }
            if (queue.isOldestCondemned(head + 1)) {
                endCondemned(head + 1);
                continue;
            }
            if (halted) {
                freezeDriver(head);
                return;
            }
            if (left <= 0 || isTimeUp(++steps, deadline)) {
                startWithoutGap(budget, head);
                return;
            }
            if (frozen) {
                thawDriver(head);
                continue;
            }
            if (finishWhatIsDone(head + 1)) {
                continue;
            }
            startMore(head);
            if (inHand.count() == 0 || inHand.isDead()) {
                return;
            }
            Work work = queue.at(head + 1);
            if (work.isDone()) {
                left = spend(left, 0);
                finishOrRepeat(work, head + 1);
                continue;
            }
            long most = stepSize.most(left);
            if (most == 0 || idleness.isQuiet()) {
                return;
            }
            if (most > Stepper.INLINE) {
                announcer.now();
            }
            idleness.stepBegins();
            long moved = step(work, head + 1, most);
            left = spend(left, moved);
            if (inHand.isDead()) {
                continue;
            }
            if (work.isDone()) {
                finishOrRepeat(work, head + 1);
            } else if (moved == 0) {
                idleness.isNowQuiet();
            }
        }
    }

    /// Looks at the clock where that is due: for ends that wait, and for the deadline. Early on after each doubling of steps, so
    /// that long steps are noticed; later now and then.
    private boolean isTimeUp(int steps, long deadline) {
        boolean forDeadline = deadline != NO_DEADLINE
                && (steps % STEPS_PER_LOOK == 0 || steps < STEPS_PER_LOOK && Integer.bitCount(steps) == 1);
        if (!forDeadline && !announcer.isTimeToLook(steps)) {
            return false;
        }
        long now = System.nanoTime();
        announcer.look(now);
        return forDeadline && now - deadline >= 0;
    }

    private long spend(long left, long moved) {
        return assistable ? left - Math.max(moved, SMALLEST_COST) : 0;
    }

    /// Also asked by somebody who has just given the channel up: then another owner may be at it, and it is that one's
    /// answer that counts.
    private boolean canStartMore(long head) {
        int inside = inHand.count();
        if (inside >= depth || draining || head + inside >= queue.issued() || queue.isCondemned(head + inside + 1)) {
            return false;
        }
        Work next = queue.at(head + inside + 1);
        if (next == null || next.isBegun() && next.isDone()) {
            return false;
        }
        Work before = inside == 0 ? null : queue.at(head + inside);
        return before == null || !before.isEndless() && (before.flags() & TransferFlags.FENCE) == 0;
    }

    /// A device goes on with the next transfer while the other channels of its engine have their turns (ISS-06).
    private void startWithoutGap(long budget, long head) {
        if (!assistable && budget > 0) {
            startMore(head);
        }
    }

    private void startMore(long head) {
        while (!inHand.isDead() && canStartMore(head)) {
            long cookie = head + inHand.count() + 1;
            Work work = queue.at(cookie);
            if (work.isBegun()) {
                work.goOn(totals);
            } else {
                work.begin(totals);
            }
            inHand.takes(cookie);
            long most = work.stepLimit(Long.MAX_VALUE);
            call.begins(cookie, most);
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
        call.begins(cookie, bytes);
        boolean timed = stepSize.isWorthTiming(Math.min(bytes, work.run()));
        long before = timed ? System.nanoTime() : 0;
        try {
            long moved = driver.step(work, bytes);
            if (timed) {
                stepSize.took(System.nanoTime() - before, moved);
            }
            account(work, cookie, moved, bytes);
            return moved;
        } catch (Throwable thrown) {
            failed(work, cookie, thrown, bytes);
            return -1;
        }
    }

    /// Counts what a call of the driver has moved; inside the `try` around that call.
    private void account(Work work, long cookie, long moved, long most) {
        LateFaults.surface(work.source(), work.destination());
        if (inHand.isDead()) {
            // A late answer: how this transfer ended has been told already.
            return;
        }
        if (moved < 0 || moved > most) {
            throw new IllegalStateException("the driver of " + name + " reports " + moved
                    + " bytes moved; 0 to " + most + " were possible");
        }
        RuntimeException broken = verdict;
        if (broken != null) {
            throw broken;
        }
        totals.countBytes(moved);
        if (moved > 0) {
            idleness.forgetReason();
        }
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
                finisher.passed(work, cookie);
                noteBoundary();
            }
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
            finisher.passed(work, cookie);
            work.rewind();
            noteBoundary();
        }
    }

    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one writer
    private void noteBoundary() {
        if (draining) {
            boundaries++;
        }
    }

    /// The oldest transfer is to end without moving any further, whether the driver has it or not; one that has not been issued is then
    /// as good as issued.
    private void endCondemned(long cookie) {
        Work work = queue.at(cookie);
        boolean inside = inHand.count() > 0;
        if (inside && !work.isOutOfDriver() && !takeOutOfDriver(work, cookie)) {
            return;
        }
        queue.lock.lock();
        try {
            if (queue.ended() >= cookie) {
                return;
            }
            queue.issueTo(cookie);
        } finally {
            queue.lock.unlock();
        }
        // The driver may have delivered its last bytes while it let go.
        if (!work.isBegun() || !work.isDone() || work.isEndless()) {
            work.fails(TransferOutcome.ABORTED, 0, work.condemned());
        }
        finish(work, cookie);
        idleness.isNotQuiet();
    }

    private void finish(Work work, long cookie) {
        idleness.forgetReason();
        if (finisher.finish(work, cookie)) {
            inHand.oldestEnded();
            idleness.isNotQuiet();
        }
    }

    /// A former driver, which had several in hand, has done one to the end before its turn came.
    private boolean finishWhatIsDone(long cookie) {
        if (inHand.count() > 0 || cookie > queue.issued()) {
            return false;
        }
        Work work = queue.at(cookie);
        boolean done = work.isBegun() && work.isDone();
        if (done) {
            finishOrRepeat(work, cookie);
        }
        return done;
    }

    // ---- what fails, stops, pauses ----

    private void failed(Work work, long cookie, Throwable thrown, long most) {
        if (inHand.isDead()) {
            return;
        }
        if (thrown instanceof TransferFault fault && fault.moved() >= 0 && fault.moved() <= most) {
            try {
                account(work, cookie, fault.moved(), most);
                work.fails(fault.outcome(), 0, Objects.requireNonNullElse(fault.getMessage(), ""));
            } catch (Throwable worse) {
                failed(work, cookie, worse, most); // declared broken meanwhile
            }
            return;
        }
        MemoryFault fault = MemoryFault.of(thrown, work, most);
        if (fault == null) {
            lose(thrown, new Touched(cookie, most));
            return;
        }
        long touchedTo = work.moved() + Math.min(most, work.run());
        if (takeOutOfDriver(work, cookie)) {
            work.fails(fault.outcome(), Math.max(0, touchedTo - work.moved()), fault.detail());
        }
    }

    /// The driver is broken: it is asked once more to let go, and closed, whatever it answers, and never called again.
    private void lose(Throwable thrown, Touched uncertain) {
        inHand.isNowDead();
        Consumer<Throwable> more = another -> {
            if (another != thrown) { // a driver, or the virtual machine, may throw one object again and again
                thrown.addSuppressed(another);
            }
        };
        inHand.stopAll(more);
        inHand.close(more);
        emptied = true;
        listener.driverFailed(thrown, uncertain, inHand.last());
        letGo();
    }

    private void drop() {
        if (!inHand.isDead()) {
            takeOutOfDriver();
        } else if (inHand.isAbandoned()) {
            letDriverGo();
        }
        letGo();
    }

    private void letDriverGo() {
        inHand.letAbandonedGo(this::failedToClose);
        emptied = true;
        listener.driverReturned();
    }

    private void failedToClose(Throwable thrown) {
        listener.driverFailed(thrown, Touched.NOTHING, 0);
    }

    private void announceHandOver() {
        call.begins(queue.head() + 1, 0);
        try {
            driver.handOver();
        } catch (Throwable thrown) {
            lose(thrown, Touched.NOTHING);
        }
    }

    /// What the driver has delivered while it let go may have been the last bytes.
    private void finishDone() {
        while (inHand.count() > 0 && !inHand.isDead()) {
            long cookie = queue.head() + 1;
            Work work = queue.at(cookie);
            if (queue.ended() >= cookie || !work.isDone()) {
                return;
            }
            finishOrRepeat(work, cookie);
        }
    }

    private void takeOutOfDriver() {
        long head = queue.head();
        for (int i = 0; i < inHand.count(); i++) {
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
        call.begins(cookie, most);
        try {
            work.leftDriver();
            account(work, cookie, driver.stop(work), most);
            return true;
        } catch (Throwable thrown) {
            return bears(thrown, work, cookie, most);
        }
    }

    private boolean bears(Throwable thrown, Work work, long cookie, long most) {
        if (thrown instanceof TransferFault fault && fault.moved() >= 0 && fault.moved() <= most) {
            try {
                account(work, cookie, fault.moved(), most);
                return true;
            } catch (Throwable worse) {
                return bears(worse, work, cookie, most); // declared broken meanwhile
            }
        }
        if (MemoryFault.of(thrown, work, most) == null) {
            work.mayHaveTouched(most); // it may have been dropped already, and have been told as untouched
            lose(thrown, new Touched(cookie, most));
            return false;
        }
        return true;
    }

    /// What has just ended is free before anybody hears of it, if the driver has let go of everything. Under the channel's lock;
    /// [#tellLetGo] follows, without.
    void letGoOfEnded() {
        if (hasLetGo()) {
            inHand.letGo();
        }
    }

    /// Tells those who wait for it.
    void tellLetGo() {
        if (hasLetGo()) {
            letGo();
        }
    }

    private boolean hasLetGo() {
        return ready && emptied && !inHand.isAbandoned();
    }

    private void letGo() {
        if (!ready) {
            return;
        }
        inHand.letGo();
        idleness.isNotQuiet();
        idleness.forgetReason();
        waiters.signal();
        listener.transfersStopped();
    }

    private void freezeDriver(long head) {
        if (frozen) {
            return;
        }
        frozen = true;
        Work active = inHand.oldest();
        long most = active == null ? 0 : active.stepLimit(Long.MAX_VALUE);
        call.begins(head + 1, most);
        try {
            long moved = driver.pause(active);
            if (active != null) {
                account(active, head + 1, moved, most);
            }
        } catch (Throwable thrown) {
            if (active == null) {
                lose(thrown, Touched.NOTHING);
            } else {
                failed(active, head + 1, thrown, most);
            }
        }
        if (active != null && !inHand.isDead() && active.isDone()) {
            finishOrRepeat(active, head + 1);
        }
    }

    private void thawDriver(long head) {
        frozen = false;
        try {
            driver.resume(inHand.oldest());
        } catch (Throwable thrown) {
            lose(thrown, Touched.NOTHING);
        }
    }
}

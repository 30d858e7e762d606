package org.dmaengine.core.channel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.dmaengine.core.engine.Doorbell;
import org.dmaengine.core.engine.Engine;
import org.dmaengine.core.engine.Steppable;
import org.dmaengine.spi.ChannelHost;

/// Who drives a channel: one owner at a time.
///
/// One thread at a time owns the channel and calls its driver: a runner, an assisting client, or a thread of its own that
/// pauses or stops it for whoever pauses, synchronizes or releases. Ownership is taken by compare-and-set and never waited for by a runner. Whoever gives it
/// up looks once more whether there is work and rings the doorbell; whoever brings work first publishes it and then
/// looks whether there is an owner. Both are volatile, so that one of the two sees the other.
final class Stepper implements Steppable {
    /// Nothing under way may go on.
    static final long NO_DRAIN = Long.MIN_VALUE;
    /// Most bytes that one step or one turn moves.
    static final long TURN = 1 << 20;
    /// Most bytes that are moved on the stack of a thread that only issues or polls.
    static final long INLINE = 4096;

    private static final long INLINE_NANOS = 1_000_000;
    private static final int LONG_STAYS = 8;
    /// A driver that answers is not given up on because others, which hang, have used up the time.
    private static final long LEAST_PATIENCE_NANOS = 50_000_000;
    /// Who owns a channel without a driver does so for some microseconds, if it gets a processor.
    private static final long BRIEF_OWNER_NANOS = 1_000_000_000;
    private static final VarHandle OWNER;
    private static final VarHandle OWNERS;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            OWNER = lookup.findVarHandle(Stepper.class, "owner", Thread.class);
            OWNERS = lookup.findVarHandle(Stepper.class, "owners", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Engine engine;
    private final boolean assistable;
    private final WorkQueue queue;
    private final Waiters waiters;
    private final DriverSide driverSide;
    private final Doorbell doorbell;
    private volatile Thread owner;
    // Opaque: how many there have been.
    private long owners;
    private volatile boolean slow;
    private volatile boolean detached;
    // It has an owner for good, who does nothing.
    private volatile boolean sealed;
    // Of the owner: what to do when it has let go of the driver for good.
    private Runnable afterwards;
    // Hints: a lost update only makes the judgement later.
    private int longStays;

    Stepper(Engine engine, WorkQueue queue, Waiters waiters, DriverSide driverSide) {
        this.engine = engine;
        this.assistable = engine.spec().assistable();
        this.queue = queue;
        this.waiters = waiters;
        this.driverSide = driverSide;
        this.doorbell = engine.attach(this);
    }

    // ---- whoever takes the channel into use ----

    /// Has the driver opened, as one call among the others: whoever takes the driver away waits for it.
    void open(ChannelHost host) {
        if (!tryOwn()) {
            throw driverSide.hasLeft();
        }
        try {
            driverSide.open(host);
        } finally {
            disown();
        }
    }

    // ---- any thread ----

    @Override
    public void turn() {
        if (tryOwn()) {
            try {
                driverSide.run(TURN);
            } finally {
                if (disowned()) {
                    doorbell.ringAgain();
                }
            }
        }
    }

    /// The driver says that there may be something to do. Inside a step, where most devices say it, the owner sees it itself.
    void wake() {
        driverSide.idleness().woken();
        if (queue.issued() != queue.head()) {
            ring();
        }
    }

    @Override
    public void timeHasCome() {
        driverSide.idleness().woken();
    }

    /// The driver wants to be stepped at that time.
    void wakeAt(long time) {
        doorbell.ringAt(time);
    }

    long nanoTime() {
        return doorbell.nanoTime();
    }

    void priority(int priority) {
        doorbell.priority(priority);
    }

    void waitsFor(String reason) {
        driverSide.idleness().waitsFor(reason);
    }

    /// Work has been issued or dropped, the channel resumed, the driver woken: somebody has to look.
    void ring() {
        if (owner != null) {
            return;
        }
        if (!detached) {
            doorbell.ring();
        } else if (!driverSide.inHand().isAbandoned() && driverSide.canProgress()) {
            // Between two drivers: what is dropped is let go of here, which calls nobody.
            tidyUp();
        }
    }

    /// Everything that waits has been held against the driver: it may begin.
    void ready() {
        driverSide.ready();
        ring();
    }

    boolean isAssistable() {
        return assistable;
    }

    /// Does up to [#INLINE] bytes on the stack of a thread that issues or polls. A driver whose steps turn out to be long,
    /// although its engine is declared assistable, is not asked there again: its runner does it.
    ///
    /// @return false if somebody else is at it, or it is not allowed
    boolean assistInline() {
        if (!assistable || slow || !tryOwn()) {
            return false;
        }
        long before = System.nanoTime();
        try {
            driverSide.run(INLINE, before + INLINE_NANOS);
        } finally {
            disown();
        }
        judge(System.nanoTime() - before);
        return true;
    }

    /// One long stay may be the scheduler's doing; several in a row are the driver's.
    private void judge(long nanos) {
        if (nanos < INLINE_NANOS) {
            longStays = 0;
        } else if (++longStays == LONG_STAYS) {
            slow = true;
        }
    }

    /// Does work on the calling thread until the cookie has ended, the deadline is past, or there is nothing to be done.
    void assistUntilEnded(long cookie, long deadline) {
        if (!assistable || !tryOwn()) {
            return;
        }
        try {
            while (queue.ended() < cookie && System.nanoTime() - deadline < 0 && !Thread.currentThread().isInterrupted()
                    && driverSide.canProgress()) {
                driverSide.run(TURN, deadline);
            }
        } finally {
            disown();
        }
    }

    boolean isOwnedByCurrentThread() {
        return owner == Thread.currentThread();
    }

    /// What the driver says that it waits for, for people; empty while it does not.
    String whatDriverWaitsFor() {
        return driverSide.idleness().reason();
    }

    /// Says what the driver is waited for, for messages.
    String ownerForPeople() {
        Thread now = owner;
        if (now == null && driverSide.idleness().isQuiet()) {
            String reason = driverSide.idleness().reason();
            return reason.isEmpty() ? "its driver could move nothing and has not called wake since" : reason;
        }
        return now == null ? "no call of its driver is under way"
                : "a call of its driver is under way on thread " + now.getName() + driverSide.placeOf(now);
    }

    // ---- whoever pauses, stops, releases ----

    /// Waits for the step under way and has the driver stop moving; false if the deadline came first.
    boolean freeze(long deadline) {
        if (isOwnedByCurrentThread()) {
            return true;
        }
        return aside("pause", deadline, () -> obey(deadline));
    }

    /// Has the driver of an assistable engine stop what has been dropped, if its runner does not come to it. Does not wait.
    void helpStopping(long deadline) {
        if (assistable) {
            engine.asides().run("stop", () -> obey(deadline));
        }
    }

    /// The last transfer that the driver has been given, 0 if it has let go of all. Any thread.
    long lastGiven() {
        return driverSide.inHand().lastGiven();
    }

    /// Holds this side of the channel still, for somebody who wants to replace it: until [#seal] or [#release] nobody else drives it. Its
    /// driver has let go of everything by then; a call of it that has been given up on and has not returned keeps whoever wants to from
    /// it.
    ///
    /// @return false if the deadline came first
    boolean hold(long deadline) {
        detach(); // a driver that failed has not been retired
        if (!waiters.awaitPatiently(this::tryOwn, deadline)) {
            return false;
        }
        driverSide.run(0);
        return true;
    }

    /// Ends what waits for another driver, as the owner if possible: then it is let go of at once.
    void endWaiting(Runnable ends) {
        if (!ownSoon()) {
            ends.run();
            return;
        }
        try {
            ends.run();
            driverSide.tellLetGo();
        } finally {
            disown();
        }
    }

    /// What has ended is nobody's any more, if the current thread is the owner and the driver has let go of everything. Under the channel's lock.
    void letGoOfEnded() {
        if (isOwnedByCurrentThread()) {
            driverSide.letGoOfEnded();
        }
    }

    /// It has been replaced: who holds it now does so for good.
    void seal() {
        sealed = true;
        waiters.signal();
    }

    /// It has not been replaced after all.
    void release() {
        disown();
    }

    /// Declares the driver broken, as if it had thrown in the call that is under way or comes next.
    void isBroken(RuntimeException why) {
        driverSide.isBroken(why);
        ring();
    }

    /// Says whether the call that was given up on has not returned.
    boolean isAbandoned() {
        return driverSide.inHand().isAbandoned();
    }

    /// A mark of the call of the driver that is under way, [Watchdog#NOTHING] if none is.
    long callUnderWay() {
        // An owner need not call the driver: two who find nothing to do are not one call that lasts.
        return owner == null || sealed ? Watchdog.NOTHING : (long) OWNERS.getOpaque(this) + driverSide.calls();
    }

    /// Gives up on the call of the driver that is under way: its late return is ignored, and then the driver is asked to let go.
    ///
    /// @param abrupt called with what that call may have touched
    void giveUp(Consumer<Touched> abrupt) {
        driverSide.leaving();
        abrupt.accept(driverSide.abandon());
        detach();
        if (owner == null && driverSide.canProgress()) {
            engine.asides().run("stop", this::tidyUp);
        }
    }

    /// [#retire(long, long, Retirement)] without a drain.
    boolean retire(long deadline, Retirement retirement) {
        return retire(NO_DRAIN, deadline, retirement);
    }

    /// Lets the driver finish what it has in hand, if it may and can; waits for the step under way, takes everything out of the driver and lets go
    /// of it for good; false if the deadline came first, or if the caller is inside that step: then the step's late return is ignored.
    ///
    /// One thread waits for the end of the drain, stops the driver, and does what follows: had each to wake another one, the time in
    /// which nothing moves would be three times as long where every processor is busy.
    ///
    /// @param drainUntil until when transfers under way may go on; [#NO_DRAIN] for not at all
    /// @param deadline   how long all of that may take; 50 ms stopping may take in any case
    boolean retire(long drainUntil, long deadline, Retirement retirement) {
        boolean drains = drainUntil != NO_DRAIN;
        if (isOwnedByCurrentThread()) {
            return retireUnanswered(retirement);
        }
        long now = System.nanoTime();
        long until = later(deadline, (drains ? later(now, drainUntil) : now) + LEAST_PATIENCE_NANOS);
        AtomicBoolean decided = new AtomicBoolean();
        AtomicBoolean over = new AtomicBoolean();
        if (!retirement.keeps()) {
            driverSide.leaving();
        }
        // Where another driver goes on, this one does until that thread runs, which may have to wait for a processor.
        engine.asides().run("stop", () -> {
            Runnable behind = () -> { };
            try {
                if (drains) {
                    drain(drainUntil);
                }
                if (retireHere(until, retirement) && decided.compareAndSet(false, true)) {
                    behind = retirement.sequel().then(true);
                }
            } finally {
                over.set(true);
                waiters.signal();
            }
            behind.run();
        });
        waiters.awaitPatiently(over::get, until);
        if (decided.compareAndSet(false, true)) {
            return retireUnanswered(retirement);
        }
        waiters.awaitPatiently(over::get, System.nanoTime() + LEAST_PATIENCE_NANOS); // it is in the sequel
        return true;
    }

    private boolean retireUnanswered(Retirement retirement) {
        giveUp(retirement.abrupt());
        Runnable behind = retirement.sequel().then(false);
        engine.asides().run("swap", behind);
        return false;
    }

    /// What cannot end by itself is not waited for.
    private void drain(long until) {
        driverSide.drain();
        int mark = driverSide.boundaries();
        waiters.awaitPatiently(() -> driverSide.hasDrained(mark), until);
    }

    private static long later(long one, long other) {
        return one - other > 0 ? one : other;
    }

    /// Lets go of the driver for good when the call of it that the current thread is inside has returned.
    ///
    /// @param then what to do afterwards, without ownership
    void retireAfterwards(Runnable then) {
        assert isOwnedByCurrentThread();
        driverSide.leaving();
        afterwards = then;
    }

    /// Makes a call of the driver that need not be short: no caller waits for it beyond the deadline. Only a client that asks for
    /// bytes to be moved ever calls a driver on its own stack, and only that of an assistable engine.
    ///
    /// @return false if it was not over by the deadline or answered so
    private boolean aside(String purpose, long deadline, BooleanSupplier call) {
        AtomicBoolean good = new AtomicBoolean();
        AtomicBoolean over = new AtomicBoolean();
        engine.asides().run(purpose, () -> {
            try {
                good.set(call.getAsBoolean());
            } finally {
                over.set(true);
                waiters.signal();
            }
        });
        return waiters.awaitPatiently(over::get, deadline) && good.get();
    }

    private boolean obey(long deadline) {
        if (!waiters.awaitPatiently(() -> sealed || tryOwn(), deadline)) {
            return false;
        }
        if (sealed) {
            return true;
        }
        try {
            driverSide.run(0);
        } finally {
            disown();
        }
        return true;
    }

    private boolean retireHere(long deadline, Retirement retirement) {
        driverSide.leaving();
        if (!waiters.awaitPatiently(() -> sealed || tryOwn(), deadline)) {
            return false;
        }
        if (sealed) {
            return true; // whoever replaced it has seen that it has nothing in hand
        }
        try {
            driverSide.retire(retirement.keeps(), retirement.orderly());
            return true;
        } finally {
            // In this order: what has ended while the driver closed rings in vain, and is tidied up by whoever gives the channel up behind.
            detach();
            disown();
        }
    }

    /// No turns any more.
    void detach() {
        detached = true;
        engine.detach(doorbell);
    }

    // ---- the owner ----

    private boolean tryOwn() {
        boolean owns = owner == null && OWNER.compareAndSet(this, null, Thread.currentThread());
        if (owns) {
            OWNERS.setOpaque(this, owners + 1);
        }
        return owns;
    }

    /// Owns the channel as soon as somebody who polls, or takes leave of the driver, gives it up; a call that does not return is not waited for.
    ///
    /// @return false also if the current thread owns it already
    private boolean ownSoon() {
        long until = System.nanoTime() + BRIEF_OWNER_NANOS;
        return !isOwnedByCurrentThread() && waiters.awaitPatiently(() -> isAbandoned() || tryOwn(), until) && isOwnedByCurrentThread();
    }

    private void disown() {
        if (disowned()) {
            doorbell.ring();
        }
    }

    /// Gives the channel up; answers whether it has to have another turn.
    private boolean disowned() {
        Runnable then = afterwards;
        if (then != null) {
            afterwards = null;
            // Everything has been dropped by whoever asked for this.
            driverSide.retire(false, () -> { });
            detach();
        }
        owner = null;
        waiters.signal();
        if (then != null) {
            then.run();
            return false;
        }
        if (!driverSide.canProgress()) {
            return false;
        }
        if (detached) {
            tidyUp();
            return false;
        }
        return true;
    }

    /// A call that had been given up on has returned. The channel has no turns any more, so that whoever gives it up, or is the
    /// last to own it, has the driver let go of what it still had.
    private void tidyUp() {
        if (tryOwn()) {
            try {
                driverSide.run(0);
            } finally {
                disown();
            }
        }
    }
}

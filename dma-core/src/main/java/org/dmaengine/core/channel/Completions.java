package org.dmaengine.core.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.dmaengine.CookieCallback;
import org.dmaengine.TransferOutcome;
import org.dmaengine.core.engine.Completers;
import org.osgi.service.log.Logger;

/// The ends of one channel's transfers on their way to callbacks and stages, in order, one at a time.
///
/// Filled under the channel's lock. A completer takes what is there as one batch, also under the lock, and then calls
/// without it: what is in a batch is delivered even if one of its callbacks terminates (CB-13), what is not yet in one
/// loses its callback by a terminate, though not its stage (TRM-09).
///
/// ```text
///   idle ── to be filled again ──▶ delivered ──── batch being delivered ────▶ batchEnd ──── waiting ────▶ tail
///                                                       ▲ dropTo: no callback up to here
/// ```
final class Completions implements Completers.Deliverable {
    private final WorkQueue queue;
    private final Completers completers;
    private final Waiters waiters;
    private final Logger log;
    private final Seat seat;
    private final int mask;
    private final Completion[] ring;
    // Guarded by queue.lock.
    private long idle;
    private long tail;
    private long dropTo;
    private final Completion periods = new Completion();
    private Work periodsOf;
    private long endOfPeriods;
    private boolean periodTaken;
    private boolean scheduled;
    // A completer has been claimed and not been sent for yet.
    private final AtomicBoolean deferred = new AtomicBoolean();
    // Written by the delivering completer only.
    private volatile long delivered;
    private volatile long runs;
    // Periods delivered or dropped; written under queue.lock.
    private volatile long periodsGone;
    private volatile Thread deliverer;
    private final Completion periodsNow = new Completion();
    private volatile CookieCallback channelCallback;

    Completions(WorkQueue queue, Completers completers, Waiters waiters, Logger log, Seat seat) {
        this.queue = queue;
        this.completers = completers;
        this.waiters = waiters;
        this.log = log;
        this.seat = seat;
        // Each end that waits keeps a place of the queue; one more, as in the queue's own ring.
        int slots = Integer.highestOneBit(queue.capacity()) << 1;
        this.mask = slots - 1;
        this.ring = new Completion[slots];
    }

    void channelCallback(CookieCallback callback) {
        channelCallback = callback;
    }

    /// Says whether the calling thread is in a callback of this channel.
    boolean isDelivererCurrent() {
        return deliverer == Thread.currentThread();
    }

    /// Ends not delivered yet. Each keeps a place of the queue.
    int size() {
        assert queue.lock.isHeldByCurrentThread();
        return (int) (tail - delivered);
    }

    /// Takes note of an end; the caller then claims.
    void add(Work work, long cookie, TransferOutcome outcome, long residue, long uncertain, String detail) {
        assert queue.lock.isHeldByCurrentThread();
        assert tail - delivered < ring.length : "more ends than the bound allows";
        Completion completion = idleOrNew();
        ring[(int) tail & mask] = completion;
        completion.ends(work, cookie, channelCallback, outcome, residue, uncertain, detail);
        if (work == periodsOf) {
            endOfPeriods = tail;
        }
        tail++;
    }

    /// One that has been delivered is filled again, the oldest first: there are as many as have ever waited at once, and not one for each slot.
    private Completion idleOrNew() {
        if (idle == delivered) {
            return new Completion();
        }
        int slot = (int) idle++ & mask;
        Completion completion = ring[slot];
        ring[slot] = null;
        return completion;
    }

    /// Takes note of a period or pass; coalesces with one that is not delivered yet. One slot for the channel (CB-09): the
    /// passes of a replaced transfer give way to its successor's, and are told just before its end.
    void addPeriod(Work work, long cookie, long residue) {
        assert queue.lock.isHeldByCurrentThread();
        if (periodsOf != null && periodsOf != work) {
            ring[(int) endOfPeriods & mask].tellFirst(periods);
            periods.clear();
        }
        periods.passes(work, cookie, residue);
        periodsOf = work;
    }

    /// No callback runs for what waits now (TRM-09, TRM-10).
    void dropWaiting() {
        assert queue.lock.isHeldByCurrentThread();
        dropTo = tail;
        if (periodsOf != null) {
            periods.clear();
            periodsOf = null;
            periodsGone++;
        }
    }

    /// Says whether a completer has to be sent for; then [#submit] follows, without the lock.
    boolean claim() {
        assert queue.lock.isHeldByCurrentThread();
        if (scheduled || tail == delivered && periodsOf == null) {
            return false;
        }
        scheduled = true;
        return true;
    }

    /// Has a completer deliver what waits. Without the lock, after a [#claim].
    void submit() {
        completers.submit(this);
    }

    /// Says after a [#claim] that [#submitDeferred] will follow soon.
    void defer() {
        deferred.set(true);
    }

    /// [#submit] of a claim that was deferred, if there is one. Any thread: whoever defers may be held up.
    void submitDeferred() {
        if (deferred.get() && deferred.compareAndSet(true, false)) {
            submit();
        }
    }

    /// A condition that holds once everything that waits or runs now has been delivered or dropped.
    BooleanSupplier drained() {
        assert queue.lock.isHeldByCurrentThread();
        long until = tail;
        long lastRun = runs + (deliverer == null ? 0 : 1);
        long lastPeriod = periodsGone + (periodTaken ? 1 : 0) + (periodsOf == null ? 0 : 1);
        return () -> delivered >= until && runs >= lastRun && periodsGone >= lastPeriod;
    }

    /// The ends that wait or are being delivered although their deadline is over, each told once.
    ///
    /// @param later hears when the others are due
    List<Long> overdue(long now, LongConsumer later) {
        assert queue.lock.isHeldByCurrentThread();
        List<Long> cookies = new ArrayList<>();
        for (long i = Math.max(delivered, dropTo); i < tail; i++) {
            Completion completion = ring[(int) i & mask];
            if (completion.due() == 0) {
                continue;
            }
            if (completion.due() - now > 0) {
                later.accept(completion.due());
            } else {
                completion.isToldOverdue();
                cookies.add(completion.cookie());
            }
        }
        return cookies;
    }

    /// What keeps ends from being delivered, for people.
    String whatHoldsIt() {
        Thread now = deliverer;
        return now == null ? "no completer has come to it yet" : "a callback of this channel runs on thread " + now.getName();
    }

    @Override
    public void deliver() {
        long end;
        long silentTo;
        boolean period;
        queue.lock.lock();
        try {
            end = tail;
            silentTo = dropTo;
            period = periodsOf != null;
            if (period) {
                periodsNow.takeFrom(periods);
                periodsOf = null;
                periodTaken = true;
            }
            deliverer = Thread.currentThread();
        } finally {
            queue.lock.unlock();
        }
        try {
            if (period) {
                call(periodsNow);
                periodsNow.clear();
            }
            for (long i = delivered; i < end; i++) {
                deliver(ring[(int) i & mask], i < silentTo);
                delivered = i + 1;
                // Who waits for this one need not wait for the rest of the batch.
                waiters.signal();
            }
        } finally {
            finishRun();
        }
    }

    private void deliver(Completion completion, boolean silently) {
        Descriptor descriptor = completion.descriptor();
        if (descriptor != null) {
            descriptor.callbackBegins();
        }
        if (!silently) {
            callPasses(completion);
            call(completion);
        }
        try {
            completion.completeStage();
        } catch (Throwable t) {
            log.error("{}: a stage of cookie {} failed", seat.name(), completion.cookie(), t);
        }
        if (descriptor != null) {
            descriptor.callbackOver();
        }
        completion.clear();
    }

    private void callPasses(Completion completion) {
        try {
            completion.callPasses();
        } catch (Throwable t) {
            logFailure(completion, t);
        }
    }

    private void call(Completion completion) {
        try {
            completion.call();
        } catch (Throwable t) {
            logFailure(completion, t);
        }
    }

    private void logFailure(Completion completion, Throwable thrown) {
        log.error("{}: the callback of cookie {} failed; later callbacks go on", seat.name(), completion.cookie(), thrown);
    }

    private void finishRun() {
        boolean again;
        queue.lock.lock();
        try {
            deliverer = null;
            runs++;
            if (periodTaken) {
                periodTaken = false;
                periodsGone++;
            }
            scheduled = false;
            again = claim();
        } finally {
            queue.lock.unlock();
        }
        waiters.signal();
        if (again) {
            submit();
        }
    }
}

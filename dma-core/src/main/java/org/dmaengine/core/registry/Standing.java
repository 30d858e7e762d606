package org.dmaengine.core.registry;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.dmaengine.SwapTerms;
import org.dmaengine.core.channel.VirtualChannel;
import org.dmaengine.core.engine.Timers;

/// One lease as the registry knows it: what it is bound to, which is its entry or its request, and where that has led it.
///
/// ```text
///            ┌──── a slot serves it ◀──── MOVING ──swap.timeout──▶ gone
///            │                            ▲  │                      ▲
///            ▼                            │  ▼                      │
/// (granted) BOUND ──its controller leaves or breaks──▶ WAITING ──swap.timeout
/// ```
///
/// Thread-safe. Only one thread at a time looks for a replacement: see [#looks].
final class Standing {
    private enum State { BOUND, WAITING, MOVING }

    private final VirtualChannel lease;
    private final Wanted wanted;
    private final Holder holder;
    private volatile Candidate candidate;
    private final AtomicReference<State> state = new AtomicReference<>(State.BOUND);
    // Of its last time without a controller.
    private volatile long patienceUntil;
    private volatile Timers.Alarm patience;
    /// Slots that have been claimed for it meanwhile.
    private final Queue<Candidate> granted = new ConcurrentLinkedQueue<>();
    /// Departures under way for the sake of what has been granted, which is kept meanwhile.
    private final AtomicInteger departures = new AtomicInteger();
    /// What has been asked for and not been seen to; whoever comes second leaves it to the first.
    private final AtomicInteger looks = new AtomicInteger();

    Standing(VirtualChannel lease, Wanted wanted, Holder holder, Candidate candidate) {
        this.lease = lease;
        this.wanted = wanted;
        this.holder = holder;
        this.candidate = candidate;
    }

    VirtualChannel lease() {
        return lease;
    }

    Holder holder() {
        return holder;
    }

    /// The slot that serves it or has served it last.
    ChannelSlot slot() {
        return candidate.slot();
    }

    Candidate candidate() {
        return candidate;
    }

    SwapTerms terms() {
        return candidate.swap(wanted);
    }

    /// This slot, if it could take over; null if not.
    Candidate candidate(ChannelSlot slot) {
        return wanted.again(slot, candidate.entry());
    }

    boolean isWaiting() {
        return state.get() == State.WAITING;
    }

    /// It has lost its controller, and waits for another one until then.
    void waits(long until) {
        patienceUntil = until;
        state.set(State.WAITING);
    }

    /// A slot is about to serve it. Its time goes on: that slot's driver may take long.
    void moves() {
        state.set(State.MOVING);
    }

    /// That slot serves it; it may have lost that one, too, by now.
    void hasMoved() {
        state.compareAndSet(State.MOVING, State.BOUND);
    }

    /// That slot does not serve it after all; false if it does not wait any more.
    boolean waitsOn() {
        return state.compareAndSet(State.MOVING, State.WAITING);
    }

    /// It begins to leave its slot for one that it has been granted.
    void beginsToLeave() {
        departures.incrementAndGet();
    }

    /// It has left its slot, or has not been there any more.
    void hasLeft() {
        departures.decrementAndGet();
    }

    /// Says whether it is about to leave its slot for one that it has been granted.
    boolean isLeaving() {
        return departures.get() != 0;
    }

    /// It is gone, or has ended.
    void waitsNoMore() {
        state.set(State.BOUND);
    }

    /// Says whether the time without a controller that ends then is over in vain.
    boolean hasWaitedInVain(long until) {
        return state.get() != State.BOUND && patienceUntil == until;
    }

    void isServedBy(Candidate by) {
        candidate = by;
    }

    /// What ends its time without a controller, in place of what has ended the one before.
    void patience(Timers.Alarm alarm) {
        forgetPatience();
        patience = alarm;
    }

    void forgetPatience() {
        Timers.Alarm former = patience;
        if (former != null) {
            former.cancel();
        }
    }

    Queue<Candidate> granted() {
        return granted;
    }

    AtomicInteger looks() {
        return looks;
    }

    @Override
    public String toString() {
        return lease + " of " + holder;
    }
}

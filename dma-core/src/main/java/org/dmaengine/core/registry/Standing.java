package org.dmaengine.core.registry;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.dmaengine.SwapTerms;
import org.dmaengine.core.channel.VirtualChannel;
import org.dmaengine.core.engine.Timers;

/// One lease as the registry knows it: what it is bound to, which is its entry or its request, and where that has led it.
///
/// ```text
///            ┌──────────── a slot serves it ◀──────────┐
///            ▼                                         │
/// (granted) BOUND ──its controller leaves or breaks──▶ WAITING ──swap.timeout──▶ gone
/// ```
///
/// Thread-safe. Only one thread at a time looks for a replacement: see [#looks].
final class Standing {
    private final VirtualChannel lease;
    private final Wanted wanted;
    private final Holder holder;
    private volatile Candidate candidate;
    private volatile boolean waiting;
    private volatile Timers.Alarm patience;
    /// Slots that have been claimed for it meanwhile.
    private final Queue<Candidate> granted = new ConcurrentLinkedQueue<>();
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
        return waiting;
    }

    void waits(boolean on) {
        waiting = on;
    }

    void isServedBy(Candidate by) {
        candidate = by;
    }

    /// Its time without a controller is running.
    void patience(Timers.Alarm alarm) {
        patience = alarm;
    }

    Timers.Alarm patience() {
        return patience;
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

package org.dmaengine.core.registry;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.dmaengine.core.channel.Departure;
import org.dmaengine.core.engine.Timers;
import org.osgi.service.log.Logger;

/// Gets leases from one controller to the next (D7): out of slots that leave, into slots that come, and into better ones.
///
/// Out of a slot on the thread on which its driver leaves, since only inside that event it is whole; into a slot on a thread of the pool, so that
/// whoever makes one available does not wait for its driver. Leases that wait are served before requests, the first that began to wait first.
/// Thread-safe; holds no lock while a lease moves.
final class Swaps {
    /// What moving out and in needs of the registry.
    interface Slots {
        /// Channels present, best service ranking first.
        List<ChannelSlot> inOrder();

        /// A lease is about to leave its slot for this one, which has been claimed for it: what takes time is done before nothing moves.
        void prepare(ChannelSlot slot);

        /// Has the driver of a slot that has been claimed serve the lease.
        ///
        /// @return false if that did not work: the slot has been given back
        boolean moveIn(Standing standing, Candidate to);

        /// A lease does not occupy the slot any more: takes its route down and offers it to others, unless it has left or broken.
        void moveOut(ChannelSlot slot, Occupation occupation);

        /// The same for a lease that comes back at once: nobody else is offered the slot.
        ///
        /// @return false if it does not occupy it
        boolean stepOut(ChannelSlot slot, Occupation occupation);

        /// Nobody can have the slot any more, because its driver does not let go.
        void breakDown(ChannelSlot slot, String why);

        /// Tells those who listen that a lease is about to be given up which the slot has served.
        void tellOfGivingUp(ChannelSlot slot);
    }

    private static final Runnable NOTHING = () -> { };

    private final Slots slots;
    private final StopClock clock;
    private final Timers timers;
    private final Executor pool;
    private final Logger log;
    private final List<Standing> waiting = new CopyOnWriteArrayList<>();
    private final List<Standing> followers = new CopyOnWriteArrayList<>();
    /// Those that have been got by an entry, which may come to mean something else.
    private final Set<Standing> byEntry = ConcurrentHashMap.newKeySet();
    /// Those whose entry means something else now that is not there yet. They keep what they have until it comes.
    private final Set<Standing> misplaced = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    Swaps(Slots slots, StopClock clock, Timers timers, Executor pool, Logger log) {
        this.slots = slots;
        this.clock = clock;
        this.timers = timers;
        this.pool = pool;
        this.log = log;
    }

    /// The core stops: nobody moves any more.
    void stop() {
        stopping = true;
        waiting.clear();
    }

    /// The leases that wait for a controller, the first that began to wait first.
    List<Standing> waiting() {
        return waiting;
    }

    /// A lease has begun.
    void began(Standing standing) {
        if (standing.terms().followsRanking()) {
            followers.add(standing);
        }
        if (standing.candidate().entry() != null) {
            byEntry.add(standing);
            follow(standing); // the entry may have changed while the lease began
        }
    }

    /// A lease has ended.
    void ended(Standing standing) {
        followers.remove(standing);
        byEntry.remove(standing);
        misplaced.remove(standing);
        forget(standing);
        seek(standing); // for slots that it has been granted meanwhile
    }

    // ---- out ----

    /// The driver of a slot leaves, and its lease with it.
    ///
    /// @return false if a call of the driver has not returned
    boolean leave(ChannelSlot slot, Occupation occupation, String reason, StopClock.Window window) {
        return leave(slot, occupation, reason, window, null);
    }

    /// @param again the same slot, if the lease comes back to it as something else; null if not
    private boolean leave(ChannelSlot slot, Occupation occupation, String reason, StopClock.Window window, Candidate again) {
        return occupation.standing().lease().detach(occupation.attachment(), reason, window.drainUntil(), window.stopUntil(),
                departure -> left(slot, occupation, reason, departure, again)).answered();
    }

    private Runnable left(ChannelSlot slot, Occupation occupation, String reason, Departure departure, Candidate again) {
        if (!departure.answered() && !slot.isGone()) {
            // Before the lease moves out: what is inside the driver must not be met there by somebody else.
            slots.breakDown(slot, "its driver did not let go of a lease that has moved to a better one");
        }
        return departure.waits() ? begin(slot, occupation, reason, departure.answered() ? again : null) : NOTHING;
    }

    /// A lease has lost its driver; from now on it waits for another one.
    void wait(ChannelSlot slot, Occupation occupation, String reason) {
        pool.execute(begin(slot, occupation, reason, null));
    }

    /// @return its search for a replacement, which calls drivers
    private Runnable begin(ChannelSlot slot, Occupation occupation, String reason, Candidate again) {
        Standing standing = occupation.standing();
        Duration timeout = standing.terms().timeout();
        if (again != null && slots.stepOut(slot, occupation)) {
            standing.granted().add(again);
        } else {
            slots.moveOut(slot, occupation);
        }
        String gone = reason + ", and " + (timeout.isZero() ? "its entry or request waits for no replacement (swap.timeout 0)"
                : "no replacement came within " + timeout.toMillis() + " ms (swap.timeout)");
        boolean hasPlace = !standing.granted().isEmpty();
        if (stopping || timeout.isZero() && !hasPlace) {
            standing.lease().giveUp(gone);
            seek(standing); // to give back what it has been granted
            return NOTHING;
        }
        log.info("{}: {}; it waits up to {} ms for another controller", standing, reason, timeout.toMillis());
        long until = timers.nanoTime() + Math.max(timeout.toNanos(), hasPlace ? clock.windowNanos() : 0);
        standing.waits(until);
        standing.patience(timers.at(until, () -> giveUp(standing, until, gone)));
        waiting.add(standing);
        forgetUnlessItWaits(standing);
        return mayLook(standing) ? () -> look(standing) : NOTHING;
    }

    /// Also while a slot is about to serve it: a driver that does not open in time is no replacement.
    private void giveUp(Standing standing, long until, String reason) {
        if (!standing.hasWaitedInVain(until)) {
            return;
        }
        // The mapping's Condition goes first, and with it the client that lives by it.
        slots.tellOfGivingUp(standing.slot());
        if (standing.hasWaitedInVain(until) && standing.lease().giveUp(reason)) {
            log.warn("{}: {}", standing, reason);
            forget(standing);
            seek(standing);
        }
    }

    /// A lease that ends just now may have been forgotten before it was noted as one that waits.
    private void forgetUnlessItWaits(Standing standing) {
        if (!standing.lease().isWaiting()) {
            forget(standing);
        }
    }

    private void forget(Standing standing) {
        standing.waitsNoMore();
        waiting.remove(standing);
        standing.forgetPatience();
    }

    // ---- in ----

    /// Gives a slot on offer to the first lease that waits for one like it, or to one that it suits better than its own.
    ///
    /// @return whether somebody has it now
    boolean take(ChannelSlot slot) {
        if (slot.isAboutToLeave()) {
            return false;
        }
        for (Standing standing : waiting) {
            if (standing.lease().isServable() && grant(standing, slot)) {
                seek(standing);
                return true;
            }
        }
        for (Standing standing : followers) {
            if (standing.granted().isEmpty() && isBetter(standing, slot) && grant(standing, slot)) {
                pool.execute(() -> overtake(standing));
                return true;
            }
        }
        for (Standing standing : misplaced) {
            if (!standing.isWaiting() && grant(standing, slot)) {
                pool.execute(() -> leaveFor(standing, null));
                return true;
            }
        }
        return false;
    }

    private boolean grant(Standing standing, ChannelSlot slot) {
        Candidate candidate = candidate(standing, slot);
        if (candidate == null || !slot.handTo(standing.holder())) {
            return false;
        }
        standing.granted().add(candidate);
        return true;
    }

    /// A filter or source that throws keeps its own lease waiting and harms nobody else's.
    private Candidate candidate(Standing standing, ChannelSlot slot) {
        try {
            return standing.candidate(slot);
        } catch (RuntimeException | Error e) {
            log.error("{}: cannot be asked whether {} would do as a replacement", standing, slot.name(), e);
            return null;
        }
    }

    /// A call of a former driver has returned, or something else has changed: the lease looks again, if it waits.
    void seek(Standing standing) {
        if (mayLook(standing)) {
            pool.execute(() -> look(standing));
        }
    }

    /// One thread at a time looks for a lease; whoever comes second leaves it to the first.
    private static boolean mayLook(Standing standing) {
        return standing.looks().getAndIncrement() == 0;
    }

    /// Entries or rankings have changed: whoever waits, or might be better off, looks again.
    void lookAgain() {
        waiting.forEach(this::seek);
        byEntry.forEach(this::follow);
        for (Standing standing : followers) {
            for (ChannelSlot slot : slots.inOrder()) {
                if (slot.isFree() && isBetter(standing, slot)) {
                    Candidate candidate = candidate(standing, slot);
                    if (candidate != null && slot.claim(standing.holder())) {
                        standing.granted().add(candidate);
                        pool.execute(() -> overtake(standing));
                        break;
                    }
                }
            }
        }
    }

    private void look(Standing standing) {
        int seen;
        do {
            seen = standing.looks().get();
            lookOnce(standing);
        } while (standing.looks().addAndGet(-seen) > 0);
    }

    private void lookOnce(Standing standing) {
        Set<ChannelSlot> tried = new HashSet<>();
        while (standing.isWaiting() && !stopping && standing.lease().isServable()) {
            Candidate next = next(standing, tried);
            if (next == null) {
                break;
            }
            tried.add(next.slot());
            moveIn(standing, next);
        }
        if (!standing.isWaiting() && !standing.isLeaving()) {
            giveRestBack(standing);
        }
    }

    private Candidate next(Standing standing, Set<ChannelSlot> tried) {
        Candidate granted = standing.granted().poll();
        if (granted != null) {
            return granted;
        }
        boolean spared = false;
        for (ChannelSlot slot : slots.inOrder()) {
            if (!slot.isFree() || tried.contains(slot)) {
                continue;
            }
            if (slot.isAboutToLeave()) {
                spared = true;
            } else {
                Candidate candidate = candidate(standing, slot);
                if (candidate != null && slot.claim(standing.holder())) {
                    return candidate;
                }
            }
        }
        if (spared) {
            // If it was one channel that left and not its controller, the others are a place to move to, after all.
            timers.at(timers.nanoTime() + clock.windowNanos(), () -> seek(standing));
        }
        return null;
    }

    private void moveIn(Standing standing, Candidate next) {
        // Before it is served: from then on that controller may leave again, and have it wait anew.
        standing.moves();
        waiting.remove(standing);
        if (slots.moveIn(standing, next)) {
            standing.hasMoved();
            log.info("{} is served by controller {} now", standing, next.slot().controller().name());
        } else if (standing.waitsOn()) {
            waiting.addFirst(standing);
            forgetUnlessItWaits(standing);
        }
    }

    /// Each once: what is given back may be granted to the same lease anew, because it waits by now or would be better off there. That is looked at
    /// in the next round.
    private void giveRestBack(Standing standing) {
        for (int rest = standing.granted().size(); rest > 0; rest--) {
            Candidate next = standing.granted().poll();
            if (next != null) {
                slots.moveOut(next.slot(), null);
            }
        }
    }

    // ---- an entry that means something else ----

    /// Leases that are where their entry does not mean any more look again: a slot that has become free may be what it means.
    void followAgain() {
        misplaced.forEach(this::follow);
    }

    /// Has a lease whose entry has changed leave its controller in order, once it has a place that the entry means now. One whose entry has been
    /// removed keeps what it has.
    private void follow(Standing standing) {
        Candidate same = candidate(standing, standing.slot());
        if (standing.isWaiting() || same != null && same.bindsAs(standing.candidate())) {
            misplaced.remove(standing); // a lease that waits is served by what the entry means when it finds something
            return;
        }
        // First: a slot that is on offer just now is not free, and is granted to those who are noted here.
        boolean isNew = misplaced.add(standing);
        if (same != null || claimPlace(standing)) {
            pool.execute(() -> leaveFor(standing, same));
        } else if (isNew) {
            log.warn("{}: its entry is gone, or means something else now of which nothing is free; it stays on {} until something is", standing,
                    standing.slot().name());
        }
    }

    private boolean claimPlace(Standing standing) {
        for (ChannelSlot slot : slots.inOrder()) {
            Candidate candidate = slot.isFree() ? candidate(standing, slot) : null;
            if (candidate != null && slot.claim(standing.holder())) {
                standing.granted().add(candidate);
                return true;
            }
        }
        return false;
    }

    /// @param again the slot that it has, for another request line or with other parameters; null for one that has been granted
    private void leaveFor(Standing standing, Candidate again) {
        if (misplaced.remove(standing)) {
            leave(standing, "its entry means something else now", again);
        } else {
            seek(standing); // somebody else has seen to it: what has been granted beside is given back
        }
    }

    // ---- ranking overtaken ----

    private boolean isBetter(Standing standing, ChannelSlot slot) {
        ChannelSlot now = standing.slot();
        return !standing.isWaiting() && now != slot && !now.isGone() && slot.compareTo(now) < 0 && slot.ranking() > now.ranking();
    }

    /// A better slot has been claimed: the lease leaves its own for it, in order.
    private void overtake(Standing standing) {
        Candidate better = standing.granted().peek();
        if (better != null && isBetter(standing, better.slot())) {
            leave(standing, "controller " + better.slot().controller().name() + " ranks better", null);
        } else {
            seek(standing); // it has moved, lost its controller or ended meanwhile: what it has been granted is given back
        }
    }

    private void leave(Standing standing, String reason, Candidate again) {
        ChannelSlot former = standing.slot();
        Occupation occupation = former.occupation();
        if (!stopping && occupation != null && occupation.standing() == standing) {
            standing.beginsToLeave();
            try {
                Candidate place = standing.granted().peek();
                if (place != null) {
                    slots.prepare(place.slot());
                }
                leave(former, occupation, reason, clock.window(), again);
            } finally {
                standing.hasLeft();
            }
        }
        seek(standing); // for what it has been granted, if it had nothing to leave
    }
}

package org.dmaengine.core.channel;

import java.util.concurrent.TimeUnit;
import org.dmaengine.DmaException;
import org.dmaengine.SwapEvent;
import org.dmaengine.SwapPolicy;
import org.dmaengine.core.mapping.LeaseMapper;

/// How a lease gets from one driver to the next (D7).
///
/// ```text
///             ┌──────────── attach ◀──────────┐
///             ▼                               │
/// (open) SERVED ──detach, driver fails──▶ WAITING ──giveUp──▶ gone (see Gate)
/// ```
///
/// The state is whether the [Attachment] in the [Seat] has left. Whoever makes it leave, under the channel's lock, has the lease wait: a
/// controller that is taken back, a driver that throws or hangs. [#attach] is called by one thread at a time, while the lease waits; it makes
/// itself the last owner of the former side, so that no two drive the queue: where a call of the former driver has been given up
/// on, that is when it has returned.
final class Swap {
    private static final long HOLD_PATIENCE = TimeUnit.SECONDS.toNanos(1);

    private final VirtualChannel channel;
    private final VirtualChannel.Owner owner;
    private final WorkQueue queue;
    private final Seat seat;
    private final Gate gate;
    private final Endings endings;
    private final SlaveSettings settings;
    private final LeaseMapper mapper;
    private final SwapEvents events;
    private final Parting parting;
    private volatile SwapPolicy policy = SwapPolicy.DRAIN;

    Swap(VirtualChannel channel, VirtualChannel.Owner owner, WorkQueue queue, Seat seat, Gate gate, Endings endings, SlaveSettings settings,
         LeaseMapper mapper, SwapEvents events, Parting parting) {
        this.channel = channel;
        this.owner = owner;
        this.queue = queue;
        this.seat = seat;
        this.gate = gate;
        this.endings = endings;
        this.settings = settings;
        this.mapper = mapper;
        this.events = events;
        this.parting = parting;
    }

    void policy(SwapPolicy now) {
        policy = now;
    }

    SwapPolicy policy() {
        return policy;
    }

    /// Takes the first driver into use.
    ///
    /// @throws DmaException.ChannelGone if it is leaving
    void open(LeaseTerms terms) {
        Attachment first = seat.now();
        first.stepper().open(new Host(first.stepper(), first.binding().name(), terms));
        boolean serves;
        queue.lock.lock();
        try {
            serves = gate.isOpen() && !first.hasLeft();
            if (serves) {
                first.serves();
            }
        } finally {
            queue.lock.unlock();
        }
        if (!serves) {
            throw new DmaException.ChannelGone(seat.name() + " is gone: its controller has left; request a channel again");
        }
        first.stepper().ready();
    }

    // ---- the driver goes ----

    /// Takes a driver away in order. What it has in hand may finish, if the policy says so and it can by `drainUntil`; then it is stopped, and
    /// the rest waits for the replacement. A driver that does not let go by `stopUntil` is given up on.
    ///
    /// Inside a step of the driver nothing is waited for: that step's answer will not count.
    Departure detach(Attachment leaving, String reason, long drainUntil, long stopUntil, Departure.Sequel sequel) {
        boolean served;
        boolean open;
        queue.lock.lock();
        try {
            open = gate.isOpen();
            served = leaving.leave();
        } finally {
            queue.lock.unlock();
        }
        if (!open || !served) {
            // Whoever opens it finds that it has left; one that has failed is called no more.
            Departure departure = new Departure(false, open ? leaving.stepper().retire(stopUntil, Retirement.last(() -> { }, _ -> { }))
                    : parting.retire(leaving.stepper(), reason, stopUntil));
            sequel.then(departure).run();
            return departure;
        }
        SwapPolicy now = policy;
        long before = underWay();
        boolean answered = leaving.stepper().retire(now == SwapPolicy.DRAIN || now == SwapPolicy.REPLAY ? drainUntil : Stepper.NO_DRAIN, stopUntil,
                new Retirement(now != SwapPolicy.FAIL, () -> stopped(now, reason),
                        uncertain -> lose(leaving, reason + " and did not stop in time", uncertain, leaving.stepper().lastGiven()),
                        let -> {
                            tellDetached(leaving, before, reason);
                            return sequel.then(new Departure(true, let));
                        }));
        return new Departure(true, answered);
    }

    /// The driver has let go in order; what it had begun goes on elsewhere, unless the policy forbids it.
    private void stopped(SwapPolicy now, String reason) {
        if (now == SwapPolicy.FAIL) {
            long last = queue.ended();
            while (last < queue.submitted() && queue.at(last + 1).isBegun()) {
                last++;
            }
            endings.abortBegun(last, reason + ", and policy FAIL ends what was under way", Touched.NOTHING, false);
        }
    }

    /// The driver has thrown something that is no fault of the memory; it is called no more. On its owner's thread.
    ///
    /// @param last the last transfer that it has in hand, 0 if it has none
    void driverFailed(Attachment failed, Throwable thrown, Touched uncertain, long last) {
        String reason = "its driver failed: " + thrown;
        long before = underWay();
        boolean served = leaveUnasked(failed);
        lose(failed, reason, uncertain, last);
        if (served) {
            failed.stepper().detach(); // no turns any more
            tellDetached(failed, before, reason);
        }
        owner.driverFailed(channel, failed, thrown, served);
    }

    /// A call of the driver does not return: it is given up on, as if the driver had failed in it. Whoever finds out; nothing is waited for.
    ///
    /// @return false if that driver does not serve the lease any more
    boolean driverHangs(Attachment hanging, String reason) {
        long before = underWay();
        if (!leaveUnasked(hanging)) {
            return false;
        }
        hanging.stepper().giveUp(uncertain -> lose(hanging, reason, uncertain, hanging.stepper().lastGiven()));
        tellDetached(hanging, before, reason);
        return true;
    }

    private boolean leaveUnasked(Attachment gone) {
        queue.lock.lock();
        try {
            return gone.leave() && gate.isOpen();
        } finally {
            queue.lock.unlock();
        }
    }

    /// Ends what a lost driver had in hand, or has it done again; a lease that has ended loses everything.
    private void lose(Attachment lost, String reason, Touched uncertain, long last) {
        if (!gate.isOpen()) {
            parting.endRest(reason, uncertain);
        } else if (lost == seat.now() && last != 0) {
            endings.abortBegun(last, reason, uncertain, policy == SwapPolicy.REPLAY);
        }
    }

    /// No replacement has come in time: everything left ends, called back once, and the lease says GONE.
    ///
    /// @return false if it does not wait for one any more
    boolean giveUp(String reason) {
        queue.lock.lock();
        try {
            if (!seat.now().hasLeft() || !gate.leave(reason)) {
                return false;
            }
        } finally {
            queue.lock.unlock();
        }
        seat.stepper().endWaiting(() -> endings.abort(reason, Touched.NOTHING));
        seat.stepper().ring();
        tellGone(reason);
        return true;
    }

    // ---- a driver comes ----

    /// Has another driver serve the lease, from where the former one stopped. While it waits, by one thread at a time.
    ///
    /// @throws DmaException.ChannelGone if that driver is leaving itself, or the lease has ended
    /// @throws RuntimeException         what the driver's `open` throws; the lease goes on waiting
    void attach(Attachment next, LeaseTerms terms) {
        Attachment former = seat.now();
        Stepper stepper = next.stepper();
        try {
            stepper.open(new Host(stepper, next.binding().name(), terms));
        } catch (Throwable e) {
            stepper.detach();
            throw e;
        }
        boolean held = former.stepper().hold(System.nanoTime() + HOLD_PATIENCE);
        next.binding().device().addUser(channel);
        // As soon as it serves, it may leave again: that is told behind.
        SwapEvents.Place rebound = events.keepPlace();
        if (!held || !take(next)) {
            rebound.leave();
            if (held) {
                former.stepper().release(); // first: the lease may have to be given up while the other driver takes its time
            }
            stepper.retire(owner.releaseDeadline(), Retirement.last(() -> { }, _ -> { }));
            leaveDevice(next, former);
            throw new DmaException.ChannelGone(next.binding().name() + (held ? " has left, or the lease has ended, while it was taken into use"
                    : " cannot serve the lease yet: a call of its former driver has not returned"));
        }
        former.stepper().seal();
        mapper.moveTo(next.binding().device(), channel);
        String refused = settings.again();
        Replacement.check(next, queue);
        leaveDevice(former, next);
        stepper.ready();
        stepper.assistInline(); // sooner than the engine's thread, which may just be starting
        rebound.tell(event(SwapEvent.Kind.REBOUND, next, 0, SwapEvent.Active.NONE,
                refused.isEmpty() ? "" : "the configuration in force was refused, configure again: " + refused));
    }

    private boolean take(Attachment next) {
        queue.lock.lock();
        try {
            if (!gate.isOpen() || next.hasLeft()) {
                return false;
            }
            next.serves();
            seat.take(next);
            return true;
        } finally {
            queue.lock.unlock();
        }
    }

    /// Channels of one controller share a device.
    private void leaveDevice(Attachment left, Attachment other) {
        if (left.binding().device() != other.binding().device()) {
            left.binding().device().removeUser(channel);
        }
    }

    // ---- who hears of it ----

    /// The transfer that has been begun and has not ended, 0 if there is none.
    private long underWay() {
        long first = queue.ended() + 1;
        Work work = first <= queue.submitted() ? queue.at(first) : null;
        return work != null && work.isBegun() ? first : 0;
    }

    private void tellDetached(Attachment from, long before, String reason) {
        long after = underWay();
        long cookie = after == 0 ? before : after;
        SwapEvent.Active active;
        if (cookie == 0) {
            active = SwapEvent.Active.NONE;
        } else if (after != 0) {
            active = SwapEvent.Active.CONTINUES;
        } else if (queue.ended() < cookie) {
            active = SwapEvent.Active.REPLAYED; // it is to be begun again
        } else {
            active = channel.status(cookie).isOk() ? SwapEvent.Active.FINISHED : SwapEvent.Active.ABORTED;
        }
        tell(SwapEvent.Kind.DETACHED, from, cookie, active, reason);
    }

    void tellGone(String reason) {
        tell(SwapEvent.Kind.GONE, seat.now(), 0, SwapEvent.Active.NONE, reason);
    }

    private void tell(SwapEvent.Kind kind, Attachment about, long cookie, SwapEvent.Active active, String detail) {
        events.tell(event(kind, about, cookie, active, detail));
    }

    private static SwapEvent event(SwapEvent.Kind kind, Attachment about, long cookie, SwapEvent.Active active, String detail) {
        return new SwapEvent(kind, about.binding().name(), about.binding().capabilities(), cookie, active, detail);
    }
}

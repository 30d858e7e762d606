package org.dmaengine.core.channel;

import org.dmaengine.core.mapping.DmaDevice;
import org.dmaengine.core.mapping.LeaseMapper;
import org.osgi.service.log.Logger;

/// How a lease ends: given back by its client, or lost with its driver. Any thread, also inside a callback or a step of the
/// channel, where nothing waits for itself (D12).
final class Parting {
    private static final String RELEASED = "its channel was released";

    private final VirtualChannel channel;
    private final String holder;
    private final VirtualChannel.Owner owner;
    private final WorkQueue queue;
    private final Gate gate;
    private final Endings endings;
    private final Completions completions;
    private final Seat seat;
    private final Waiters waiters;
    private final LeaseMapper mapper;
    private final Logger log;
    private volatile boolean givenBack;

    Parting(VirtualChannel channel, String holder, VirtualChannel.Owner owner, WorkQueue queue, Gate gate, Endings endings,
            Completions completions, Seat seat, Waiters waiters, LeaseMapper mapper, Logger log) {
        this.channel = channel;
        this.holder = holder;
        this.owner = owner;
        this.queue = queue;
        this.gate = gate;
        this.endings = endings;
        this.completions = completions;
        this.seat = seat;
        this.waiters = waiters;
        this.mapper = mapper;
        this.log = log;
    }

    /// Terminates, synchronizes and gives the channel back, within the owner's bound. Inside a callback of the channel it does
    /// not wait for that one; inside a step everything ends at once, and the channel is given back when the step has returned. A
    /// second call waits for the first.
    void release() {
        release(owner.releaseDeadline(), true);
    }

    /// The same for a client that has left the channel behind: no callback of its own is waited for (D6).
    ///
    /// @param deadline how long the driver is waited for ([System#nanoTime])
    void releaseLeftBehind(long deadline) {
        release(deadline, false);
    }

    private void release(long deadline, boolean awaitCallbacks) {
        if (!gate.close()) {
            awaitGivenBack(deadline);
        } else if (seat.stepper().isOwnedByCurrentThread()) {
            endings.drop(RELEASED, Touched.NOTHING);
            mapper.endLease();
            seat.stepper().retireAfterwards(() -> giveBack(true));
        } else {
            retireAndGiveBack(deadline, awaitCallbacks && !completions.isDelivererCurrent());
        }
    }

    private void retireAndGiveBack(long deadline, boolean awaitCallbacks) {
        boolean clean = false;
        try {
            clean = seat.stepper().retire(deadline,
                    Retirement.last(() -> endings.drop(RELEASED, Touched.NOTHING), uncertain -> endings.drop(RELEASED, uncertain)));
            String missing = awaitCallbacks ? endings.awaitQuiet(deadline) : endings.awaitStopped(deadline);
            if (!missing.isEmpty()) {
                log.warn("{} of {} was released, but {}", channel.name(), holder, missing);
            }
        } finally {
            mapper.endLease();
            giveBack(clean);
        }
    }

    private void giveBack(boolean clean) {
        try {
            leaveDevice();
            owner.released(channel, clean);
        } finally {
            givenBack = true;
            waiters.signal();
        }
    }

    private void awaitGivenBack(long deadline) {
        if (completions.isDelivererCurrent() || seat.stepper().isOwnedByCurrentThread()) {
            return;
        }
        if (!waiters.awaitUninterruptibly(() -> givenBack, deadline)) {
            log.warn("{} of {} is still being released: {}", channel.name(), holder, seat.stepper().ownerForPeople());
        }
    }

    /// Ends everything of a lease that is gone, called back once, because the engine stops.
    ///
    /// @param deadline how long the step under way is waited for ([System#nanoTime]); afterwards its late return is ignored
    /// @return false if it did not return
    boolean depart(String reason, long deadline) {
        return retire(seat.stepper(), reason, deadline);
    }

    /// Takes a driver away from a lease that has ended or ends with it. Also when it has broken or is being released already: the driver may
    /// leave only when no call is under way.
    ///
    /// @return false if a call did not return
    boolean retire(Stepper stepper, String reason, long deadline) {
        return stepper.retire(deadline, Retirement.last(() -> endRest(reason, Touched.NOTHING), uncertain -> endRest(reason, uncertain)));
    }

    /// A client that has released the channel is not called back any more.
    void endRest(String reason, Touched uncertain) {
        if (gate.isClosed()) {
            endings.drop(RELEASED, uncertain);
        } else {
            endings.abort(reason, uncertain);
        }
    }

    /// The driver has let go of everything that had been dropped.
    void transfersStopped() {
        device().transfersStopped();
        if (gate.isClosed()) {
            leaveDevice();
        }
    }

    /// After the release no mapping has to ask this channel, unless a driver that hangs may still touch it: then when
    /// that has come back.
    private void leaveDevice() {
        if (queue.head() == queue.submitted()) {
            device().removeUser(channel);
        }
    }

    private DmaDevice device() {
        return seat.now().binding().device();
    }
}

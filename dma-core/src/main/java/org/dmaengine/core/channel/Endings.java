package org.dmaengine.core.channel;

import java.util.function.BooleanSupplier;
import org.dmaengine.TransferOutcome;

/// Ends everything that a lease has submitted, at once: dropped by its client, or lost with its driver.
///
/// Every cookie submitted so far that has not ended reads `ABORTED` from then on. Of what its client drops, the memory may still be touched until
/// the stepping thread has let go; [#awaitQuiet] waits for that. What is lost with its driver is let go of under the same lock, before anybody is
/// called back, unless a call of the driver has not returned.
final class Endings {
    private final WorkQueue queue;
    private final OutcomeLog outcomes;
    private final Completions completions;
    private final Places places;
    private final Waiters waiters;
    private final Seat seat;
    private final Hold hold;

    Endings(WorkQueue queue, OutcomeLog outcomes, Completions completions, Places places, Waiters waiters, Seat seat, Hold hold) {
        this.queue = queue;
        this.outcomes = outcomes;
        this.completions = completions;
        this.places = places;
        this.waiters = waiters;
        this.seat = seat;
        this.hold = hold;
    }

    /// The client drops it: no callbacks, but stages end (TRM-03 to TRM-10, and the table of differences).
    ///
    /// @param uncertain what the driver's last call may have touched, if it failed or has not returned
    void drop(String detail, Touched uncertain) {
        boolean due;
        queue.lock.lock();
        try {
            long first = queue.endAll();
            hold.paused(false); // only now: what the client has read while paused stays true
            for (long cookie = first; cookie <= queue.submitted(); cookie++) {
                Work work = queue.at(cookie);
                long touched = work.uncertain(uncertain.bytesOf(cookie));
                outcomes.add(cookie, TransferOutcome.ABORTED, work.residue(), touched, work.bytesLost(), detail);
                Descriptor descriptor = work.descriptor();
                if (descriptor != null) {
                    descriptor.isDropped();
                    if (descriptor.hasStage()) {
                        completions.add(work, cookie, TransferOutcome.ABORTED, work.residue(), touched, detail);
                    }
                }
            }
            completions.dropWaiting();
            places.voidPrepared();
            due = completions.claim();
        } finally {
            queue.lock.unlock();
        }
        tell(due);
    }

    /// It is lost with the driver: each transfer is called back once, since the client did not ask for it.
    ///
    /// @param uncertain what the driver's last call may have touched
    void abort(String reason, Touched uncertain) {
        boolean due;
        queue.lock.lock();
        try {
            long first = queue.endAll();
            hold.paused(false); // only now: what the client has read while paused stays true
            for (long cookie = first; cookie <= queue.submitted(); cookie++) {
                abort(cookie, reason, uncertain);
            }
            seat.stepper().letGoOfEnded();
            due = completions.claim();
        } finally {
            queue.lock.unlock();
        }
        tell(due);
    }

    /// The transfers up to this cookie are lost with their driver, which has begun them; those behind are not. One that may be done again
    /// stays where it is, and so do those behind it; what among them cannot be done again ends when it is the oldest.
    ///
    /// @param uncertain what the driver's last call may have touched
    /// @param replay    whether any may be done again
    void abortBegun(long last, String reason, Touched uncertain, boolean replay) {
        boolean again = false;
        boolean due;
        queue.lock.lock();
        try {
            for (long cookie = queue.ended() + 1; cookie <= last; cookie++) {
                Work work = queue.at(cookie);
                if (replay && work.isReplayable() && work.condemned() == null) {
                    work.startOver(uncertain.bytesOf(cookie));
                    again = true;
                } else if (again) {
                    queue.condemn(cookie, reason);
                } else if (queue.end(cookie)) {
                    queue.dropped(cookie); // a call that does not return may still touch its memory
                    abort(cookie, reason, uncertain);
                }
            }
            seat.stepper().letGoOfEnded();
            due = completions.claim();
        } finally {
            queue.lock.unlock();
        }
        tell(due);
    }

    /// Notes the end of one transfer, and has it called back. Under the lock.
    private void abort(long cookie, String reason, Touched uncertain) {
        Work work = queue.at(cookie);
        long touched = work.uncertain(uncertain.bytesOf(cookie));
        outcomes.add(cookie, TransferOutcome.ABORTED, work.residue(), touched, work.bytesLost(), reason);
        boolean signals = work.signals();
        if (work.descriptor() != null) {
            work.descriptor().state(signals ? Descriptor.State.ENDED : Descriptor.State.STOPPING);
        }
        if (signals) {
            completions.add(work, cookie, TransferOutcome.ABORTED, work.residue(), touched, reason);
        }
    }

    /// Waits until what has been dropped is not touched any more and what has ended is delivered; answers what is missing
    /// at the deadline.
    String awaitQuiet(long deadline) {
        long until;
        BooleanSupplier drained;
        queue.lock.lock();
        try {
            until = queue.droppedTo();
            drained = completions.drained();
        } finally {
            queue.lock.unlock();
        }
        // A step that takes long may be what keeps the stepping thread from sending for the completer.
        completions.submitDeferred();
        String missing = awaitStopped(until, deadline);
        if (!missing.isEmpty()) {
            return missing;
        }
        if (!waiters.awaitUninterruptibly(drained, deadline)) {
            return "a callback of this channel is running or waiting to run";
        }
        return "";
    }

    /// Waits until what has been dropped is not touched any more, and for no callback; answers what is missing at the deadline.
    String awaitStopped(long deadline) {
        long until;
        queue.lock.lock();
        try {
            until = queue.droppedTo();
        } finally {
            queue.lock.unlock();
        }
        return awaitStopped(until, deadline);
    }

    private String awaitStopped(long until, long deadline) {
        if (!waiters.isSoon(() -> queue.head() >= until)) {
            seat.stepper().helpStopping(deadline);
        }
        return waiters.awaitUninterruptibly(() -> queue.head() >= until, deadline) ? "" : seat.stepper().ownerForPeople();
    }

    private void tell(boolean due) {
        if (due) {
            completions.submit();
        } else {
            // The stepping thread may hang before it sends for the completer that it has claimed.
            completions.submitDeferred();
        }
        waiters.signal();
    }
}

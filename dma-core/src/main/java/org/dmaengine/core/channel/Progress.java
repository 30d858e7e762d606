package org.dmaengine.core.channel;

import java.lang.invoke.VarHandle;
import java.time.Duration;
import org.dmaengine.DmaException;
import org.dmaengine.DmaStatus;
import org.dmaengine.TransferOutcome;
import org.dmaengine.TransferStatus;

/// How far the transfers of a lease have come, for whoever asks or waits (ST-01 to ST-28). Any thread.
final class Progress {
    private static final String LEFT = "its controller has left, a replacement is waited for";
    /// Longer waits than this would overflow the clock.
    private static final Duration FOREVER = Duration.ofDays(36_500);

    private final Seat seat;
    private final Hold hold;
    private final WorkQueue queue;
    private final OutcomeLog outcomes;
    private final Waiters waiters;

    Progress(Seat seat, Hold hold, WorkQueue queue, OutcomeLog outcomes, Waiters waiters) {
        this.seat = seat;
        this.hold = hold;
        this.queue = queue;
        this.outcomes = outcomes;
        this.waiters = waiters;
    }

    TransferStatus status(long cookie) {
        long used = queue.submitted();
        expectGiven(cookie, used);
        if (queue.ended() < cookie) {
            Work work = queue.at(cookie);
            if (work != null) {
                long residue = work.residue();
                long inFlight = work.bytesInFlight();
                long losses = work.bytesLost();
                String detail = whatItWaitsFor(cookie);
                // The reads before must not drift behind the next one, which says whether they were of this cookie.
                VarHandle.loadLoadFence();
                long ended = queue.ended();
                // Still not ended: what was read did belong to this cookie.
                if (ended < cookie) {
                    boolean paused = hold.isPaused() && cookie <= queue.issued();
                    return new TransferStatus(cookie, paused ? DmaStatus.PAUSED : DmaStatus.IN_PROGRESS, TransferOutcome.NO_ERROR,
                            ended, used, residue, inFlight, 0, losses, detail);
                }
            }
        }
        return ended(cookie, used);
    }

    private TransferStatus ended(long cookie, long used) {
        OutcomeLog.End end;
        queue.lock.lock();
        try {
            if (cookie <= outcomes.forgotten()) {
                throw new IllegalArgumentException(seat.name() + ": how cookie " + cookie + " ended is forgotten; outcomes other than"
                        + " complete are kept for the last " + OutcomeLog.LIMIT);
            }
            end = outcomes.find(cookie);
        } finally {
            queue.lock.unlock();
        }
        if (end == null) {
            return new TransferStatus(cookie, DmaStatus.COMPLETE, TransferOutcome.NO_ERROR, queue.ended(), used, 0, 0, 0, 0, "");
        }
        DmaStatus status = switch (end.outcome()) {
            case NO_ERROR -> DmaStatus.COMPLETE;
            case READ_FAILED, WRITE_FAILED -> DmaStatus.ERROR;
            case ABORTED -> DmaStatus.ABORTED;
        };
        return new TransferStatus(cookie, status, end.outcome(), queue.ended(), used, end.residue(), 0, end.uncertain(),
                end.losses(), end.detail());
    }

    private String whatItWaitsFor(long cookie) {
        if (cookie > queue.issued()) {
            return "submitted, waits for issuePending";
        }
        Work itself = queue.at(cookie);
        String sentence = itself == null ? null : itself.condemned();
        if (sentence != null) {
            return sentence;
        }
        long active = queue.head() + 1;
        if (cookie <= active) {
            return hold.isPaused() ? "paused" : whatDriverWaitsFor();
        }
        Work first = queue.at(active);
        if (first != null && first.isEndless() && active > queue.ended()) {
            return "waits behind cookie " + active + ", which repeats until it is terminated"
                    + (first.isRepeated() ? " or one with LOAD_EOT is issued right behind it" : "");
        }
        return "issued, " + (cookie - active) + " before it";
    }

    /// Where a transfer that has not ended stands, for people.
    String stage(long cookie) {
        if (cookie > queue.issued()) {
            return "not issued, nobody has called issuePending since it was submitted";
        }
        Work work = queue.at(cookie);
        long before = cookie - queue.ended() - 1;
        if (work == null || before > 0) {
            return "not started, " + before + " before it; cookie " + (queue.ended() + 1) + ": " + whatItWaitsFor(queue.ended() + 1);
        }
        long moved = work.length() - work.residue();
        String far = !work.isBegun() ? "not started" : moved == 0 ? "no byte moved" : moved + " of " + work.length() + " bytes moved";
        return far + "; " + (hold.isPaused() ? "the channel is paused" : ownerForPeople());
    }

    boolean hasEnded(long cookie) {
        if (cookie <= queue.ended() && cookie >= 1) {
            return true;
        }
        expectGiven(cookie, queue.submitted());
        return cookie <= queue.ended();
    }

    TransferStatus await(long cookie, Duration timeout) throws InterruptedException {
        expectGiven(cookie, queue.submitted());
        Duration patience = timeout.compareTo(FOREVER) > 0 ? FOREVER : timeout;
        long deadline = System.nanoTime() + (patience.isNegative() ? 0 : patience.toNanos());
        if (queue.ended() < cookie) {
            seat.stepper().assistUntilEnded(cookie, deadline);
            if (!waiters.await(() -> queue.ended() >= cookie, deadline, true)) {
                TransferStatus now = status(cookie);
                if (!now.status().isEnded()) {
                    String owner = ownerForPeople();
                    throw new DmaException.TimedOut(seat.name() + ": cookie " + cookie + " has not ended within " + patience.toMillis()
                            + " ms: " + now.status() + ", " + now.residue() + " bytes to go"
                            + (now.detail().isEmpty() || now.detail().equals(owner) ? "" : ", " + now.detail()) + "; " + owner);
                }
                return now;
            }
        }
        return status(cookie);
    }

    /// What keeps the first transfer from ending by itself, for people; empty if nothing does.
    String standstill() {
        if (seat.now().hasLeft()) {
            return LEFT + (hold.isPaused() ? "; paused" : "");
        }
        if (hold.isPaused()) {
            return "paused";
        }
        String driver = whatDriverWaitsFor();
        if (!driver.isEmpty()) {
            return driver;
        }
        long issued = queue.issued();
        return issued > queue.head() + 1 ? whatItWaitsFor(issued) : "";
    }

    private String whatDriverWaitsFor() {
        return seat.now().hasLeft() ? LEFT : seat.stepper().whatDriverWaitsFor();
    }

    private String ownerForPeople() {
        return seat.now().hasLeft() ? LEFT : seat.stepper().ownerForPeople();
    }

    private void expectGiven(long cookie, long used) {
        if (cookie < 1 || cookie > used) {
            throw new IllegalArgumentException(seat.name() + ": cookie " + cookie + " was never given; this lease has given "
                    + (used == 0 ? "none" : "1 to " + used));
        }
    }
}

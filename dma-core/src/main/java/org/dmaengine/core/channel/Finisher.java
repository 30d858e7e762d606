package org.dmaengine.core.channel;

import org.dmaengine.TransferOutcome;

/// Ends transfers that are done and takes note of periods that have passed. Used by the channel's owner only (see
/// [Stepper]).
final class Finisher {
    private final WorkQueue queue;
    private final OutcomeLog outcomes;
    private final Completions completions;
    private final Waiters waiters;
    private final Totals totals;
    private final Announcer announcer;

    Finisher(WorkQueue queue, OutcomeLog outcomes, Completions completions, Waiters waiters, Totals totals, Announcer announcer) {
        this.queue = queue;
        this.outcomes = outcomes;
        this.completions = completions;
        this.waiters = waiters;
        this.totals = totals;
        this.announcer = announcer;
    }

    /// A period or a pass is over.
    void passed(Work work, long cookie) {
        work.nextSequence();
        if (!work.signalsPeriods()) {
            return;
        }
        boolean due = false;
        queue.lock.lock();
        try {
            if (queue.ended() < cookie) {
                completions.addPeriod(work, cookie, work.residue());
                due = completions.claim();
            }
        } finally {
            queue.lock.unlock();
        }
        if (due) {
            announcer.claimed();
        }
    }

    /// Ends a transfer that is done; false if it has been dropped in the meantime.
    boolean finish(Work work, long cookie) {
        work.leftDriver();
        totals.countTransfer();
        announcer.anotherEnds();
        boolean plain = work.outcome() == TransferOutcome.NO_ERROR && work.residue() == 0 && work.bytesLost() == 0 && work.descriptor() == null && !work.signals();
        boolean ended = plain ? finishAlone(cookie) : finishUnderLock(work, cookie);
        waiters.signal();
        return ended;
    }

    /// Nobody has to be told: no lock.
    private boolean finishAlone(long cookie) {
        if (!queue.end(cookie)) {
            return false;
        }
        queue.release(cookie);
        return true;
    }

    private boolean finishUnderLock(Work work, long cookie) {
        TransferOutcome outcome = work.outcome();
        String note = work.detail();
        try {
            work.beforeEnd();
        } catch (RuntimeException | InternalError e) {
            note = "its metadata could not be delivered: " + e.getMessage();
        }
        boolean due;
        queue.lock.lock();
        try {
            if (queue.ended() >= cookie) {
                return false;
            }
            if (outcome != TransferOutcome.NO_ERROR || work.residue() != 0 || work.bytesLost() != 0 || !note.isEmpty()) {
                outcomes.add(cookie, outcome, work.residue(), work.uncertain(), work.bytesLost(), note);
            }
            boolean signals = work.signals();
            if (work.descriptor() != null) {
                work.descriptor().hasEnded(signals);
            }
            if (signals) {
                completions.add(work, cookie, outcome, work.residue(), work.uncertain(), note);
            }
            boolean ended = queue.end(cookie);
            assert ended : "only the holder of the lock drops";
            queue.release(cookie);
            due = completions.claim();
        } finally {
            queue.lock.unlock();
        }
        if (due) {
            announcer.claimed();
        }
        return true;
    }
}

package org.dmaengine.core.channel;

import java.util.concurrent.CompletableFuture;
import org.dmaengine.CompletionCallback;
import org.dmaengine.CookieCallback;
import org.dmaengine.TransferOutcome;
import org.dmaengine.TransferResult;

/// One end of a transfer on its way to the client: everything that the callback and the stage need, copied when the
/// transfer ended, so that a reused descriptor cannot change it. Entries of the completion queue are filled again and
/// again.
final class Completion {
    private Descriptor descriptor;
    private CompletionCallback callback;
    private CookieCallback cookieCallback;
    private CompletableFuture<TransferResult> stage;
    private long cookie;
    private TransferOutcome outcome;
    private long length;
    private long residue;
    private long uncertain;
    private long losses;
    private long periods;
    private long sequence;
    // Of the end of a repeated transfer: passes before it that nobody has been told of.
    private long passes;
    private long lastPass;
    private long passesResidue;
    private long passesLosses;
    private String detail;
    // When it is overdue; 0 for never, or once that has been told.
    private long due;

    /// Takes note of an end.
    ///
    /// @param channelCallback what a work of the ring's own calls
    void ends(Work work, long itsCookie, CookieCallback channelCallback, TransferOutcome itsOutcome, long itsResidue,
              long itsUncertain, String itsDetail) {
        fill(work, itsCookie, channelCallback, itsOutcome, itsResidue, itsUncertain, itsDetail);
        periods = 0;
        passes = 0;
        sequence = work.sequence();
        stage = descriptor == null ? null : descriptor.takeStage();
    }

    /// Takes note of passed periods, adding to those noted and not delivered yet (CB-07).
    void passes(Work work, long itsCookie, long itsResidue) {
        long before = periods;
        fill(work, itsCookie, null, TransferOutcome.NO_ERROR, itsResidue, 0, "");
        periods = before + 1;
        sequence = work.sequence();
    }

    /// Takes over passes that have to be told before this end.
    void tellFirst(Completion ofPasses) {
        passes = ofPasses.periods;
        lastPass = ofPasses.sequence;
        passesResidue = ofPasses.residue;
        passesLosses = ofPasses.losses;
    }

    private void fill(Work work, long itsCookie, CookieCallback channelCallback, TransferOutcome itsOutcome,
                      long itsResidue, long itsUncertain, String itsDetail) {
        descriptor = work.descriptor();
        callback = descriptor == null ? null : descriptor.callback();
        cookieCallback = descriptor == null ? channelCallback : descriptor.cookieCallback();
        cookie = itsCookie;
        outcome = itsOutcome;
        length = work.length();
        residue = itsResidue;
        uncertain = itsUncertain;
        losses = work.bytesLost();
        detail = itsDetail;
        due = work.due();
    }

    long due() {
        return due;
    }

    void isToldOverdue() {
        due = 0;
    }

    Descriptor descriptor() {
        return descriptor;
    }

    long cookie() {
        return cookie;
    }

    /// Calls the client's callback for the passes that have to be told before this end, if there are any.
    void callPasses() {
        if (passes > 0 && callback != null) {
            callback.onComplete(new TransferResult(cookie, TransferOutcome.NO_ERROR, length, passesResidue, 0, passesLosses,
                    passes, lastPass, ""));
        } else if (passes > 0 && cookieCallback != null) {
            cookieCallback.onComplete(cookie, TransferOutcome.NO_ERROR, passesResidue);
        }
    }

    /// Calls the client's callback, if there is one.
    void call() {
        if (callback != null) {
            callback.onComplete(result());
        } else if (cookieCallback != null) {
            cookieCallback.onComplete(cookie, outcome, residue);
        }
    }

    /// Ends the client's stage, if there is one.
    void completeStage() {
        if (stage != null) {
            stage.complete(result());
        }
    }

    /// Takes over what another entry says and empties that one.
    void takeFrom(Completion other) {
        descriptor = other.descriptor;
        callback = other.callback;
        cookieCallback = other.cookieCallback;
        stage = other.stage;
        cookie = other.cookie;
        outcome = other.outcome;
        length = other.length;
        residue = other.residue;
        uncertain = other.uncertain;
        losses = other.losses;
        periods = other.periods;
        sequence = other.sequence;
        detail = other.detail;
        other.clear();
    }

    /// Lets go of the client's objects.
    void clear() {
        descriptor = null;
        callback = null;
        cookieCallback = null;
        stage = null;
        periods = 0;
        detail = "";
    }

    private TransferResult result() {
        return new TransferResult(cookie, outcome, length, residue, uncertain, losses, periods, sequence, detail);
    }
}

package org.dmaengine.core.channel.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.dmaengine.TransferOutcome;

/// Ends and periods on their way to the client: completed list, batch, and the one slot for periods (VD-06 to VD-13).
final class ModelDelivery {
    static final String OVER = "over";

    /// Periods or passes that are told in one call.
    private record Periods(ModelTransfer transfer, long count, long sequence, int residue) {
        String text() {
            return ModelDelivery.text(transfer, transfer.descriptor.form, TransferOutcome.NO_ERROR, residue, 0, count, sequence);
        }
    }

    /// An end as it was when it happened.
    ///
    /// @param form   what is called; of an enqueued copy the channel's callback of that moment
    /// @param passes of a replaced transfer that are told before it, null if there are none
    private record End(ModelTransfer transfer, ModelDescriptor.Form form, int stages, TransferOutcome outcome, int residue,
                       int uncertain, long sequence, Periods passes) {
        End telling(Periods first) {
            return new End(transfer, form, stages, outcome, residue, uncertain, sequence, first);
        }

        String text(ModelDescriptor.Form as) {
            return ModelDelivery.text(transfer, as, outcome, residue, uncertain, 0, sequence);
        }
    }

    private final List<End> waiting = new ArrayList<>();
    private final Deque<End> batch = new ArrayDeque<>();
    private int silentInWaiting;
    private int silentInBatch;
    private Periods slot;
    private boolean slotTaken;
    private boolean scheduled;
    private boolean running;
    // What the callback under way is about.
    private boolean periodsInCall;
    private End inCall;
    // How many there have been, for those who wait.
    private long noted;
    private long delivered;
    private long runs;
    private long slotsFilled;
    private long slotsGone;

    boolean channelCallback;
    /// Ends of stages since the last look.
    final List<String> stageEnds = new ArrayList<>();

    /// Ends that keep a place.
    int size() {
        return (int) (noted - delivered);
    }

    /// Says whether a completer has been sent for and has not begun.
    boolean isScheduled() {
        return scheduled && !running;
    }

    boolean isInCallback() {
        return inCall != null || periodsInCall;
    }

    void end(ModelTransfer t) {
        ModelDescriptor d = t.descriptor;
        ModelDescriptor.Form form = d != null ? d.form : channelCallback ? ModelDescriptor.Form.COOKIE : ModelDescriptor.Form.NONE;
        waiting.add(new End(t, form, d == null ? 0 : d.stages, t.outcome, t.residue, t.uncertain, t.sequence, null));
        if (d != null) {
            d.stages = 0;
        }
        noted++;
        scheduled = true;
    }

    /// A period has passed. They coalesce; those of another transfer give way and come with its end (DIFF-11).
    void period(ModelTransfer t, int residue) {
        long before = 0;
        if (slot == null) {
            slotsFilled++;
        } else if (slot.transfer == t) {
            before = slot.count;
        } else {
            Periods given = slot;
            waiting.replaceAll(end -> end.transfer == given.transfer ? end.telling(given) : end);
        }
        slot = new Periods(t, before + 1, t.sequence, residue);
        scheduled = true;
    }

    /// A terminate: what waits loses its callback; what is in a batch keeps it.
    void silence() {
        silentInWaiting = waiting.size();
        if (slot != null) {
            slot = null;
            slotsGone++;
        }
    }

    /// A completer begins; answers the first callback, or [#OVER].
    String begin() {
        running = true;
        batch.addAll(waiting);
        waiting.clear();
        silentInBatch = silentInWaiting;
        silentInWaiting = 0;
        if (slot == null) {
            return next();
        }
        Periods taken = slot;
        slot = null;
        slotTaken = true;
        periodsInCall = true;
        return taken.text();
    }

    /// The callback returns; answers the next one, or [#OVER].
    String callbackOver() {
        if (periodsInCall) {
            periodsInCall = false;
            return inCall == null ? next() : inCall.text(inCall.form);
        }
        complete(inCall);
        inCall = null;
        return next();
    }

    private String next() {
        while (!batch.isEmpty()) {
            End end = batch.poll();
            boolean silent = silentInBatch > 0;
            if (silent) {
                silentInBatch--;
            }
            ModelDescriptor d = end.transfer.descriptor;
            if (d != null && d.reusable) {
                returns(d);
            }
            if (!silent && end.form != ModelDescriptor.Form.NONE) {
                inCall = end;
                periodsInCall = end.passes != null;
                return periodsInCall ? end.passes.text() : end.text(end.form);
            }
            complete(end);
        }
        running = false;
        runs++;
        if (slotTaken) {
            slotTaken = false;
            slotsGone++;
        }
        scheduled = !waiting.isEmpty() || slot != null;
        return OVER;
    }

    private void complete(End end) {
        for (int i = 0; i < end.stages; i++) {
            stageEnds.add("stage of " + end.text(ModelDescriptor.Form.RESULT));
        }
        ModelDescriptor d = end.transfer.descriptor;
        if (d != null && !d.reusable) {
            returns(d);
        }
        delivered++;
    }

    private static void returns(ModelDescriptor d) {
        d.stageWaits = false;
        if (d.state == ModelDescriptor.State.ENDED) {
            d.comesBack();
        }
    }

    private static String text(ModelTransfer t, ModelDescriptor.Form form, TransferOutcome outcome, int residue, int uncertain,
                               long periods, long sequence) {
        String who = t.descriptor == null ? "channel" : t.descriptor.toString();
        return form == ModelDescriptor.Form.COOKIE ? Texts.cookie(who, t.cookie, outcome, residue)
                : Texts.result(who, t.cookie, outcome, t.length, residue, uncertain, periods, sequence);
    }

    /// A condition that holds once all that waits or runs now is over (TRM-16).
    BooleanSupplier drained() {
        long untilEnd = noted;
        long untilRun = runs + (running ? 1 : 0);
        long untilSlot = slotsFilled;
        return () -> delivered >= untilEnd && runs >= untilRun && slotsGone >= untilSlot;
    }
}

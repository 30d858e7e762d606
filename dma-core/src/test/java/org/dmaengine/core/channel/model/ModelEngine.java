package org.dmaengine.core.channel.model;

import java.util.List;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferOutcome;

/// How transfers become active, move, pass, end and stop (VD-05 to VD-08, VD-15, contract 4.2).
final class ModelEngine {
    private final Model model;
    private final Environment environment;
    private final int depth;
    /// The driver has been told to pause and not to resume.
    private boolean frozen;

    ModelEngine(Model model, Environment environment, int depth) {
        this.model = model;
        this.environment = environment;
        this.depth = depth;
    }

    /// Works until nothing is left to be done.
    void run(int allowed) {
        int left = allowed;
        while (true) {
            obey();
            if (!model.isDriverThere() || model.paused || !thaw()) {
                return;
            }
            if (finishDoneBefore()) {
                continue;
            }
            startMore();
            if (!model.isDriverThere()) {
                return;
            }
            ModelTransfer active = active();
            if (active == null) {
                return;
            }
            if (!active.isDone()) {
                Environment.Event event = environment.takeEvent();
                int most = Math.min(active.run(), active.limit());
                if (event != Environment.Event.NOTHING) {
                    happen(event, active, Math.min(environment.eventAfter, most));
                } else {
                    int bytes = Math.min(left, most);
                    if (bytes == 0) {
                        return;
                    }
                    left -= bytes;
                    move(active, bytes);
                }
            }
            if (active.isDone() && model.isDriverThere()) {
                finishOrRepeat(active);
            }
        }
    }

    /// Does what cannot wait: stops what has been dropped, freezes what is paused.
    void obey() {
        if (model.isAnyDropped()) {
            stopStarted();
            model.letGo();
        }
        if (model.paused && model.isDriverThere() && !frozen) {
            freeze();
        }
    }

    private void happen(Environment.Event event, ModelTransfer active, int after) {
        switch (event) {
            case READ_FAULT, WRITE_FAULT -> {
                move(active, after);
                active.fault = event == Environment.Event.READ_FAULT ? TransferOutcome.READ_FAILED : TransferOutcome.WRITE_FAILED;
            }
            case ENDS_EARLY -> {
                move(active, after);
                active.endedEarly = true;
            }
            case BREAKS -> model.driverBreaks(active, active.limit());
            case NOTHING -> { }
        }
    }

    private ModelTransfer active() {
        List<ModelTransfer> queue = model.queue();
        return queue.isEmpty() || !queue.getFirst().started ? null : queue.getFirst();
    }

    /// Nothing starts behind an endless transfer or a fence, nor more than the driver takes.
    private void startMore() {
        List<ModelTransfer> queue = model.queue();
        for (int i = 0; i < Math.min(depth, queue.size()); i++) {
            ModelTransfer t = queue.get(i);
            if (t.started) {
                continue;
            }
            ModelTransfer before = i == 0 ? null : queue.get(i - 1);
            if (!model.isIssued(t) || before != null && (before.spec.isEndless() || before.spec.has(TransferFlag.FENCE))) {
                return;
            }
            if (t.begun && t.isDone()) {
                return;
            }
            t.started = true;
            t.begun = true;
            if (environment.breaksIn(Environment.Break.START)) {
                model.driverBreaks(t, t.limit());
                return;
            }
            move(t, Math.min(environment.atStart, Math.min(t.run(), t.limit())));
            if (environment.breaksIn(Environment.Break.FAULT_AT_START)) {
                t.fault = TransferOutcome.READ_FAILED;
                return;
            }
        }
    }

    /// Moves bytes; a ring passes periods and begins again.
    private void move(ModelTransfer t, int bytes) {
        for (int i = 0; i < bytes; i++) {
            Piece place = t.place(t.moved);
            byte value = place.from() >= 0 ? environment.source[place.from()]
                    : t.spec.isSlave() ? environment.fromDevice() : t.spec.fill();
            if (place.to() >= 0) {
                environment.target[place.to()] = value;
            } else {
                environment.toDevice(value);
            }
            t.moved++;
            if (t.spec.isCyclic() && t.moved == t.length) {
                t.moved = 0;
            }
        }
        model.bytes += bytes;
        if (bytes > 0 && t.spec.isCyclic() && t.moved % t.spec.part() == 0) {
            pass(t);
        }
    }

    private void pass(ModelTransfer t) {
        t.sequence++;
        if (!t.ended && t.signalsPeriods()) {
            model.delivery.period(t, t.left());
        }
    }

    /// A repeated transfer begins again unless the next one issued replaces it (IL-21, IL-22).
    private void finishOrRepeat(ModelTransfer t) {
        if (t.spec.repeats() && t.fault == TransferOutcome.NO_ERROR) {
            List<ModelTransfer> queue = model.queue();
            ModelTransfer next = queue.size() > 1 ? queue.get(1) : null;
            if (next == null || !model.isIssued(next) || !next.spec.replaces()) {
                pass(t);
                t.moved = 0;
                t.endedEarly = false;
                return;
            }
            t.sequence++;
        }
        model.finish(t);
    }

    /// Another driver begins: it knows of no pause.
    void isNew() {
        frozen = false;
    }

    /// What the driver has delivered while it stopped may have been the last bytes.
    void finishDone() {
        for (ModelTransfer t = active(); t != null && !t.ended && t.isDone(); t = active()) {
            finishOrRepeat(t);
        }
    }

    /// A former driver may have done one to the end before its turn came.
    private boolean finishDoneBefore() {
        List<ModelTransfer> queue = model.queue();
        ModelTransfer first = queue.isEmpty() ? null : queue.getFirst();
        if (first == null || first.started || !first.begun || !model.isIssued(first) || !first.isDone()) {
            return false;
        }
        finishOrRepeat(first);
        return true;
    }

    // ---- pause ----

    private void freeze() {
        frozen = true;
        ModelTransfer active = active();
        if (active != null) {
            if (environment.breaksIn(Environment.Break.PAUSE)) {
                model.driverBreaks(active, active.limit());
                return;
            }
            move(active, Math.min(environment.atPause, Math.min(active.run(), active.limit())));
            if (environment.breaksIn(Environment.Break.FAULT_AT_PAUSE)) {
                active.fault = TransferOutcome.READ_FAILED;
            }
            if (active.isDone()) {
                finishOrRepeat(active);
            }
        }
    }

    private boolean thaw() {
        if (frozen) {
            frozen = false;
            if (active() != null && environment.breaksIn(Environment.Break.RESUME)) {
                model.driverBreaks(null, 0);
                return false;
            }
        }
        return true;
    }

    // ---- stop ----

    /// Takes everything out of the driver; what it holds inside is moved meanwhile.
    void stopStarted() {
        if (!model.isDriverThere()) {
            return;
        }
        for (ModelTransfer t : List.copyOf(model.queue())) {
            if (t.started && (!t.isDone() || t.spec.repeats() && t.fault == TransferOutcome.NO_ERROR && !t.endedEarly)) {
                if (environment.breaksIn(Environment.Break.STOP)) {
                    model.driverBreaks(t, t.limit());
                    return;
                }
                move(t, Math.min(environment.atStop, Math.min(t.run(), t.limit())));
                // It ends aborted all the same.
                environment.breaksIn(Environment.Break.FAULT_AT_STOP);
            }
        }
    }
}

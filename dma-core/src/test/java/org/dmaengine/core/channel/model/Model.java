package org.dmaengine.core.channel.model;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.dmaengine.DmaStatus;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferFlags;
import org.dmaengine.TransferOutcome;

/// One lease of a channel as contract and design page describe it: plain data, and for each call of a client what it
/// changes and answers. One thread; nothing here waits.
final class Model {
    /// Where the lease stands.
    enum Gate { OPEN, GONE, CLOSED }

    /// A client that waits, and what it is answered in the end.
    private record Wait(BooleanSupplier over, Supplier<String> answer, long since) { }

    final Setup setup;
    final Environment environment;
    final ModelDelivery delivery = new ModelDelivery();
    final ModelEngine engine;
    private final List<ModelDescriptor> descriptors = new ArrayList<>();
    /// All there have been; cookie `n` is number `n - 1`.
    private final List<ModelTransfer> transfers = new ArrayList<>();
    /// Submitted, and the driver has not let go.
    private final List<ModelTransfer> queue = new ArrayList<>();
    private final Map<Actor, Wait> waits = new EnumMap<>(Actor.class);
    Gate gate = Gate.OPEN;
    boolean paused;
    private boolean driverThere = true;
    private boolean configured;
    private long issued;
    private long ended;
    private long letGo;
    private long dropped;
    private boolean givenBack;
    private long harvested;
    long bytes;
    /// What the owner of the lease is told, and the log.
    int failures;
    int releases;
    int logged;
    private long calls;

    Model(Setup setup, Environment environment) {
        this.setup = setup;
        this.environment = environment;
        this.engine = new ModelEngine(this, environment, setup.depth());
    }

    // ---- looks ----

    List<ModelDescriptor> descriptors() {
        return descriptors;
    }

    List<ModelTransfer> queue() {
        return queue;
    }

    long used() {
        return transfers.size();
    }

    long ended() {
        return ended;
    }

    /// Cookies up to this one do not change any more.
    long settled() {
        return letGo;
    }

    boolean isIssued(ModelTransfer t) {
        return t.cookie <= issued;
    }

    boolean isDriverThere() {
        return driverThere;
    }

    /// Says whether the lease has lost its driver and waits for another one.
    boolean isWaitingForDriver() {
        return gate == Gate.OPEN && !driverThere;
    }

    boolean isAnyDropped() {
        return letGo < ended;
    }

    int space() {
        long prepared = descriptors.stream().filter(ModelDescriptor::isPrepared).count();
        return (int) Math.max(0, setup.capacity() - prepared - queue.size() - delivery.size());
    }

    // ---- prepare ----

    String configure(boolean valid) {
        if (gate != Gate.OPEN) {
            return refusal();
        }
        configured |= valid;
        return valid ? Texts.DONE : Texts.REJECTED;
    }

    String prepare(Spec spec) {
        if (gate != Gate.OPEN) {
            return refusal();
        }
        boolean lacks = spec.canRepeat() && !setup.repeats() && (spec.has(TransferFlag.REPEAT) || spec.has(TransferFlag.LOAD_EOT));
        if (lacks || spec.isSlave() && !configured) {
            return Texts.REJECTED;
        }
        switch (spec.misuse()) {
            case NO_LENGTH, BAD_PERIOD -> {
                return Texts.REJECTED;
            }
            case OUT_OF_RANGE -> {
                return Texts.OUT_OF_BOUNDS;
            }
            case NONE -> { }
        }
        if (space() == 0) {
            return Texts.REJECTED;
        }
        descriptors.add(new ModelDescriptor(descriptors.size(), spec));
        return Texts.DONE;
    }

    String reusable(ModelDescriptor d, boolean on) {
        if (d.state != ModelDescriptor.State.PREPARED) {
            return Texts.ILLEGAL_STATE;
        }
        if (on && (!setup.reuses() || d.spec.isEndless())) {
            return Texts.REJECTED;
        }
        if (d.freed) {
            d.state = ModelDescriptor.State.SPENT;
            return Texts.ILLEGAL_STATE;
        }
        d.reusable = on;
        return Texts.DONE;
    }

    String callback(ModelDescriptor d, ModelDescriptor.Form form) {
        if (d.state != ModelDescriptor.State.PREPARED || (d.flags & TransferFlags.INTERRUPT) == 0) {
            return Texts.ILLEGAL_STATE;
        }
        d.form = form;
        return Texts.DONE;
    }

    String stage(ModelDescriptor d) {
        if (d.state != ModelDescriptor.State.PREPARED || d.spec.isEndless()) {
            return Texts.ILLEGAL_STATE;
        }
        d.flags |= TransferFlags.INTERRUPT;
        d.stages++;
        return Texts.DONE;
    }

    String discard(ModelDescriptor d) {
        switch (d.state) {
            case SUBMITTED -> {
                return Texts.ILLEGAL_STATE;
            }
            case PREPARED, SPENT -> d.state = ModelDescriptor.State.SPENT;
            case ENDED, STOPPING -> d.reusable = false;
        }
        return Texts.DONE;
    }

    // ---- submit, issue ----

    String submit(ModelDescriptor d) {
        if (gate != Gate.OPEN) {
            return refusal();
        }
        if (!d.isPrepared()) {
            return Texts.ILLEGAL_STATE;
        }
        d.state = ModelDescriptor.State.SUBMITTED;
        return add(d, d.spec);
    }

    String enqueue(Spec spec) {
        if (gate != Gate.OPEN) {
            return refusal();
        }
        return switch (spec.misuse()) {
            case NO_LENGTH, BAD_PERIOD -> Texts.REJECTED;
            case OUT_OF_RANGE -> Texts.OUT_OF_BOUNDS;
            case NONE -> space() == 0 ? Texts.REJECTED : add(null, spec);
        };
    }

    private String add(ModelDescriptor d, Spec spec) {
        ModelTransfer t = new ModelTransfer(used() + 1, d, spec);
        transfers.add(t);
        queue.add(t);
        return "cookie " + t.cookie;
    }

    String issue() {
        if (gate != Gate.OPEN) {
            return refusal();
        }
        issued = used();
        return Texts.DONE;
    }

    // ---- ask ----

    long harvested() {
        return harvested;
    }

    String harvest(int most) {
        long before = harvested;
        harvested = Math.min(ended, harvested + most);
        return "harvested " + (before + 1) + " to " + harvested;
    }

    String status(long cookie) {
        if (!isGiven(cookie)) {
            return Texts.ILLEGAL_ARGUMENT;
        }
        ModelTransfer t = transfers.get((int) cookie - 1);
        return Texts.status(cookie, statusOf(t), t.outcome, ended, used(), t.ended ? t.residue : t.left(), t.uncertain);
    }

    private DmaStatus statusOf(ModelTransfer t) {
        if (!t.ended) {
            return paused && isIssued(t) ? DmaStatus.PAUSED : DmaStatus.IN_PROGRESS;
        }
        return switch (t.outcome) {
            case NO_ERROR -> DmaStatus.COMPLETE;
            case ABORTED -> DmaStatus.ABORTED;
            case READ_FAILED, WRITE_FAILED -> DmaStatus.ERROR;
        };
    }

    String hasEnded(long cookie) {
        return isGiven(cookie) ? String.valueOf(cookie <= ended) : Texts.ILLEGAL_ARGUMENT;
    }

    private boolean isGiven(long cookie) {
        return cookie >= 1 && cookie <= used();
    }

    /// Null if the caller has to wait; then [#isOver] and [#answer].
    String await(Actor actor, long cookie, boolean patient) {
        if (actor == Actor.COMPLETER) {
            return Texts.ILLEGAL_STATE;
        }
        if (!isGiven(cookie)) {
            return Texts.ILLEGAL_ARGUMENT;
        }
        ModelTransfer t = transfers.get((int) cookie - 1);
        if (!t.ended && !patient) {
            return Texts.TIMED_OUT;
        }
        return waits(actor, () -> t.ended, () -> Texts.ended(statusOf(t), t.outcome));
    }

    private String waits(Actor actor, BooleanSupplier over, Supplier<String> answer) {
        waits.put(actor, new Wait(over, answer, calls));
        return null;
    }

    boolean isWaiting(Actor actor) {
        return waits.containsKey(actor);
    }

    boolean isOver(Actor actor) {
        return waits.get(actor).over().getAsBoolean();
    }

    /// How many calls there have been since it began to wait.
    long waitsFor(Actor actor) {
        return calls - waits.get(actor).since();
    }

    /// It waits no more.
    String answer(Actor actor) {
        return waits.remove(actor).answer().get();
    }

    void countCall() {
        calls++;
    }

    // ---- pause, terminate, synchronize, release ----

    String pause() {
        if (!setup.pauses()) {
            return Texts.REJECTED;
        }
        if (gate != Gate.OPEN) {
            return refusal();
        }
        paused = true;
        engine.obey();
        return Texts.DONE;
    }

    String resume() {
        if (!setup.pauses()) {
            return Texts.REJECTED;
        }
        if (gate != Gate.OPEN) {
            return refusal();
        }
        if (!paused) {
            return Texts.ILLEGAL_STATE;
        }
        paused = false;
        return Texts.DONE;
    }

    String terminate() {
        if (gate != Gate.OPEN) {
            return refusal();
        }
        drop(null, 0);
        return Texts.DONE;
    }

    String terminateSync(Actor actor) {
        if (actor == Actor.COMPLETER) {
            return Texts.ILLEGAL_STATE;
        }
        if (gate != Gate.OPEN) {
            return refusal();
        }
        drop(null, 0);
        return synchronize(actor);
    }

    String synchronize(Actor actor) {
        if (actor == Actor.COMPLETER) {
            return Texts.ILLEGAL_STATE;
        }
        return awaitQuiet(actor, () -> Texts.DONE);
    }

    private String awaitQuiet(Actor actor, Supplier<String> answer) {
        if (setup.assistable()) {
            engine.obey();
        }
        long until = dropped;
        BooleanSupplier drained = delivery.drained();
        return waits(actor, () -> letGo >= until && drained.getAsBoolean(), answer);
    }

    String close(Actor actor) {
        if (actor == Actor.COMPLETER) {
            return Texts.ILLEGAL_STATE;
        }
        if (gate == Gate.CLOSED) {
            return waits(actor, () -> givenBack, () -> Texts.DONE);
        }
        gate = Gate.CLOSED;
        engine.stopStarted();
        driverThere = false;
        drop(null, 0);
        letGo();
        releases++;
        return awaitQuiet(actor, () -> {
            givenBack = true;
            return Texts.DONE;
        });
    }

    /// The controller leaves.
    void depart() {
        if (gate == Gate.OPEN) {
            gate = Gate.GONE;
        }
        engine.stopStarted();
        driverThere = false;
        endRest(null, 0);
        letGo();
    }

    /// The controller leaves in order, and the lease waits for another one. What its driver had begun stands where it stands, unless the policy
    /// is to end it.
    void detach(boolean fails) {
        engine.stopStarted();
        if (!driverThere) {
            return; // it broke over that
        }
        driverThere = false;
        if (fails) {
            abortBegun(null, 0);
        } else {
            engine.finishDone();
        }
        letGo();
        queue.forEach(t -> t.started = false);
    }

    /// Another driver comes, and begins where the former one stopped.
    void attach() {
        driverThere = true;
        engine.isNew();
    }

    /// Nobody came in time.
    void giveUp() {
        gate = Gate.GONE;
        abort(null, 0);
        letGo();
    }

    private String refusal() {
        return gate == Gate.GONE ? Texts.GONE : Texts.ILLEGAL_STATE;
    }

    // ---- what happens ----

    /// It ends by itself.
    void finish(ModelTransfer t) {
        t.outcome = t.fault;
        end(t);
        queue.remove(t);
        letGo = t.cookie;
        boolean signals = t.signals();
        if (t.descriptor != null) {
            if (signals) {
                t.descriptor.state = ModelDescriptor.State.ENDED;
            } else {
                t.descriptor.comesBack();
            }
        }
        if (signals) {
            delivery.end(t);
        }
    }

    private void end(ModelTransfer t) {
        t.ended = true;
        t.residue = t.left();
        ended = t.cookie;
    }

    /// The client drops everything: silently, but for stages.
    private void drop(ModelTransfer culprit, int uncertain) {
        paused = false;
        for (ModelTransfer t : queue) {
            if (!t.ended) {
                t.outcome = TransferOutcome.ABORTED;
                t.uncertain = t == culprit ? uncertain : 0;
                end(t);
                dropped = t.cookie;
                if (t.descriptor != null) {
                    t.descriptor.state = ModelDescriptor.State.STOPPING;
                    t.descriptor.stageWaits = t.descriptor.stages > 0;
                    if (t.descriptor.stageWaits) {
                        delivery.end(t);
                    }
                }
            }
        }
        issued = used();
        delivery.silence();
        for (ModelDescriptor d : descriptors) {
            d.freed |= d.state == ModelDescriptor.State.PREPARED && !d.reusable;
        }
        if (isWaitingForDriver()) {
            letGo();
        }
    }

    /// The driver is lost: each transfer is called back.
    private void abort(ModelTransfer culprit, int uncertain) {
        paused = false;
        for (ModelTransfer t : queue) {
            if (!t.ended) {
                abortOne(t, culprit, uncertain);
                dropped = t.cookie;
            }
        }
        issued = used();
    }

    /// Only what the driver has in hand is lost with it.
    private void abortStarted(ModelTransfer culprit, int uncertain) {
        for (ModelTransfer t : queue) {
            if (!t.ended && t.started) {
                abortOne(t, culprit, uncertain);
            }
        }
    }

    /// What any driver has begun, to its first that none has.
    private void abortBegun(ModelTransfer culprit, int uncertain) {
        for (ModelTransfer t : queue) {
            if (!t.ended && !t.begun) {
                return;
            }
            if (!t.ended) {
                abortOne(t, culprit, uncertain);
            }
        }
    }

    private void abortOne(ModelTransfer t, ModelTransfer culprit, int uncertain) {
        t.outcome = TransferOutcome.ABORTED;
        t.uncertain = t == culprit ? uncertain : 0;
        end(t);
        boolean signals = t.signals();
        if (t.descriptor != null) {
            t.descriptor.state = signals ? ModelDescriptor.State.ENDED : ModelDescriptor.State.STOPPING;
        }
        if (signals) {
            delivery.end(t);
        }
    }

    /// The driver throws something that is no fault of the memory.
    void driverBreaks(ModelTransfer culprit, int uncertain) {
        driverThere = false;
        failures++;
        if (culprit != null && culprit.ended) {
            culprit.uncertain = uncertain; // it broke over letting go of one that had been dropped
        }
        if (gate == Gate.OPEN && setup.swaps()) {
            abortStarted(culprit, uncertain);
            letGo();
            return;
        }
        if (gate == Gate.OPEN) {
            gate = Gate.GONE;
        }
        endRest(culprit, uncertain);
        letGo();
    }

    /// A client that has released the channel is not called back.
    private void endRest(ModelTransfer culprit, int uncertain) {
        if (gate == Gate.CLOSED) {
            drop(culprit, uncertain);
        } else {
            abort(culprit, uncertain);
        }
    }

    /// Nothing of what has been dropped is touched any more.
    void letGo() {
        for (ModelTransfer t : List.copyOf(queue)) {
            if (t.ended) {
                if (t.started) {
                    t.residue = t.left();
                }
                queue.remove(t);
                letGo = t.cookie;
                ModelDescriptor d = t.descriptor;
                if (d != null && d.state == ModelDescriptor.State.STOPPING) {
                    if (d.stageWaits) {
                        d.state = ModelDescriptor.State.ENDED;
                    } else {
                        d.comesBack();
                    }
                }
            }
        }
    }
}

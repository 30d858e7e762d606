package org.dmaengine.core.channel.model;

import java.util.List;
import org.dmaengine.TransferFlags;

/// What the dice of an operation stand for, now that the model is where it is.
record Dice(Setup setup, Model model) {
    private static final int LONGEST_WAIT = 60;
    private static final int NEAR = 6;
    private static final int LEAVE_ONE_OF = 4;
    private static final int MISUSE_ONE_OF = 12;
    private static final int[] FLAGS = {TransferFlags.INTERRUPT, TransferFlags.INTERRUPT, TransferFlags.INTERRUPT, TransferFlags.NONE,
            TransferFlags.INTERRUPT | TransferFlags.FENCE, TransferFlags.INTERRUPT | TransferFlags.REPEAT,
            TransferFlags.INTERRUPT | TransferFlags.REPEAT | TransferFlags.LOAD_EOT, TransferFlags.INTERRUPT | TransferFlags.LOAD_EOT,
            TransferFlags.LOAD_EOT, TransferFlags.ACK};

    /// Says whether it makes sense now, and whether somebody has said what has to come of it.
    boolean isPossible(Op op) {
        boolean inCallback = model.delivery.isInCallback();
        return switch (op.call()) {
            case ROUND, HABITS -> true;
            case DELIVER -> model.delivery.isScheduled();
            case LEAVE -> inCallback;
            case DEPART -> model.gate != Model.Gate.CLOSED && op.a() % LEAVE_ONE_OF == 0;
            case DETACH -> setup.swaps() && model.gate == Model.Gate.OPEN && model.isDriverThere();
            case ATTACH -> model.isWaitingForDriver();
            case GIVE_UP -> model.isWaitingForDriver() && op.a() % LEAVE_ONE_OF == 0;
            case NEW_LEASE -> model.gate == Model.Gate.CLOSED && !isAnyWaiting() && !model.delivery.isScheduled() && !inCallback;
            default -> (op.actor() == Actor.COMPLETER ? inCallback : !model.isWaiting(op.actor())) && isPossibleForAClient(op);
        };
    }

    private boolean isPossibleForAClient(Op op) {
        return switch (op.call()) {
            case CLOSE -> !(model.gate == Model.Gate.CLOSED && isAnyWaiting())
                    && (model.gate != Model.Gate.OPEN || op.a() % LEAVE_ONE_OF == 0);
            case SUBMIT, DISCARD -> !model.descriptors().isEmpty();
            // What these do to a descriptor that a terminate has freed is nobody's business.
            case CALLBACK, STAGE -> !model.descriptors().isEmpty() && !descriptor(op).freed;
            // Two mistakes at once: which of them is told is nobody's business either.
            case REUSE -> !model.descriptors().isEmpty()
                    && !(descriptor(op).freed && (!setup.reuses() || descriptor(op).spec.isEndless()));
            default -> true;
        };
    }

    boolean isAnyWaiting() {
        return model.isWaiting(Actor.CLIENT_1) || model.isWaiting(Actor.CLIENT_2);
    }

    /// The call; but nobody waits for ever: at some time another client loses patience.
    Op.Call call(Op op) {
        boolean client = op.actor() == Actor.CLIENT_1 || op.actor() == Actor.CLIENT_2;
        Actor other = op.actor() == Actor.CLIENT_1 ? Actor.CLIENT_2 : Actor.CLIENT_1;
        boolean tooLong = client && model.isWaiting(other) && model.waitsFor(other) > LONGEST_WAIT;
        return tooLong && model.gate == Model.Gate.OPEN ? Op.Call.TERMINATE : op.call();
    }

    /// What to prepare. Flags of a repeated transfer are wasted on most kinds.
    Spec spec(Op op) {
        int flags = FLAGS[op.c() % FLAGS.length];
        boolean repeats = (flags & (TransferFlags.REPEAT | TransferFlags.LOAD_EOT)) != 0;
        Spec.Kind kind = repeats && op.a() / 16 % 2 == 0 ? Spec.Kind.INTERLEAVED : pick(Spec.Kind.values(), op.a());
        return Spec.of(kind, op.b(), flags).with(misuse(op));
    }

    /// What to enqueue. With two mistakes at once, see above.
    Spec copy(Op op) {
        Spec spec = Spec.of(Spec.Kind.MEMCPY, op.b(), op.a() % 2 == 0 ? TransferFlags.INTERRUPT : TransferFlags.NONE);
        return model.gate == Model.Gate.OPEN ? spec.with(misuse(op)) : spec;
    }

    private static Spec.Misuse misuse(Op op) {
        return op.c() / FLAGS.length % MISUSE_ONE_OF == 0 ? pick(Spec.Misuse.values(), op.c() / 400) : Spec.Misuse.NONE;
    }

    static <T> T pick(T[] values, int dice) {
        return values[dice % values.length];
    }

    /// One of the latest.
    ModelDescriptor descriptor(Op op) {
        List<ModelDescriptor> all = model.descriptors();
        return all.get(all.size() - 1 - op.a() % Math.min(NEAR, all.size()));
    }

    /// One that is running or was, or one that was never given.
    long cookie(Op op) {
        return switch (op.a() % 8) {
            case 0 -> 0;
            case 1 -> model.used() + 1;
            case 2 -> model.used() == 0 ? 0 : 1 + op.c() % model.used();
            default -> Math.max(0, model.used() - op.c() % NEAR);
        };
    }
}

package org.dmaengine.core.channel.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// One thing that happens, with the dice it needs. What exactly it is depends on what was before; if it makes no sense then, it
/// is left out. That is why any part of a list of them can be played.
record Op(Actor actor, Call call, int a, int b, int c) {
    /// What happens, and how often.
    enum Call {
        PREPARE(16), CONFIGURE(1), REUSE(4), CALLBACK(10), STAGE(3), SUBMIT(22), ENQUEUE(6), DISCARD(2), ISSUE(16), HARVEST(4),
        STATUS(2), HAS_ENDED(2), AWAIT(4), PAUSE(2), RESUME(3), TERMINATE(2), TERMINATE_SYNC(1), SYNCHRONIZE(2), CLOSE(1),
        CHANNEL_CALLBACK(1), ROUND(22), HABITS(2), DEPART(1), NEW_LEASE(4), DETACH(4), ATTACH(8), GIVE_UP(1), DELIVER(14), LEAVE(12);

        private final int weight;

        Call(int weight) {
            this.weight = weight;
        }

        boolean isOfEngine() {
            return this == ROUND || this == HABITS || this == DEPART || this == NEW_LEASE || this == DETACH || this == ATTACH
                    || this == GIVE_UP;
        }

        boolean isOfCompleter() {
            return this == DELIVER || this == LEAVE;
        }
    }

    private static final Call[] DICE = dice();

    private static Call[] dice() {
        List<Call> dice = new ArrayList<>();
        for (Call call : Call.values()) {
            for (int i = 0; i < call.weight; i++) {
                dice.add(call);
            }
        }
        return dice.toArray(Call[]::new);
    }

    /// A random one.
    static Op of(Random random) {
        Call call = DICE[random.nextInt(DICE.length)];
        Actor actor = call.isOfEngine() ? Actor.ENGINE : call.isOfCompleter() ? Actor.COMPLETER
                : Actor.values()[random.nextInt(Actor.values().length - 1)];
        return new Op(actor, call, random.nextInt(1 << 16), random.nextInt(1 << 16), random.nextInt(1 << 16));
    }
}

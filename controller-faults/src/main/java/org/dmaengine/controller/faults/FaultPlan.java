package org.dmaengine.controller.faults;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.dmaengine.faults.FaultKind;

/// What becomes of which transfer: a function of seed, controller, channel and the transfer's number on it, and of nothing else. However often
/// it is asked, and in whatever order, it answers the same; what is asked of one kind of fault does not depend on the rates of others, but for the
/// rule that a transfer meets one that harms it at most: of several the first in the order of [FaultKind].
final class FaultPlan {
    /// Draws are from 0 to one less.
    static final int DRAWS = 1000;

    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

    private final long seed;
    private final Map<FaultKind, Rate> rates;
    private final Optional<Call> failingCall;

    /// @param controller  name of the controller
    /// @param rates       of the faults that are wanted
    /// @param failingCall the call that throws where one has to; one or another if it is empty
    FaultPlan(long seed, String controller, Map<FaultKind, Rate> rates, Optional<Call> failingCall) {
        this.seed = seed * GOLDEN + controller.hashCode();
        this.rates = new EnumMap<>(FaultKind.class);
        this.rates.putAll(rates);
        this.failingCall = failingCall;
    }

    /// What a transfer meets.
    ///
    /// @param transfer its number on the channel, from 1
    Fate of(int channel, long transfer) {
        SplittableRandom random = new SplittableRandom((seed * GOLDEN + channel) * GOLDEN + transfer);
        EnumSet<FaultKind> harmless = EnumSet.noneOf(FaultKind.class);
        FaultKind harm = null;
        for (FaultKind kind : FaultKind.values()) {
            int draw = random.nextInt(DRAWS);
            if (!rates.getOrDefault(kind, Rate.NEVER).hits(transfer, draw)) {
                continue;
            }
            if (kind.isHarmless()) {
                harmless.add(kind);
            } else if (harm == null) {
                harm = kind;
            }
        }
        Call any = Call.values()[random.nextInt(Call.values().length)];
        return new Fate(harmless, harm, failingCall.orElse(any), random.nextInt(DRAWS), random.nextInt(Integer.MAX_VALUE));
    }
}

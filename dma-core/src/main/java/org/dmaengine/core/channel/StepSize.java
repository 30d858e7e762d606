package org.dmaengine.core.channel;

/// How much a driver is asked to move in one step: so much that a step stays near 200 µs, for nobody who wants the channel, and
/// no safepoint, should wait longer. Used by the channel's owner only (see [Stepper]).
final class StepSize {
    private static final long SHORTEST_LIMIT = 64 << 10;
    private static final long LONG_STEP_NANOS = 200_000;

    // What is left of a budget is rounded down to this, so that a driver is not asked for less than it can move.
    private final long alignment;
    private long limit = Stepper.TURN;

    StepSize(long alignment) {
        this.alignment = Math.min(Stepper.INLINE, alignment);
    }

    /// Most bytes of the next step; 0 if so little is left that it must wait for another turn.
    long most(long left) {
        return Math.min(limit, left) & -alignment;
    }

    /// Says whether a step of so many bytes can be so long that [#took] wants to know.
    boolean isWorthTiming(long bytes) {
        return bytes >= SHORTEST_LIMIT;
    }

    /// A full step that took long makes the next ones shorter, a quick one makes them longer again.
    void took(long nanos, long moved) {
        if (nanos > LONG_STEP_NANOS && moved == limit && limit > SHORTEST_LIMIT) {
            limit >>= 1;
        } else if (nanos < LONG_STEP_NANOS / 4 && moved == limit && limit < Stepper.TURN) {
            limit <<= 1;
        }
    }
}

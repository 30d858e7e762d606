package org.dmaengine.endpoints.serial;

import java.util.function.LongSupplier;

/// Lets bytes pass at the rate of a line, for a pseudo-terminal, which has none of its own. For one thread.
///
/// What it is late, a thread that was not served for example, it makes up for within the slack; longer than that the line was idle, and
/// time that has passed idle is gone.
final class Pace {
    /// As fast as the line is.
    static final Pace NONE = new Pace(Double.POSITIVE_INFINITY, () -> 0);

    private static final long SLACK = 10_000_000;
    private static final long SECOND = 1_000_000_000;

    private final double nanosPerByte;
    private final LongSupplier clock;
    private long free;

    /// @param bytesPerSecond the rate
    /// @param clock          now, in nanoseconds
    Pace(double bytesPerSecond, LongSupplier clock) {
        this.nanosPerByte = SECOND / bytesPerSecond;
        this.clock = clock;
        this.free = clock.getAsLong();
    }

    /// Nanoseconds until the line is free for the next byte; 0 or less if it is.
    long ahead() {
        return free - clock.getAsLong();
    }

    /// The most bytes to pass at once: what takes the slack, so that the line looks smooth.
    int chunk() {
        return (int) Math.clamp(SLACK / nanosPerByte, 1, Integer.MAX_VALUE);
    }

    /// So many bytes have passed: the line is busy with them from now on.
    void passed(int bytes) {
        long now = clock.getAsLong();
        free = now + Math.max(free - now, -SLACK) + (long) (bytes * nanosPerByte);
    }
}

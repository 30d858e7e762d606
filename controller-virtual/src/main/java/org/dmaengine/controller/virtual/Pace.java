package org.dmaengine.controller.virtual;

import java.util.SplittableRandom;

/// How long transfers take: so long until the first byte, and then so many bytes in a second, a burst at a time.
///
/// @param latencyNanos   from the start to the first byte
/// @param jitterNanos    most that is added to that, by the seed
/// @param bytesPerSecond 0 for all bytes at once
/// @param burst          bytes that come together; the last ones of a transfer may be fewer
/// @param seed           what the jitter is drawn from: a function of seed, channel and the transfer's number
public record Pace(long latencyNanos, long jitterNanos, long bytesPerSecond, long burst, long seed) {
    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;
    private static final double NANOS = 1e9;

    /// The latency of a transfer.
    ///
    /// @param transfer its number on the channel, from 1
    long latency(int channel, long transfer) {
        if (jitterNanos == 0) {
            return latencyNanos;
        }
        return latencyNanos + new SplittableRandom((seed * GOLDEN + channel) * GOLDEN + transfer).nextLong(jitterNanos + 1);
    }

    /// When a byte is due, in nanoseconds behind the latency.
    ///
    /// @param end bytes up to and with it
    long nanos(long end) {
        return bytesPerSecond == 0 ? 0 : (long) Math.ceil(end * NANOS / bytesPerSecond);
    }

    /// Bytes that are due so long behind the latency, in whole bursts.
    ///
    /// @param most in all
    long due(long nanos, long most) {
        if (nanos < 0) {
            return 0;
        }
        if (bytesPerSecond == 0 || nanos >= nanos(most)) {
            return most;
        }
        long bytes = (long) (nanos * (double) bytesPerSecond / NANOS);
        return Math.min(most, bytes / burst * burst);
    }
}

package org.dmaengine.examples.pcm;

import java.time.Duration;
import java.util.Objects;

/// The ring of a stream: how long, and how often it calls back.
///
/// ```text
/// ring   | period | period | period | period |      periods 4
/// ```
///
/// @param format       of its samples
/// @param periodFrames frames between two callbacks
/// @param periods      periods in the ring, at least 2 (CLA-14)
/// @param policy       what happens when the client is late
public record PcmParameters(PcmFormat format, long periodFrames, int periods, XrunPolicy policy) {
    /// Checks the numbers.
    public PcmParameters {
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(policy, "policy");
        if (periodFrames < 1 || periods < 2) {
            throw new IllegalArgumentException(periods + " periods of " + periodFrames
                    + " frames; a ring has at least 2 periods, since one is the device's while the other is the client's");
        }
    }

    /// A ring of so many periods, each so long, that stops when the client is late.
    public static PcmParameters of(PcmFormat format, Duration period, int periods) {
        return new PcmParameters(format, format.frames(period), periods, XrunPolicy.STOP);
    }

    /// The same with this policy.
    public PcmParameters with(XrunPolicy newPolicy) {
        return new PcmParameters(format, periodFrames, periods, newPolicy);
    }

    /// Frames in the ring.
    public long ringFrames() {
        return periodFrames * periods;
    }

    /// Bytes in the ring.
    public long ringBytes() {
        return ringFrames() * format.frameBytes();
    }

    /// Bytes in a period.
    public long periodBytes() {
        return periodFrames * format.frameBytes();
    }
}

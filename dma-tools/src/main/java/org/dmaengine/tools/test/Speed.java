package org.dmaengine.tools.test;

import java.util.Locale;

/// The figures of a summary line, in the kernel's arithmetic: fractions of 1/256, cut, never rounded (TST-57).
///
/// @param microseconds time spent, without filling and comparing
record Speed(long microseconds) {
    /// Tests per second with two decimals.
    String iops(long tests) {
        long fixed = perSecond(tests);
        return String.format(Locale.ROOT, "%d.%02d", fixed >> 8, (fixed & 0xff) * 100 >> 8);
    }

    /// KiB per second.
    long kbps(long bytes) {
        return perSecond(bytes >> 10) >> 8;
    }

    private long perSecond(long count) {
        if (microseconds <= 0) {
            return 0;
        }
        long scaled = count * 1_000_000; // whole part and remainder apart, so that no realistic count overflows
        return scaled / microseconds * 256 + scaled % microseconds * 256 / microseconds;
    }
}

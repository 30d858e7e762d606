package org.dmaengine.tools;

import java.util.Locale;

/// How times and rates are printed.
public final class Figures {
    private static final String[] UNITS = {"B/s", "kB/s", "MB/s", "GB/s", "TB/s"};

    private Figures() {}

    /// Seconds with three decimals.
    public static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.3f s", nanos / 1e9);
    }

    /// Milliseconds with three decimals.
    public static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.3f ms", nanos / 1e6);
    }

    /// Bytes per second in the largest unit that leaves at least 1, in powers of 1000.
    public static String rate(long bytes, long nanos) {
        double rate = bytes * 1e9 / Math.max(1, nanos);
        int unit = 0;
        while (rate >= 1000 && unit < UNITS.length - 1) {
            rate /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", rate, UNITS[unit]);
    }
}

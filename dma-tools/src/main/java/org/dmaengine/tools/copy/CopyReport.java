package org.dmaengine.tools.copy;

import java.util.Locale;

/// What a copy did.
///
/// @param bytes       length of the file
/// @param holes       those of them that were zeros in the source and are holes in the copy
/// @param transfers   transfers of the channel
/// @param nanos       time to copy
/// @param verifyNanos time to compare afterwards
record CopyReport(long bytes, long holes, long transfers, long nanos, long verifyNanos) {
    private static final String[] UNITS = {"B/s", "kB/s", "MB/s", "GB/s", "TB/s"};

    /// Bytes, transfers, seconds and rate on one line.
    String line() {
        return bytes + " bytes" + (holes > 0 ? " (" + holes + " in holes)" : "") + ", " + transfers + " transfers, "
                + seconds(nanos) + ", " + rate(bytes, nanos) + ", verified in " + seconds(verifyNanos);
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.3f s", nanos / 1e9);
    }

    /// Bytes per second in the largest unit that leaves at least 1, in powers of 1000.
    static String rate(long bytes, long nanos) {
        double rate = bytes * 1e9 / Math.max(1, nanos);
        int unit = 0;
        while (rate >= 1000 && unit < UNITS.length - 1) {
            rate /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", rate, UNITS[unit]);
    }
}

package org.dmaengine.tools.stream;

import java.util.List;
import org.dmaengine.tools.Figures;
import org.dmaengine.tools.Spread;

/// What a stream did.
///
/// @param bytes  bytes that went through
/// @param period bytes of a period
/// @param losses bytes that source and sink have lost or made up
/// @param nanos  time until the sink had taken everything
/// @param sha    SHA-256 of the bytes in hexadecimal, null if it was not asked for
/// @param wanted how often the controller should be replaced
/// @param swaps  how many nanoseconds each swap took
record StreamReport(long bytes, int period, long losses, long nanos, String sha, int wanted, List<Long> swaps) {
    /// Bytes, periods, losses, seconds and rate on one line, and the digest on another.
    String text() {
        long periods = Math.ceilDiv(bytes, (long) period);
        return bytes + (bytes == 1 ? " byte, " : " bytes, ") + periods + (periods == 1 ? " period" : " periods") + " of " + period + ", "
                + (losses == 0 ? "nothing" : losses + (losses == 1 ? " byte" : " bytes")) + " lost, " + Figures.seconds(nanos) + ", "
                + Figures.rate(bytes, nanos) + swapped() + (sha == null ? "" : System.lineSeparator() + "SHA-256 " + sha);
    }

    /// Where nobody knew how much would come, fewer may have fitted in.
    private String swapped() {
        if (wanted == 0) {
            return "";
        }
        Spread spread = Spread.of(swaps);
        return ", " + (swaps.size() < wanted ? swaps.size() + " of " : "") + wanted + (wanted == 1 ? " swap" : " swaps") + " (median "
                + Figures.millis(spread.median()) + ", max " + Figures.millis(spread.max()) + ")";
    }
}

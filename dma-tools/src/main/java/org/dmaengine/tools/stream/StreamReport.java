package org.dmaengine.tools.stream;

import org.dmaengine.tools.Figures;

/// What a stream did.
///
/// @param bytes  bytes that went through
/// @param period bytes of a period
/// @param losses bytes that source and sink have lost or made up
/// @param nanos  time until the sink had taken everything
/// @param sha    SHA-256 of the bytes in hexadecimal, null if it was not asked for
record StreamReport(long bytes, int period, long losses, long nanos, String sha) {
    /// Bytes, periods, losses, seconds and rate on one line, and the digest on another.
    String text() {
        long periods = Math.ceilDiv(bytes, (long) period);
        return bytes + (bytes == 1 ? " byte, " : " bytes, ") + periods + (periods == 1 ? " period" : " periods") + " of " + period + ", "
                + (losses == 0 ? "nothing" : losses + (losses == 1 ? " byte" : " bytes")) + " lost, " + Figures.seconds(nanos) + ", "
                + Figures.rate(bytes, nanos) + (sha == null ? "" : System.lineSeparator() + "SHA-256 " + sha);
    }
}

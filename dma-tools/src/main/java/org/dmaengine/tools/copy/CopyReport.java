package org.dmaengine.tools.copy;

import org.dmaengine.tools.Figures;

/// What a copy did.
///
/// @param bytes       length of the file
/// @param holes       those of them that were zeros in the source and are holes in the copy
/// @param transfers   transfers of the channel
/// @param nanos       time to copy
/// @param verifyNanos time to compare afterwards
record CopyReport(long bytes, long holes, long transfers, long nanos, long verifyNanos) {
    /// Bytes, transfers, seconds and rate on one line.
    String line() {
        return bytes + " bytes" + (holes > 0 ? " (" + holes + " in holes)" : "") + ", " + transfers + " transfers, "
                + Figures.seconds(nanos) + ", " + Figures.rate(bytes, nanos) + ", verified in " + Figures.seconds(verifyNanos);
    }
}

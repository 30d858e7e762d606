package org.dmaengine.controller.watch;

import org.dmaengine.spi.Transfer;

/// How far one transfer has come, by what drivers have answered; whichever driver is asked next has to go on there.
///
/// For whoever calls the driver: one thread at a time, which sees what the one before has left.
final class Track {
    private long moved;
    private boolean complete;

    /// Compares with what the core says.
    ///
    /// @return bytes that the core has skipped; negative for bytes that it wants moved again
    long deviation(Transfer transfer) {
        long there = transfer.movedInAll();
        if (there == 0 && complete) {
            moved = 0; // a reusable descriptor: another transfer
            complete = false;
        }
        long deviation = there - moved;
        moved = there;
        return deviation;
    }

    /// A driver has moved so many bytes.
    void advance(Transfer transfer, long bytes) {
        moved += bytes;
        complete = moved >= transfer.length();
    }

    /// Says whether all of it, or of its first pass, has been moved.
    boolean isComplete() {
        return complete;
    }
}

package org.dmaengine.tck.broken;

import org.dmaengine.Direction;
import org.dmaengine.spi.Transfer;
import org.dmaengine.tck.reference.Board;
import org.dmaengine.tck.reference.PipeDriver;

/// Gives the device what it can take when it is stopped, and does not say so.
final class GivesUncountedBytes extends PipeDriver {
    GivesUncountedBytes(Board board) {
        super(board);
    }

    @Override
    public long stop(Transfer transfer) {
        if (transfer.direction() == Direction.MEM_TO_DEV && transfer.moved() < transfer.length() - 4) {
            move(transfer, 4, 0);
        }
        return 0;
    }
}

package org.dmaengine.tck.broken;

import org.dmaengine.Direction;
import org.dmaengine.spi.Transfer;
import org.dmaengine.tck.reference.Board;
import org.dmaengine.tck.reference.PipeDriver;

/// Fetches a word ahead, and drops it when it is stopped.
final class LosesBytesAtStop extends PipeDriver {
    LosesBytesAtStop(Board board) {
        super(board);
    }

    @Override
    public long stop(Transfer transfer) {
        if (transfer.direction() == Direction.DEV_TO_MEM && board.pipe().left() > 0) {
            board.pipe().read(address(transfer));
        }
        return 0;
    }
}

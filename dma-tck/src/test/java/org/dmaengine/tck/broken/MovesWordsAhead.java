package org.dmaengine.tck.broken;

import org.dmaengine.Direction;
import org.dmaengine.spi.Transfer;
import org.dmaengine.tck.reference.Board;
import org.dmaengine.tck.reference.PipeDriver;

/// Counts a word that is still inside.
final class MovesWordsAhead extends PipeDriver {
    MovesWordsAhead(Board board) {
        super(board);
    }

    @Override
    protected void move(Transfer transfer, int bytes, long behind) {
        if (transfer.direction() == Direction.MEM_TO_DEV) {
            super.move(transfer, bytes - 4, behind);
        } else {
            super.move(transfer, bytes, behind);
        }
    }
}

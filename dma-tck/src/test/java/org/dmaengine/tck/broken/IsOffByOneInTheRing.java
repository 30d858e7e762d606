package org.dmaengine.tck.broken;

import org.dmaengine.spi.Transfer;
import org.dmaengine.spi.TransferKind;
import org.dmaengine.tck.reference.Board;
import org.dmaengine.tck.reference.PipeDriver;

/// Comes round one byte too early.
final class IsOffByOneInTheRing extends PipeDriver {
    IsOffByOneInTheRing(Board board) {
        super(board);
    }

    @Override
    protected void move(Transfer transfer, int bytes, long behind) {
        super.move(transfer, bytes, transfer.kind() == TransferKind.CYCLIC && transfer.movedInAll() >= transfer.length() ? behind - 1
                : behind);
    }
}

package org.dmaengine.tck.broken;

import org.dmaengine.spi.Transfer;
import org.dmaengine.spi.TransferKind;
import org.dmaengine.tck.reference.Board;
import org.dmaengine.tck.reference.PipeDriver;

/// Begins at the first byte of the ring where it should go on in it.
final class BeginsTheRingAnew extends PipeDriver {
    private long skipped;

    BeginsTheRingAnew(Board board) {
        super(board);
    }

    @Override
    public long start(Transfer transfer) {
        skipped = transfer.kind() == TransferKind.CYCLIC ? transfer.moved() : 0;
        return super.start(transfer);
    }

    @Override
    protected void move(Transfer transfer, int bytes, long behind) {
        super.move(transfer, bytes, transfer.moved() >= skipped ? behind - skipped : behind);
    }
}

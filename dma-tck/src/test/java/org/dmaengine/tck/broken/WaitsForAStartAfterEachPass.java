package org.dmaengine.tck.broken;

import org.dmaengine.TransferFlag;
import org.dmaengine.spi.Transfer;
import org.dmaengine.tck.reference.Board;
import org.dmaengine.tck.reference.PipeDriver;

/// Wants a repeated transfer to be started again.
final class WaitsForAStartAfterEachPass extends PipeDriver {
    WaitsForAStartAfterEachPass(Board board) {
        super(board);
    }

    @Override
    public long step(Transfer transfer, long limit) {
        return transfer.has(TransferFlag.REPEAT) && transfer.movedInAll() >= transfer.length() ? 0 : super.step(transfer, limit);
    }
}

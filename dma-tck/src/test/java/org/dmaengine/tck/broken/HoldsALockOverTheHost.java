package org.dmaengine.tck.broken;

import org.dmaengine.spi.Transfer;
import org.dmaengine.tck.reference.Board;
import org.dmaengine.tck.reference.PipeDriver;

/// Answers no questions while a step is under way.
final class HoldsALockOverTheHost extends PipeDriver {
    HoldsALockOverTheHost(Board board) {
        super(board);
    }

    @Override
    public synchronized long step(Transfer transfer, long limit) {
        return super.step(transfer, limit);
    }

    @Override
    public synchronized void check(Transfer transfer) {
        super.check(transfer);
    }
}

package org.dmaengine.tck.broken;

import org.dmaengine.spi.Transfer;
import org.dmaengine.tck.reference.Board;
import org.dmaengine.tck.reference.PipeDriver;

/// Looks at the device first and listens to it then.
final class ListensTooLate extends PipeDriver {
    ListensTooLate(Board board) {
        super(board);
    }

    @Override
    public long start(Transfer transfer) {
        return 0;
    }

    @Override
    public long step(Transfer transfer, long limit) {
        board.pipe().connect(() -> { });
        try {
            return super.step(transfer, limit);
        } finally {
            board.pipe().connect(this::requested);
        }
    }
}

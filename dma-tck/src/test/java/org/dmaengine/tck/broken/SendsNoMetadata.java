package org.dmaengine.tck.broken;

import org.dmaengine.spi.Transfer;
import org.dmaengine.tck.reference.Board;
import org.dmaengine.tck.reference.PipeDriver;

/// Drops the client's metadata.
final class SendsNoMetadata extends PipeDriver {
    SendsNoMetadata(Board board) {
        super(board);
    }

    @Override
    public long start(Transfer transfer) {
        board.pipe().connect(this::requested);
        return 0;
    }
}

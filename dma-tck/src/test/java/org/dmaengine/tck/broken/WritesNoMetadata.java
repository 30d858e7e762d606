package org.dmaengine.tck.broken;

import org.dmaengine.spi.Transfer;
import org.dmaengine.tck.reference.Board;
import org.dmaengine.tck.reference.PipeDriver;

/// Leaves the packet's metadata to somebody else.
final class WritesNoMetadata extends PipeDriver {
    WritesNoMetadata(Board board) {
        super(board);
    }

    @Override
    protected void end(Transfer transfer) {
        board.pipe().passEnd();
        transfer.end();
    }
}

package org.dmaengine.tck.broken;

import org.dmaengine.spi.Transfer;
import org.dmaengine.tck.reference.Board;
import org.dmaengine.tck.reference.PipeDriver;

/// Waits for the rest when the device has ended.
final class DoesNotEndEarly extends PipeDriver {
    DoesNotEndEarly(Board board) {
        super(board);
    }

    @Override
    protected void end(Transfer transfer) {
        board.pipe().passEnd();
    }
}

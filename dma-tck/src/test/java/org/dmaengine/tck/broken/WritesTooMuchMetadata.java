package org.dmaengine.tck.broken;

import org.dmaengine.spi.Transfer;
import org.dmaengine.tck.reference.Board;
import org.dmaengine.tck.reference.PipeDriver;

/// Reports more metadata than there can be.
final class WritesTooMuchMetadata extends PipeDriver {
    WritesTooMuchMetadata(Board board) {
        super(board);
    }

    @Override
    protected void end(Transfer transfer) {
        if (transfer.metadata() != null) {
            transfer.metadataLength(capabilities().maxMetadata() + 1);
        }
        super.end(transfer);
    }
}

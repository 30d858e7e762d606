package org.dmaengine.tck.broken;

import java.io.IOException;
import org.dmaengine.spi.Transfer;
import org.dmaengine.spi.TransferFault;
import org.dmaengine.tck.reference.Board;
import org.dmaengine.tck.reference.PipeDriver;

/// Counts a word that the device has not given before it failed.
final class CountsInAFault extends PipeDriver {
    CountsInAFault(Board board) {
        super(board);
    }

    @Override
    protected TransferFault fault(Transfer transfer, long moved, IOException e) {
        return super.fault(transfer, moved + 4, e);
    }
}

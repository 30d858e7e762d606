package org.dmaengine.tck.broken;

import java.io.IOException;
import org.dmaengine.Direction;
import org.dmaengine.spi.Transfer;
import org.dmaengine.spi.TransferFault;
import org.dmaengine.tck.reference.Board;
import org.dmaengine.tck.reference.PipeDriver;

/// Says that the destination has failed when the source has.
final class BlamesTheOtherSide extends PipeDriver {
    BlamesTheOtherSide(Board board) {
        super(board);
    }

    @Override
    protected TransferFault fault(Transfer transfer, long moved, IOException e) {
        return transfer.direction() == Direction.DEV_TO_MEM ? TransferFault.write(moved, e.getMessage(), e)
                : TransferFault.read(moved, e.getMessage(), e);
    }
}

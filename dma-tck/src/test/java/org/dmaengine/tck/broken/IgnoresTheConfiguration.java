package org.dmaengine.tck.broken;

import org.dmaengine.spi.Transfer;
import org.dmaengine.tck.reference.Board;
import org.dmaengine.tck.reference.PipeDriver;

/// Reads and writes where it always does.
final class IgnoresTheConfiguration extends PipeDriver {
    IgnoresTheConfiguration(Board board) {
        super(board);
    }

    @Override
    protected long address(Transfer transfer) {
        return 0x1000;
    }
}

package org.dmaengine.tck.broken;

import org.dmaengine.tck.reference.Board;
import org.dmaengine.tck.reference.PipeDriver;

/// Does not wake when the device asks.
final class MissesTheRequest extends PipeDriver {
    MissesTheRequest(Board board) {
        super(board);
    }

    @Override
    protected void requested() {
        // polled some day
    }
}

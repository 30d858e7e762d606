package org.dmaengine.tck.broken;

import org.dmaengine.spi.Transfer;
import org.dmaengine.tck.reference.Board;
import org.dmaengine.tck.reference.PipeDriver;

/// Does not hear the device while it is inside a step.
final class LosesARequestDuringAStep extends PipeDriver {
    private boolean stepping;

    LosesARequestDuringAStep(Board board) {
        super(board);
    }

    @Override
    public long step(Transfer transfer, long limit) {
        stepping = true;
        try {
            return super.step(transfer, limit);
        } finally {
            stepping = false;
        }
    }

    @Override
    protected void requested() {
        if (!stepping) {
            super.requested();
        }
    }
}

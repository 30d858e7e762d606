package org.dmaengine.tck.broken;

import org.dmaengine.Direction;
import org.dmaengine.spi.Transfer;
import org.dmaengine.tck.reference.Board;
import org.dmaengine.tck.reference.PipeDriver;

/// Fetches from the device when that asks, although it is paused.
final class FetchesWhilePaused extends PipeDriver {
    private boolean paused;

    FetchesWhilePaused(Board board) {
        super(board);
    }

    @Override
    public long pause(Transfer transfer) {
        paused = true;
        return 0;
    }

    @Override
    public void resume(Transfer transfer) {
        paused = false;
    }

    @Override
    protected void requested() {
        if (paused && board.pipe().direction() == Direction.DEV_TO_MEM) {
            board.pipe().read(0x4000);
        }
        super.requested();
    }
}

package org.dmaengine.tck.broken;

import org.dmaengine.spi.Transfer;
import org.dmaengine.tck.reference.Board;
import org.dmaengine.tck.reference.PipeDriver;

/// Moves bytes when the device asks, although it is paused.
final class MovesWhilePaused extends PipeDriver {
    private Transfer active;
    private boolean paused;

    MovesWhilePaused(Board board) {
        super(board);
    }

    @Override
    public long pause(Transfer transfer) {
        active = transfer;
        paused = true;
        return 0;
    }

    @Override
    public void resume(Transfer transfer) {
        paused = false;
    }

    @Override
    protected void requested() {
        if (paused && active != null) {
            move(active, 4, 0);
        }
        super.requested();
    }
}

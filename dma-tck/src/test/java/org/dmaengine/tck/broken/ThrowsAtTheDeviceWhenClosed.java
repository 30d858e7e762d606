package org.dmaengine.tck.broken;

import org.dmaengine.tck.reference.Board;
import org.dmaengine.tck.reference.PipeDriver;

/// Falls over a device that asks when it is closed.
final class ThrowsAtTheDeviceWhenClosed extends PipeDriver {
    ThrowsAtTheDeviceWhenClosed(Board board) {
        super(board);
    }

    @Override
    protected void requested() {
        host().wake();
    }
}

package org.dmaengine.tck.broken;

import org.dmaengine.spi.Transfer;
import org.dmaengine.tck.reference.MemoryDriver;

/// Answers what it has moved once more when it is stopped.
final class CompletesTwice extends MemoryDriver {
    private long moved;

    @Override
    public long start(Transfer transfer) {
        moved = 0;
        return 0;
    }

    @Override
    public long step(Transfer transfer, long limit) {
        moved += super.step(transfer, limit);
        return moved;
    }

    @Override
    public long stop(Transfer transfer) {
        return moved;
    }
}

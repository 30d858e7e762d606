package org.dmaengine.tck.broken;

import org.dmaengine.spi.Transfer;
import org.dmaengine.tck.reference.MemoryDriver;

/// Moves as far as the transfer is long, not as far as the run is.
final class MovesBeyondTheRun extends MemoryDriver {
    @Override
    public long step(Transfer transfer, long limit) {
        return move(transfer, Math.min(limit, transfer.length() - transfer.moved()));
    }
}

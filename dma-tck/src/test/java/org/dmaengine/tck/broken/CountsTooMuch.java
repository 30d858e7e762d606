package org.dmaengine.tck.broken;

import org.dmaengine.spi.Transfer;
import org.dmaengine.tck.reference.MemoryDriver;

/// Counts a byte that it has not moved.
final class CountsTooMuch extends MemoryDriver {
    @Override
    public long step(Transfer transfer, long limit) {
        long bytes = Math.min(limit, transfer.run());
        move(transfer, bytes - 1);
        return bytes;
    }
}

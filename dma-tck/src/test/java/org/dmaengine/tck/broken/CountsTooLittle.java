package org.dmaengine.tck.broken;

import org.dmaengine.spi.Transfer;
import org.dmaengine.tck.reference.MemoryDriver;

/// Moves bytes that it does not count.
final class CountsTooLittle extends MemoryDriver {
    @Override
    public long step(Transfer transfer, long limit) {
        long bytes = super.step(transfer, limit);
        return Math.max(1, bytes / 2);
    }
}

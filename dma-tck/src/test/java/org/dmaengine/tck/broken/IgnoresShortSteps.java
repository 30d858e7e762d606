package org.dmaengine.tck.broken;

import org.dmaengine.spi.Transfer;
import org.dmaengine.tck.reference.MemoryDriver;

/// Moves eight bytes at least.
final class IgnoresShortSteps extends MemoryDriver {
    @Override
    public long step(Transfer transfer, long limit) {
        return limit < 8 && transfer.run() >= 8 ? 0 : super.step(transfer, limit);
    }
}

package org.dmaengine.tck.broken;

import org.dmaengine.spi.Transfer;
import org.dmaengine.tck.reference.MemoryDriver;

/// Has done when half of a transfer is moved, and says so to nobody.
final class StandsStill extends MemoryDriver {
    @Override
    public long step(Transfer transfer, long limit) {
        return transfer.moved() >= transfer.length() / 2 ? 0 : super.step(transfer, Math.min(limit, 16));
    }
}

package org.dmaengine.tck.broken;

import org.dmaengine.spi.Transfer;
import org.dmaengine.tck.reference.MemoryDriver;

/// States no alignment, and moves whole words only.
final class IgnoresAlignment extends MemoryDriver {
    @Override
    public long step(Transfer transfer, long limit) {
        return super.step(transfer, limit) & -4;
    }
}

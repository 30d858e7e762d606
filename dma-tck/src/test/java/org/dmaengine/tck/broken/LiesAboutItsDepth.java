package org.dmaengine.tck.broken;

import org.dmaengine.spi.Transfer;
import org.dmaengine.tck.reference.MemoryDriver;

/// Takes two transfers, and remembers the last.
final class LiesAboutItsDepth extends MemoryDriver {
    private Transfer active;

    LiesAboutItsDepth() {
        super(stated().depth(2).build());
    }

    @Override
    public long start(Transfer transfer) {
        active = transfer;
        return 0;
    }

    @Override
    public long step(Transfer transfer, long limit) {
        return super.step(active, limit);
    }
}

package org.dmaengine.tck.broken;

import org.dmaengine.spi.Transfer;
import org.dmaengine.tck.reference.MemoryDriver;

/// Takes a transfer in when it is asked about it.
final class ChangesOnCheck extends MemoryDriver {
    private Transfer active;

    @Override
    public void check(Transfer transfer) {
        active = transfer;
    }

    @Override
    public long step(Transfer transfer, long limit) {
        return super.step(active, limit);
    }
}

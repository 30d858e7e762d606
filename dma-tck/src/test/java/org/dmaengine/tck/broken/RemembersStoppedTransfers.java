package org.dmaengine.tck.broken;

import org.dmaengine.spi.Transfer;
import org.dmaengine.tck.reference.MemoryDriver;

/// States reuse, and takes no transfer that has been stopped.
final class RemembersStoppedTransfers extends MemoryDriver {
    private Transfer stopped;

    @Override
    public long start(Transfer transfer) {
        if (transfer == stopped && transfer.movedInAll() == 0) {
            throw new IllegalStateException("stopped before");
        }
        return 0;
    }

    @Override
    public long stop(Transfer transfer) {
        stopped = transfer;
        return 0;
    }

    @Override
    public void close() {
        stopped = null;
        super.close();
    }
}

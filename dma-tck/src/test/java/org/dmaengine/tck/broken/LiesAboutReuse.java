package org.dmaengine.tck.broken;

import org.dmaengine.spi.Transfer;
import org.dmaengine.tck.reference.MemoryDriver;

/// States reuse, and takes no transfer twice.
final class LiesAboutReuse extends MemoryDriver {
    private Transfer last;

    @Override
    public long start(Transfer transfer) {
        if (transfer == last && transfer.movedInAll() == 0) {
            throw new IllegalStateException("seen before");
        }
        last = transfer;
        return 0;
    }
}

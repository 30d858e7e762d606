package org.dmaengine.tck.broken;

import java.util.concurrent.CountDownLatch;
import org.dmaengine.spi.Transfer;
import org.dmaengine.tck.reference.MemoryDriver;

/// Waits inside a step for something that does not come.
final class HoldsTheThread extends MemoryDriver {
    @Override
    public long step(Transfer transfer, long limit) {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }
}

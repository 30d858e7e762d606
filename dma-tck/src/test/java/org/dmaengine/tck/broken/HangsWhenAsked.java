package org.dmaengine.tck.broken;

import java.util.concurrent.CountDownLatch;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.tck.reference.MemoryDriver;

/// Asks its hardware what it can do, which does not answer.
final class HangsWhenAsked extends MemoryDriver {
    @Override
    public ChannelCapabilities capabilities() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return super.capabilities();
    }
}

package org.dmaengine.tck.broken;

import org.dmaengine.spi.Transfer;
import org.dmaengine.tck.reference.MemoryDriver;

/// States INTERRUPT, and falls over one.
final class LiesAboutInterrupts extends MemoryDriver {
    @Override
    public long start(Transfer transfer) {
        return transfer.sourceOffset() * 0;
    }
}

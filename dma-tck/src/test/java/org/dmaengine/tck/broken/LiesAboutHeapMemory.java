package org.dmaengine.tck.broken;

import org.dmaengine.spi.Transfer;
import org.dmaengine.tck.reference.MemoryDriver;

/// Needs native memory, and does not ask for it.
final class LiesAboutHeapMemory extends MemoryDriver {
    @Override
    protected long move(Transfer transfer, long bytes) {
        if (!transfer.destination().isNative()) {
            throw new IllegalArgumentException("an address is needed");
        }
        return super.move(transfer, bytes);
    }
}

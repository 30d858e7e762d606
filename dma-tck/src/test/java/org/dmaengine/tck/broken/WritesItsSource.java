package org.dmaengine.tck.broken;

import org.dmaengine.spi.Transfer;
import org.dmaengine.tck.reference.MemoryDriver;

/// Clears what it has read.
final class WritesItsSource extends MemoryDriver {
    @Override
    protected long move(Transfer transfer, long bytes) {
        super.move(transfer, bytes);
        if (transfer.source() != null) {
            transfer.source().asSlice(transfer.sourceOffset(), bytes).fill((byte) 0);
        }
        return bytes;
    }
}

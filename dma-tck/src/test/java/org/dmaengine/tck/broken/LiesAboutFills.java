package org.dmaengine.tck.broken;

import org.dmaengine.spi.Transfer;
import org.dmaengine.spi.TransferKind;
import org.dmaengine.tck.reference.MemoryDriver;

/// States MEMSET, which it cannot do.
final class LiesAboutFills extends MemoryDriver {
    @Override
    protected long move(Transfer transfer, long bytes) {
        if (transfer.kind() == TransferKind.MEMSET) {
            throw new UnsupportedOperationException("fill");
        }
        return super.move(transfer, bytes);
    }
}

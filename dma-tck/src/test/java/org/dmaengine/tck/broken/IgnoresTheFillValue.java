package org.dmaengine.tck.broken;

import org.dmaengine.spi.Transfer;
import org.dmaengine.spi.TransferKind;
import org.dmaengine.tck.reference.MemoryDriver;

/// Fills with zeros.
final class IgnoresTheFillValue extends MemoryDriver {
    @Override
    protected long move(Transfer transfer, long bytes) {
        if (transfer.kind() == TransferKind.MEMSET) {
            transfer.destination().asSlice(transfer.destinationOffset(), bytes).fill((byte) 0);
            return bytes;
        }
        return super.move(transfer, bytes);
    }
}

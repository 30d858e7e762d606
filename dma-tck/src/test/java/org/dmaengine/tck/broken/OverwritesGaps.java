package org.dmaengine.tck.broken;

import org.dmaengine.spi.Transfer;
import org.dmaengine.spi.TransferKind;
import org.dmaengine.tck.reference.MemoryDriver;

/// Clears the gap behind each chunk of a frame.
final class OverwritesGaps extends MemoryDriver {
    @Override
    protected long move(Transfer transfer, long bytes) {
        super.move(transfer, bytes);
        if (transfer.kind() == TransferKind.INTERLEAVED) {
            transfer.destination().asSlice(transfer.destinationOffset() + bytes, 2).fill((byte) 0);
        }
        return bytes;
    }
}

package org.dmaengine.tck.broken;

import org.dmaengine.spi.Transfer;
import org.dmaengine.tck.reference.MemoryDriver;

/// Keeps the length in 15 bits.
final class CannotDoItsLongestTransfer extends MemoryDriver {
    CannotDoItsLongestTransfer() {
        super(stated().maxTransferLength(65_536).build());
    }

    @Override
    public long step(Transfer transfer, long limit) {
        return transfer.moved() >= 32_768 ? 0 : super.step(transfer, limit);
    }
}

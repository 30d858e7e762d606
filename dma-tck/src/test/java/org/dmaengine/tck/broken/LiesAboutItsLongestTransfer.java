package org.dmaengine.tck.broken;

import org.dmaengine.DmaException;
import org.dmaengine.spi.Transfer;
import org.dmaengine.tck.reference.MemoryDriver;

/// Refuses what is within its longest transfer.
final class LiesAboutItsLongestTransfer extends MemoryDriver {
    LiesAboutItsLongestTransfer() {
        super(stated().maxTransferLength(65_536).build());
    }

    @Override
    public void check(Transfer transfer) {
        if (transfer.length() > 32_768) {
            throw new DmaException.Rejected("too long");
        }
    }
}

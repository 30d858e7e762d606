package org.dmaengine.tck.broken;

import org.dmaengine.spi.Transfer;
import org.dmaengine.spi.TransferFault;
import org.dmaengine.tck.reference.MemoryDriver;

/// Ends transfers with a fault although nothing has failed.
final class FailsWithoutReason extends MemoryDriver {
    @Override
    public long step(Transfer transfer, long limit) {
        throw TransferFault.read(0, "retry later", null);
    }
}

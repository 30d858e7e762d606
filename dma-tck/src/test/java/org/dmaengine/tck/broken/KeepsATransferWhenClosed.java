package org.dmaengine.tck.broken;

import java.util.ArrayList;
import java.util.List;
import org.dmaengine.spi.Transfer;
import org.dmaengine.tck.reference.MemoryDriver;

/// Remembers all transfers that there have ever been.
final class KeepsATransferWhenClosed extends MemoryDriver {
    private static final List<Transfer> HISTORY = new ArrayList<>();

    @Override
    public long start(Transfer transfer) {
        HISTORY.add(transfer);
        return 0;
    }
}

package org.dmaengine.tck.broken;

import org.dmaengine.spi.Transfer;
import org.dmaengine.spi.TransferKind;
import org.dmaengine.tck.reference.MemoryDriver;

/// Completes what is started second before what was started first.
final class CompletesOutOfOrder extends MemoryDriver {
    CompletesOutOfOrder() {
        super(stated().depth(2).build());
    }

    private boolean first = true;

    @Override
    public long start(Transfer transfer) {
        boolean wasFirst = first;
        first = !first;
        return wasFirst || transfer.kind() == TransferKind.INTERRUPT ? 0 : move(transfer, transfer.run());
    }
}

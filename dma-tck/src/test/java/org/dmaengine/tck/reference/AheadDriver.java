package org.dmaengine.tck.reference;

import org.dmaengine.spi.Transfer;
import org.dmaengine.spi.TransferKind;

/// Takes four transfers at once, and moves the first run of each inside `start`: a plain one is complete by then.
public final class AheadDriver extends MemoryDriver {
    private static final int DEPTH = 4;

    public AheadDriver() {
        super(stated().depth(DEPTH).build());
    }

    @Override
    public long start(Transfer transfer) {
        return transfer.kind() == TransferKind.INTERRUPT ? 0 : move(transfer, transfer.run());
    }
}

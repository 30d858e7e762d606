package org.dmaengine.tck.reference;

import org.dmaengine.ResidueGranularity;
import org.dmaengine.spi.Transfer;
import org.dmaengine.spi.TransferKind;

/// Tells that a segment is done when all of it is, and cannot say how far it is in the middle: what it has moved of one is moved again by
/// whoever goes on.
public final class CoarseDriver extends MemoryDriver {
    private static final int PART = 16;

    private long ahead;

    public CoarseDriver() {
        super(stated().granularity(ResidueGranularity.SEGMENT).build());
    }

    @Override
    public long start(Transfer transfer) {
        ahead = 0;
        return 0;
    }

    @Override
    public long step(Transfer transfer, long limit) {
        long segment = Math.min(limit, transfer.run());
        long part = Math.min(PART, transfer.run());
        if (transfer.kind() != TransferKind.INTERRUPT && part < segment && ahead == 0) {
            move(transfer, part);
            ahead = part;
            host().wake();
            return 0;
        }
        ahead = 0;
        return move(transfer, segment);
    }
}

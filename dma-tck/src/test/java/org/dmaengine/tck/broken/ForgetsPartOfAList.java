package org.dmaengine.tck.broken;

import org.dmaengine.spi.Transfer;
import org.dmaengine.tck.reference.MemoryDriver;

/// Has done with the first entry of a list.
final class ForgetsPartOfAList extends MemoryDriver {
    @Override
    public long step(Transfer transfer, long limit) {
        return transfer.moved() > 0 && transfer.run() == transfer.length() - transfer.moved() && transfer.length() > transfer.run() * 2 ? 0
                : super.step(transfer, limit);
    }
}

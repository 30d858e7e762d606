package org.dmaengine.tck.broken;

import org.dmaengine.spi.Transfer;
import org.dmaengine.tck.reference.MemoryDriver;

/// Says that bytes are inside it, and never that they have come out.
final class SaysThatBytesStayInFlight extends MemoryDriver {
    @Override
    public long step(Transfer transfer, long limit) {
        transfer.inFlight(4);
        return super.step(transfer, limit);
    }
}

package org.dmaengine.tck.broken;

import java.lang.foreign.Arena;
import org.dmaengine.spi.Transfer;
import org.dmaengine.tck.reference.MemoryDriver;

/// Works on the thread that has opened it.
final class NeedsItsThread extends MemoryDriver {
    private Arena own;

    @Override
    public long step(Transfer transfer, long limit) {
        if (own == null) {
            own = Arena.ofConfined();
        }
        own.allocate(1);
        return super.step(transfer, limit);
    }
}

package org.dmaengine.tck.broken;

import java.lang.foreign.MemorySegment;
import org.dmaengine.spi.Transfer;
import org.dmaengine.tck.reference.MemoryDriver;

/// Clears the last destination when it is closed.
final class WritesWhenItIsClosed extends MemoryDriver {
    private MemorySegment last;

    @Override
    public long step(Transfer transfer, long limit) {
        last = transfer.destination();
        return super.step(transfer, limit);
    }

    @Override
    public void close() {
        if (last != null && last.scope().isAlive()) {
            last.fill((byte) 0);
        }
        super.close();
    }
}

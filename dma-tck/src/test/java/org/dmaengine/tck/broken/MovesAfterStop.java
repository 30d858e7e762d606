package org.dmaengine.tck.broken;

import java.lang.foreign.MemorySegment;
import org.dmaengine.spi.Transfer;
import org.dmaengine.tck.reference.MemoryDriver;

/// Finishes a transfer that has been stopped when the next one begins.
final class MovesAfterStop extends MemoryDriver {
    private MemorySegment rest;

    @Override
    public long step(Transfer transfer, long limit) {
        long bytes = super.step(transfer, limit);
        rest = transfer.destination().asSlice(transfer.destinationOffset() + bytes - 1, 1);
        return bytes;
    }

    @Override
    public long start(Transfer transfer) {
        if (rest != null && rest.scope().isAlive()) {
            rest.fill((byte) 1);
        }
        return 0;
    }
}

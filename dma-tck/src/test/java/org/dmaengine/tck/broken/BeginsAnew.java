package org.dmaengine.tck.broken;

import java.lang.foreign.MemorySegment;
import org.dmaengine.spi.Transfer;
import org.dmaengine.tck.reference.MemoryDriver;

/// Begins with the first byte where it should go on.
final class BeginsAnew extends MemoryDriver {
    private long skipped;

    @Override
    public long start(Transfer transfer) {
        skipped = transfer.movedInAll();
        return 0;
    }

    @Override
    protected long move(Transfer transfer, long bytes) {
        if (skipped == 0 || transfer.source() == null) {
            return super.move(transfer, bytes);
        }
        MemorySegment.copy(transfer.source(), transfer.sourceOffset() - skipped, transfer.destination(),
                transfer.destinationOffset() - skipped, bytes);
        return bytes;
    }
}

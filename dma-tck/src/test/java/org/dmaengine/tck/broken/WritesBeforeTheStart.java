package org.dmaengine.tck.broken;

import java.lang.foreign.ValueLayout;
import org.dmaengine.spi.Transfer;
import org.dmaengine.tck.reference.MemoryDriver;

/// Writes whole words, from the one that the first byte is in.
final class WritesBeforeTheStart extends MemoryDriver {
    @Override
    protected long move(Transfer transfer, long bytes) {
        long at = transfer.destinationOffset();
        if (transfer.moved() == 0) {
            transfer.destination().set(ValueLayout.JAVA_BYTE, at - 1, (byte) 0);
        }
        return super.move(transfer, bytes);
    }
}

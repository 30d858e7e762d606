package org.dmaengine.tck.broken;

import java.lang.foreign.ValueLayout;
import org.dmaengine.spi.Transfer;
import org.dmaengine.tck.reference.MemoryDriver;

/// Writes a word behind the last byte.
final class WritesPastTheEnd extends MemoryDriver {
    @Override
    protected long move(Transfer transfer, long bytes) {
        super.move(transfer, bytes);
        if (bytes == transfer.run()) {
            transfer.destination().set(ValueLayout.JAVA_BYTE, transfer.destinationOffset() + bytes, (byte) 0);
        }
        return bytes;
    }
}

package org.dmaengine.tck.broken;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.dmaengine.spi.Transfer;
import org.dmaengine.tck.reference.MemoryDriver;

/// Throws something now and then.
final class ThrowsAnException extends MemoryDriver {
    @Override
    public long step(Transfer transfer, long limit) {
        if (transfer.moved() > 0) {
            throw new UncheckedIOException(new IOException("the moon is full"));
        }
        return super.step(transfer, limit);
    }
}

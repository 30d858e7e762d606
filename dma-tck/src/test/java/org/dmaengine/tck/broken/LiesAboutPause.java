package org.dmaengine.tck.broken;

import org.dmaengine.spi.Transfer;
import org.dmaengine.tck.reference.MemoryDriver;

/// States pause, which it cannot do.
final class LiesAboutPause extends MemoryDriver {
    @Override
    public long pause(Transfer active) {
        throw new UnsupportedOperationException("pause");
    }
}

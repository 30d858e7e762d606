package org.dmaengine.tck.broken;

import org.dmaengine.spi.Transfer;
import org.dmaengine.tck.reference.MemoryDriver;

/// Asks to be stepped when nobody has called it.
final class CallsTheHostFromOutside extends MemoryDriver {
    @Override
    public void check(Transfer transfer) {
        if (host() != null) {
            host().wakeAt(0);
        }
    }
}

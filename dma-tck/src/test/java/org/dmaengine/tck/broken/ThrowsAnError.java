package org.dmaengine.tck.broken;

import org.dmaengine.tck.reference.MemoryDriver;

/// Cannot be handed over.
final class ThrowsAnError extends MemoryDriver {
    @Override
    public void handOver() {
        throw new NoSuchMethodError("handOver");
    }
}

package org.dmaengine.tck.broken;

import org.dmaengine.tck.reference.MemoryDriver;

/// Does not forget its host when it is closed.
final class StaysOpen extends MemoryDriver {
    @Override
    public void close() {
        // nothing
    }
}

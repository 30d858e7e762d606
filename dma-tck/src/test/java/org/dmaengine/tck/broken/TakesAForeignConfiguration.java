package org.dmaengine.tck.broken;

import org.dmaengine.ExtendedSlaveConfig;
import org.dmaengine.tck.reference.MemoryDriver;

/// Takes configurations that it does not know.
final class TakesAForeignConfiguration extends MemoryDriver {
    @Override
    public void validate(ExtendedSlaveConfig config) {
        // all the same
    }
}

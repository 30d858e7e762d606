package org.dmaengine.tck.broken;

import org.dmaengine.ExtendedSlaveConfig;
import org.dmaengine.tck.reference.MemoryDriver;

/// Refuses a configuration with an exception that is no refusal.
final class RefusesWithTheWrongException extends MemoryDriver {
    @Override
    public void validate(ExtendedSlaveConfig config) {
        throw new IllegalArgumentException("what is that?");
    }
}

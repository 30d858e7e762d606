package org.dmaengine.tck.broken;

import org.dmaengine.spi.EngineSpec;
import org.dmaengine.tck.reference.MemoryDriver;

/// Answers another engine each time.
final class MakesAnEngineEachTime extends MemoryDriver {
    @Override
    public EngineSpec engine() {
        return EngineSpec.memory("again");
    }
}

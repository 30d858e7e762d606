package org.dmaengine.tck.broken;

import org.dmaengine.ChannelCapabilities;
import org.dmaengine.tck.reference.MemoryDriver;

/// Its bundle is wired badly.
final class LacksAClass extends MemoryDriver {
    @Override
    public ChannelCapabilities capabilities() {
        throw new NoClassDefFoundError("org/example/Registers");
    }
}

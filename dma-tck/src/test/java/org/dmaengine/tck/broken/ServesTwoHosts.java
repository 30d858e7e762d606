package org.dmaengine.tck.broken;

import org.dmaengine.spi.ChannelHost;
import org.dmaengine.tck.reference.MemoryDriver;

/// Is open for whoever comes last.
final class ServesTwoHosts extends MemoryDriver {
    @Override
    public void open(ChannelHost host) {
        close();
        super.open(host);
    }
}

package org.dmaengine.tck.broken;

import org.dmaengine.spi.ChannelHost;
import org.dmaengine.tck.reference.MemoryDriver;

/// Refuses a second host with an exception that means something else.
final class RefusesASecondHostWrongly extends MemoryDriver {
    @Override
    public void open(ChannelHost newHost) {
        if (host() != null) {
            throw new UnsupportedOperationException("one host at a time");
        }
        super.open(newHost);
    }
}

package org.dmaengine.tck.broken;

import org.dmaengine.ChannelCapabilities;
import org.dmaengine.tck.reference.MemoryDriver;

/// States a shorter longest transfer while it is open.
final class ChangesItsCapabilities extends MemoryDriver {
    @Override
    public ChannelCapabilities capabilities() {
        return host() == null ? super.capabilities() : stated().maxTransferLength(1 << 20).build();
    }
}

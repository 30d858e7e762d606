package org.dmaengine.tck.broken;

import org.dmaengine.spi.Transfer;
import org.dmaengine.tck.reference.MemoryDriver;

/// Goes on with a transfer that has been stopped.
final class IgnoresStop extends MemoryDriver {
    private Transfer active;

    @Override
    public long start(Transfer transfer) {
        active = active == null ? transfer : active;
        return 0;
    }

    @Override
    public long step(Transfer transfer, long limit) {
        long bytes = super.step(active, limit);
        active = active.moved() + bytes == active.length() ? null : active;
        return bytes;
    }
}

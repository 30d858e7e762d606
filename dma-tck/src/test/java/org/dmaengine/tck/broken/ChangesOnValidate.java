package org.dmaengine.tck.broken;

import org.dmaengine.ExtendedSlaveConfig;
import org.dmaengine.spi.Transfer;
import org.dmaengine.tck.reference.MemoryDriver;

/// Starts anew when it is asked about a configuration.
final class ChangesOnValidate extends MemoryDriver {
    private boolean confused;

    @Override
    public void validate(ExtendedSlaveConfig config) {
        confused = true;
        super.validate(config);
    }

    @Override
    public long step(Transfer transfer, long limit) {
        return confused ? 0 : super.step(transfer, limit);
    }
}

package org.dmaengine.tck.broken;

import org.dmaengine.ExtendedSlaveConfig;
import org.dmaengine.spi.Transfer;
import org.dmaengine.spi.TransferKind;
import org.dmaengine.tck.reference.Board;
import org.dmaengine.tck.reference.PipeDriver;

/// Uses the configuration that it was asked about last.
final class UsesTheLastConfiguration extends PipeDriver {
    private long address;

    UsesTheLastConfiguration(Board board) {
        super(board);
    }

    @Override
    public void validate(ExtendedSlaveConfig config) {
        super.validate(config);
        address = config.base().srcAddress();
    }

    @Override
    public long start(Transfer transfer) {
        address = transfer.kind() == TransferKind.INTERRUPT ? 0 : transfer.config().base().srcAddress();
        return super.start(transfer);
    }

    @Override
    protected long address(Transfer transfer) {
        return address;
    }
}

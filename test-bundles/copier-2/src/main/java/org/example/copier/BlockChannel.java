package org.example.copier;

import java.lang.foreign.MemorySegment;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.ChannelHost;
import org.dmaengine.spi.EngineSpec;
import org.dmaengine.spi.Transfer;
import org.dmaengine.spi.TransferKind;

/// Copies and fills block by block.
final class BlockChannel implements ChannelDriver {
    private static final long BLOCK = 4096;

    private final EngineSpec engine;

    BlockChannel(EngineSpec engine) {
        this.engine = engine;
    }

    @Override
    public ChannelCapabilities capabilities() {
        return ChannelCapabilities.of(Capability.MEMCPY, Capability.MEMSET).build();
    }

    @Override
    public EngineSpec engine() {
        return engine;
    }

    @Override
    public void open(ChannelHost host) {
        // it holds nothing
    }

    @Override
    public long start(Transfer transfer) {
        return 0;
    }

    @Override
    public long step(Transfer transfer, long limit) {
        long bytes = Math.min(BLOCK, Math.min(limit, transfer.run()));
        MemorySegment to = transfer.destination().asSlice(transfer.destinationOffset(), bytes);
        if (transfer.kind() == TransferKind.MEMSET) {
            to.fill(transfer.fillValue());
        } else {
            to.copyFrom(transfer.source().asSlice(transfer.sourceOffset(), bytes));
        }
        return bytes;
    }

    @Override
    public long stop(Transfer transfer) {
        return 0;
    }

    @Override
    public void close() {
        // nothing was opened
    }
}

package org.dmaengine.core.registry;

import java.lang.foreign.MemorySegment;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.ChannelHost;
import org.dmaengine.spi.EngineSpec;
import org.dmaengine.spi.Transfer;

/// A driver with nothing but what every driver must have.
final class BareDriver implements ChannelDriver {
    private final ChannelCapabilities capabilities;
    private final EngineSpec engine = EngineSpec.memory("bare");

    BareDriver(ChannelCapabilities.Builder capabilities) {
        this.capabilities = capabilities.build();
    }

    @Override
    public ChannelCapabilities capabilities() {
        return capabilities;
    }

    @Override
    public EngineSpec engine() {
        return engine;
    }

    @Override
    public void open(ChannelHost host) {
        // It never waits for anything, so it has nobody to wake.
    }

    @Override
    public long start(Transfer transfer) {
        return 0;
    }

    @Override
    public long step(Transfer transfer, long limit) {
        long bytes = Math.min(limit, transfer.run());
        MemorySegment.copy(transfer.source(), transfer.sourceOffset(), transfer.destination(), transfer.destinationOffset(), bytes);
        return bytes;
    }

    @Override
    public long stop(Transfer transfer) {
        return 0;
    }

    @Override
    public void close() {
        // It keeps nothing.
    }
}

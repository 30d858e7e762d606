package org.example.copier;

import java.lang.foreign.MemorySegment;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.ChannelHost;
import org.dmaengine.spi.EngineSpec;
import org.dmaengine.spi.Transfer;

/// Copies as much in a step as it may.
final class CopyingChannel implements ChannelDriver {
    private final EngineSpec engine;

    CopyingChannel(EngineSpec engine) {
        this.engine = engine;
    }

    @Override
    public ChannelCapabilities capabilities() {
        return ChannelCapabilities.of(Capability.MEMCPY).build();
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
        // nothing was opened
    }
}

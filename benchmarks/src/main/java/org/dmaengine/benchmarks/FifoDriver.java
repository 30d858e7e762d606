package org.dmaengine.benchmarks;

import java.lang.foreign.MemorySegment;
import java.util.EnumSet;
import java.util.Set;
import org.dmaengine.BusWidth;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.Direction;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.ChannelHost;
import org.dmaengine.spi.EngineSpec;
import org.dmaengine.spi.Transfer;

/// A device that always takes a burst: what the engine costs for each shows best over it.
final class FifoDriver implements ChannelDriver {
    static final int BURST = 4096;

    private final EngineSpec engine;
    private final MemorySegment fifo;
    private final ChannelCapabilities capabilities;

    FifoDriver(EngineSpec engine, MemorySegment fifo) {
        this.engine = engine;
        this.fifo = fifo;
        Set<BusWidth> widths = EnumSet.of(BusWidth.BYTES_8);
        capabilities = ChannelCapabilities.of(Capability.SLAVE, Capability.CYCLIC).directions(Direction.MEM_TO_DEV).widths(widths, widths)
                .maxBurst(BURST).build();
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
    }

    @Override
    public long start(Transfer transfer) {
        return 0;
    }

    @Override
    public long step(Transfer transfer, long limit) {
        long bytes = Math.min(Math.min(limit, transfer.run()), BURST);
        MemorySegment.copy(transfer.source(), transfer.sourceOffset(), fifo, 0, bytes);
        return bytes;
    }

    @Override
    public long stop(Transfer transfer) {
        return 0;
    }

    @Override
    public void close() {
    }
}

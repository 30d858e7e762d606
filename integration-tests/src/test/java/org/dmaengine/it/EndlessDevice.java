package org.dmaengine.it;

import java.util.concurrent.locks.LockSupport;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.Direction;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.ChannelHost;
import org.dmaengine.spi.EngineSpec;
import org.dmaengine.spi.Transfer;
import org.dmaengine.spi.WaitStrategy;

/// A peripheral that delivers without end, or one that never delivers anything.
final class EndlessDevice implements ChannelDriver {
    private static final long PACE_NANOS = 50_000;
    private static final long BURST = 1024;

    private final EngineSpec engine;
    private final boolean delivers;

    EndlessDevice(String name, boolean delivers) {
        this.engine = new EngineSpec(name, 1, WaitStrategy.PARK, false);
        this.delivers = delivers;
    }

    @Override
    public ChannelCapabilities capabilities() {
        return ChannelCapabilities.of(Capability.SLAVE, Capability.CYCLIC).directions(Direction.DEV_TO_MEM).build();
    }

    @Override
    public EngineSpec engine() {
        return engine;
    }

    @Override
    public void open(ChannelHost host) {
        // it delivers by itself, or not at all
    }

    @Override
    public long start(Transfer transfer) {
        return 0;
    }

    @Override
    public long step(Transfer transfer, long limit) {
        if (!delivers) {
            return 0;
        }
        LockSupport.parkNanos(PACE_NANOS);
        long bytes = Math.min(BURST, Math.min(limit, transfer.run()));
        transfer.destination().asSlice(transfer.destinationOffset(), bytes).fill((byte) 1);
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

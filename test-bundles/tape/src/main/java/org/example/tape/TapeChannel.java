package org.example.tape;

import java.util.EnumSet;
import org.dmaengine.BusWidth;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.Direction;
import org.dmaengine.ExtendedSlaveConfig;
import org.dmaengine.SlaveConfig;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.ChannelHost;
import org.dmaengine.spi.EngineSpec;
import org.dmaengine.spi.Transfer;
import org.dmaengine.spi.WaitStrategy;

/// A tape takes what it is given, at once.
final class TapeChannel implements ChannelDriver {
    private final EngineSpec engine = new EngineSpec("tape", 1, WaitStrategy.PARK, false);

    @Override
    public ChannelCapabilities capabilities() {
        return ChannelCapabilities.of(Capability.SLAVE).directions(Direction.MEM_TO_DEV)
                .widths(EnumSet.of(BusWidth.BYTES_4), EnumSet.of(BusWidth.BYTES_4)).build();
    }

    @Override
    public EngineSpec engine() {
        return engine;
    }

    @Override
    public void validate(ExtendedSlaveConfig config) {
        if (!(config instanceof SlaveConfig || config instanceof TapeSlaveConfig)) {
            throw ChannelDriver.foreign(config, TapeSlaveConfig.class);
        }
    }

    @Override
    public void open(ChannelHost host) {
        // it is always there
    }

    @Override
    public long start(Transfer transfer) {
        return 0;
    }

    @Override
    public long step(Transfer transfer, long limit) {
        return Math.min(limit, transfer.run());
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

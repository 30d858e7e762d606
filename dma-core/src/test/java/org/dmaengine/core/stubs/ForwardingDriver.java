package org.dmaengine.core.stubs;

import org.dmaengine.ChannelCapabilities;
import org.dmaengine.ExtendedSlaveConfig;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.ChannelHost;
import org.dmaengine.spi.EngineSpec;
import org.dmaengine.spi.Transfer;

/// A driver that leaves everything to another: tests override the one call that they are about.
public class ForwardingDriver implements ChannelDriver {
    private final ChannelDriver to;

    public ForwardingDriver(ChannelDriver to) {
        this.to = to;
    }

    @Override
    public ChannelCapabilities capabilities() {
        return to.capabilities();
    }

    @Override
    public EngineSpec engine() {
        return to.engine();
    }

    @Override
    public void open(ChannelHost host) {
        to.open(host);
    }

    @Override
    public void validate(ExtendedSlaveConfig config) {
        to.validate(config);
    }

    @Override
    public void check(Transfer transfer) {
        to.check(transfer);
    }

    @Override
    public long start(Transfer transfer) {
        return to.start(transfer);
    }

    @Override
    public long step(Transfer transfer, long limit) {
        return to.step(transfer, limit);
    }

    @Override
    public long pause(Transfer active) {
        return to.pause(active);
    }

    @Override
    public void resume(Transfer active) {
        to.resume(active);
    }

    @Override
    public void handOver() {
        to.handOver();
    }

    @Override
    public long stop(Transfer transfer) {
        return to.stop(transfer);
    }

    @Override
    public void close() {
        to.close();
    }
}

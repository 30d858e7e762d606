package org.dmaengine.controller.decorator;

import java.util.Map;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.ExtendedSlaveConfig;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.ChannelHost;
import org.dmaengine.spi.EngineSpec;
import org.dmaengine.spi.Transfer;

/// A driver that has another one do everything. For the core they are one: it answers that one's engine, so that its threads serve it.
public class ForwardingDriver implements ChannelDriver {
    private final ChannelDriver driver;

    /// @param driver does everything
    public ForwardingDriver(ChannelDriver driver) {
        this.driver = driver;
    }

    @Override
    public ChannelCapabilities capabilities() {
        return driver.capabilities();
    }

    @Override
    public Map<String, Object> serviceProperties() {
        return driver.serviceProperties();
    }

    @Override
    public EngineSpec engine() {
        return driver.engine();
    }

    @Override
    public void open(ChannelHost host) {
        driver.open(host);
    }

    @Override
    public void validate(ExtendedSlaveConfig config) {
        driver.validate(config);
    }

    @Override
    public void check(Transfer transfer) {
        driver.check(transfer);
    }

    @Override
    public long start(Transfer transfer) {
        return driver.start(transfer);
    }

    @Override
    public long step(Transfer transfer, long limit) {
        return driver.step(transfer, limit);
    }

    @Override
    public long pause(Transfer active) {
        return driver.pause(active);
    }

    @Override
    public void resume(Transfer active) {
        driver.resume(active);
    }

    @Override
    public void handOver() {
        driver.handOver();
    }

    @Override
    public long stop(Transfer transfer) {
        return driver.stop(transfer);
    }

    @Override
    public void close() {
        driver.close();
    }

    @Override
    public String toString() {
        return driver.toString();
    }
}

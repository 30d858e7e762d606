package org.dmaengine.core.channel;

import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.ChannelHost;
import org.dmaengine.spi.EngineSpec;
import org.dmaengine.spi.Transfer;

/// A driver that moves whatever it is asked to, without touching memory, as long as there is data.
final class RaceDriver implements ChannelDriver {
    private static final ChannelCapabilities CAPABILITIES = ChannelCapabilities.of(Capability.MEMCPY).reuse(true).build();

    private final EngineSpec engine;
    private volatile ChannelHost host;
    private volatile boolean hasData = true;
    private volatile boolean closed;
    private volatile boolean late;

    RaceDriver(EngineSpec engine) {
        this.engine = engine;
    }

    /// There is nothing to move before [#dataComes].
    void waitForData() {
        hasData = false;
    }

    void dataComes() {
        hasData = true;
        host.wake();
    }

    /// Says whether it was opened and not closed.
    boolean isOpen() {
        return host != null && !closed;
    }

    /// Says whether it was called after its close.
    boolean wasCalledLate() {
        return late;
    }

    @Override
    public ChannelCapabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public EngineSpec engine() {
        return engine;
    }

    @Override
    public void open(ChannelHost newHost) {
        host = newHost;
    }

    @Override
    public long start(Transfer transfer) {
        late |= closed;
        return 0;
    }

    @Override
    public long step(Transfer transfer, long limit) {
        late |= closed;
        return hasData ? Math.min(limit, transfer.run()) : 0;
    }

    @Override
    public long stop(Transfer transfer) {
        late |= closed;
        return 0;
    }

    @Override
    public void close() {
        closed = true;
    }
}

package org.dmaengine.core.stubs;

import org.dmaengine.ChannelCapabilities;
import org.dmaengine.core.channel.Binding;
import org.dmaengine.core.channel.LeaseTerms;
import org.dmaengine.core.channel.Totals;
import org.dmaengine.core.channel.VirtualChannel;
import org.dmaengine.core.engine.CompleterPool;
import org.dmaengine.core.engine.Engine;
import org.dmaengine.core.engine.Timers;
import org.dmaengine.core.mapping.DmaDevice;
import org.dmaengine.spi.EngineSpec;

/// A channel as in production: runner threads, completer threads, and a driver that copies at full speed.
public final class LiveChannel implements AutoCloseable {
    public final StubOwner owner = new StubOwner();
    public final RecordingLog log = new RecordingLog();
    public final DmaDevice device = new DmaDevice("live", false, false, text -> { });
    public final CopyDriver driver;
    public final Engine engine;
    public final CompleterPool completers = new CompleterPool();
    private final Timers timers = new Timers(completers::execute);
    public final VirtualChannel channel;

    public LiveChannel(ChannelCapabilities.Builder capabilities, EngineSpec spec, int capacity) {
        driver = new CopyDriver(capabilities.build(), spec);
        engine = new Engine(spec);
        channel = new VirtualChannel(new Binding("dma0chan0", driver, engine, device, driver.capabilities(), new Totals()), "test", "", owner, completers,
                timers, capacity, log.logger());
        channel.open(LeaseTerms.NONE);
        engine.start();
    }

    /// Releases the channel and ends the threads; fails if one of them does not end.
    @Override
    public void close() {
        channel.close();
        boolean ended = engine.stop(System.nanoTime() + Patience.NANOS);
        ended &= timers.stop(System.nanoTime() + Patience.NANOS);
        ended &= completers.stop(System.nanoTime() + Patience.NANOS);
        if (!ended) {
            throw new AssertionError("a thread does not end\n" + Patience.threads());
        }
    }
}

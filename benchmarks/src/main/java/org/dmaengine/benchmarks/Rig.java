package org.dmaengine.benchmarks;

import java.lang.foreign.Arena;
import java.lang.reflect.Proxy;
import java.util.concurrent.TimeUnit;
import org.dmaengine.core.channel.Attachment;
import org.dmaengine.core.channel.Binding;
import org.dmaengine.core.channel.LeaseTerms;
import org.dmaengine.core.channel.Totals;
import org.dmaengine.core.channel.VirtualChannel;
import org.dmaengine.core.engine.CompleterPool;
import org.dmaengine.core.engine.Engine;
import org.dmaengine.core.engine.Timers;
import org.dmaengine.core.mapping.DmaDevice;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.spi.ChannelDriver;
import org.osgi.service.log.Logger;

/// A channel with its engine and completers, as the core builds it, without a framework around.
final class Rig implements AutoCloseable, VirtualChannel.Owner {
    static final long BUFFER = 1 << 20;
    private static final long RELEASE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Arena arena = Arena.ofShared();
    private final CompleterPool completers = new CompleterPool();
    private final Engine engine;
    private final VirtualChannel channel;
    private final Mapping source;
    private final Mapping target;

    /// A channel that copies memory, with its runner.
    Rig() {
        this(new CopyDriver(), BUFFER);
        engine.start();
    }

    /// A channel without a runner: [#round] gives the turns.
    Rig(ChannelDriver driver, long buffer) {
        this(driver, new Engine(driver.engine()), buffer);
    }

    private Rig(ChannelDriver driver, Engine engine, long buffer) {
        this.engine = engine;
        DmaDevice device = new DmaDevice("bench", false, false, message -> { });
        channel = new VirtualChannel(new Binding("dma0chan0", driver, engine, device, driver.capabilities(), new Totals()), "bench", "", this, completers,
                Timers.byHand(() -> 0), VirtualChannel.DEFAULT_CAPACITY, silence());
        channel.open(LeaseTerms.NONE);
        source = channel.mapper().map(arena.allocate(buffer, 64), MapDirection.TO_DEVICE);
        target = channel.mapper().map(arena.allocate(buffer, 64), MapDirection.FROM_DEVICE);
    }

    /// Another channel of the same engine.
    Rig beside(ChannelDriver driver) {
        return new Rig(driver, engine, source.length());
    }

    /// Gives the next channel its turn.
    boolean round() {
        return engine.round();
    }

    VirtualChannel channel() {
        return channel;
    }

    Mapping source() {
        return source;
    }

    Mapping target() {
        return target;
    }

    @Override
    public void close() {
        channel.close();
        long deadline = releaseDeadline();
        if (!engine.stop(deadline) || !completers.stop(deadline)) {
            throw new IllegalStateException("a thread of the engine did not end");
        }
        arena.close();
    }

    @Override
    public long releaseDeadline() {
        return System.nanoTime() + RELEASE_NANOS;
    }

    @Override
    public void released(VirtualChannel released, boolean clean) {
        if (!clean) {
            throw new IllegalStateException(released + " was not released cleanly");
        }
    }

    @Override
    public void driverHangs(VirtualChannel failed, Attachment hanging, String detail) {
        throw new IllegalStateException(detail);
    }

    @Override
    public void driverReturned(VirtualChannel failed) {
        throw new IllegalStateException("no call has been given up on");
    }

    @Override
    public void driverFailed(VirtualChannel failed, Attachment failedDriver, Throwable thrown, boolean waits) {
        throw new IllegalStateException(failed + " failed", thrown);
    }

    private static Logger silence() {
        return (Logger) Proxy.newProxyInstance(Logger.class.getClassLoader(), new Class<?>[] {Logger.class},
                (proxy, method, arguments) -> method.getReturnType() == boolean.class ? Boolean.FALSE : null);
    }
}

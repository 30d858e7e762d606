package org.dmaengine.it;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.dmaengine.Capability;
import org.dmaengine.ChannelRequest;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaEngine;
import org.dmaengine.SlaveConfig;
import org.dmaengine.fifo.FifoPort;
import org.dmaengine.fifo.FifoSlaveConfig;
import org.dmaengine.spi.WaitStrategy;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/// A FIFO controller of a test's own, ports wired to it, and channels. Closing it takes everything away.
final class Peripherals implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final BundleContext context;
    private final DmaEngine engine;
    private final String controller = "it-fifo" + NUMBERS.incrementAndGet();
    private final Configuration configuration;
    private final List<ServiceRegistration<FifoPort>> ports = new ArrayList<>();
    private final List<DmaChannel> channels = new ArrayList<>();

    Peripherals(BundleContext context, ConfigurationAdmin admin, DmaEngine engine) throws IOException {
        this(context, admin, engine, WaitStrategy.ADAPTIVE);
    }

    Peripherals(BundleContext context, ConfigurationAdmin admin, DmaEngine engine, WaitStrategy waiting) throws IOException {
        this.context = context;
        this.engine = engine;
        configuration = admin.getFactoryConfiguration("org.dmaengine.controller.fifo", controller, "?");
        configuration.update(new Hashtable<>(Map.of("dma.controller", controller, "metadata.max", 64, "wait.strategy", waiting.name())));
    }

    /// Wires a port to a request line.
    void wire(FifoPort port, int line) {
        ports.add(context.registerService(FifoPort.class, port,
                new Hashtable<>(Map.of(FifoPort.REQUEST_LINE, line, FifoPort.CONTROLLER, controller))));
    }

    /// A channel of the controller, as soon as it is there.
    DmaChannel channel(Capability first, Capability... more) throws InterruptedException {
        DmaChannel channel = engine.request(ChannelRequest.of(first, more).onController(controller), SOON);
        channels.add(channel);
        return channel;
    }

    /// A configuration for the port on this line.
    static FifoSlaveConfig onLine(int line, SlaveConfig base) {
        return FifoSlaveConfig.of(base).withRequestLine(line);
    }

    /// Waits for what other threads bring about.
    static void until(BooleanSupplier condition, String what) {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("waited in vain until " + what);
            }
            Thread.yield();
        }
    }

    @Override
    public void close() throws IOException {
        channels.forEach(DmaChannel::close);
        ports.forEach(ServiceRegistration::unregister);
        configuration.delete();
    }
}

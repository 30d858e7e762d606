package org.dmaengine.it;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.dmaengine.Capability;
import org.dmaengine.ChannelRequest;
import org.dmaengine.Direction;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaEngine;
import org.dmaengine.fifo.FifoPort;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/// One controller of peripherals, configured as an administrator would, and the ports that are wired to it. Closing it takes all of it away.
final class FifoBoard implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final AtomicInteger BOARDS = new AtomicInteger();

    private final BundleContext context;
    private final DmaEngine engine;
    private final String controller = "it-fifo" + BOARDS.incrementAndGet();
    private final Configuration configuration;
    private final List<ServiceRegistration<FifoPort>> ports = new ArrayList<>();

    FifoBoard(BundleContext context, ConfigurationAdmin admin, DmaEngine engine) throws IOException {
        this.context = context;
        this.engine = engine;
        configuration = admin.getFactoryConfiguration("org.dmaengine.controller.fifo", controller, "?");
        configuration.update(new Hashtable<>(Map.of("dma.controller", controller)));
    }

    /// Wires a port to a request line.
    void wire(FifoPort port, int line) {
        Dictionary<String, Object> properties = new Hashtable<>(Map.of(FifoPort.REQUEST_LINE, line, FifoPort.CONTROLLER, controller));
        ports.add(context.registerService(FifoPort.class, port, properties));
    }

    /// A channel that moves data in this direction, as soon as there is one.
    DmaChannel channel(Direction direction) throws InterruptedException {
        return engine.request(ChannelRequest.of(Capability.SLAVE).onController(controller)
                .where(channel -> channel.capabilities().directions().contains(direction)), SOON);
    }

    @Override
    public void close() throws IOException {
        ports.forEach(ServiceRegistration::unregister);
        configuration.delete();
    }
}

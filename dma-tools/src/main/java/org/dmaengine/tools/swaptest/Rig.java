package org.dmaengine.tools.swaptest;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaEngine;
import org.dmaengine.SlaveMap;
import org.dmaengine.fifo.FifoPort;
import org.dmaengine.tools.CommandFailure;
import org.dmaengine.watch.ControllerWatch;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/// What the test brings along, so that nobody else's board changes: a controller of memory and one of peripherals, each seen through a watch,
/// and a slave-map entry for each client, which follows ranking. Taken away when it is closed.
///
/// ```text
/// client ── entry swaptest:copy0 ──▶ swaptest-memcpy (watch) ──▶ swaptest-memcpy-raw
/// ```
final class Rig implements AutoCloseable {
    /// How long a lease waits for another controller before it gives up.
    static final Duration SWAP_TIMEOUT = Duration.ofSeconds(10);

    private static final String DEVICE = "swaptest";
    private static final String ANY_BUNDLE = "?";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long LOOK_NANOS = 1_000_000;
    private static final Set<String> SEEN = Arrays.stream(Controller.values()).map(Controller::seen).collect(Collectors.toSet());
    /// Most bytes of a step, so that copies are cut often.
    private static final long STEP = 4_096;

    private final ConfigurationAdmin admin;
    private final BundleContext context;
    private final DmaEngine engine;
    private final SlaveMap slaveMap;
    private final Set<Controller> controllers;
    private final List<ServiceReference<ControllerWatch>> fetched = new ArrayList<>();

    /// @param channels how many channels each controller has
    Rig(ConfigurationAdmin admin, BundleContext context, DmaEngine engine, SlaveMap slaveMap, Map<Controller, Integer> channels)
            throws CommandFailure {
        this.admin = admin;
        this.context = context;
        this.engine = engine;
        this.slaveMap = slaveMap;
        this.controllers = channels.keySet();
        takeAway(); // what an earlier one has left that was killed
        channels.forEach((controller, count) -> {
            configure(controller.factory(), controller.seen(), Map.of("dma.controller", controller.raw(), "dma.channels", count));
            configure("org.dmaengine.controller.watch", controller.seen(), Map.of("watches", controller.raw(), "dma.controller", controller.seen(),
                    "step.bytes", STEP));
        });
        int all = channels.values().stream().mapToInt(Integer::intValue).sum();
        awaitListed(all, "of " + all + " channels of the test");
    }

    private void awaitListed(int count, String what) throws CommandFailure {
        long begin = System.nanoTime();
        while (listed() != count) {
            if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                throw new CommandFailure(listed() + " " + what + " are listed after " + PATIENCE.toSeconds() + " s; the log says why");
            }
            LockSupport.parkNanos(this, LOOK_NANOS);
        }
    }

    private long listed() {
        return engine.channels().stream().filter(channel -> SEEN.contains(channel.controller())).count();
    }

    /// The two controllers.
    enum Controller {
        MEMORY("memcpy"),
        PERIPHERALS("fifo");

        private final String word;

        Controller(String word) {
            this.word = word;
        }

        private String factory() {
            return "org.dmaengine.controller." + word;
        }

        /// The name that clients see.
        String seen() {
            return DEVICE + '-' + word;
        }

        /// The name of the one that does the work, and is replaced.
        String raw() {
            return seen() + "-raw";
        }
    }

    /// The channel of this number, by name as any client gets one.
    DmaChannel request(String client, Controller controller, int number) throws InterruptedException {
        configure("org.dmaengine.slavemap.entry", DEVICE + '-' + client, Map.of("device", DEVICE, "name", client, "controller", controller.seen(),
                "channel", number, "swap.ranking", true, "swap.timeout", SWAP_TIMEOUT.toMillis()));
        return slaveMap.requestChannel(DEVICE, client, PATIENCE);
    }

    /// Puts a port on a request line of the controller of peripherals.
    ServiceRegistration<FifoPort> wire(FifoPort port, int line) {
        return context.registerService(FifoPort.class, port, new Hashtable<>(Map.of(FifoPort.REQUEST_LINE, line,
                FifoPort.CONTROLLER, Controller.PERIPHERALS.raw())));
    }

    /// The channels of a controller, and who holds them.
    List<String> listing(Controller controller) {
        return engine.channels().stream().filter(channel -> channel.controller().equals(controller.seen()))
                .map(channel -> channel.name() + (channel.isFree() ? " free" : " held by " + channel.holder())).toList();
    }

    /// The figures of the controllers.
    Map<Controller, ControllerWatch> watches() throws CommandFailure {
        Map<Controller, ControllerWatch> all = new EnumMap<>(Controller.class);
        for (Controller controller : controllers) {
            all.put(controller, watch(controller));
        }
        return all;
    }

    private ControllerWatch watch(Controller controller) throws CommandFailure {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < PATIENCE.toNanos()) {
            for (ServiceReference<ControllerWatch> reference : references(controller)) {
                ControllerWatch watch = context.getService(reference);
                if (watch != null) {
                    fetched.add(reference);
                    return watch;
                }
            }
            LockSupport.parkNanos(this, LOOK_NANOS);
        }
        throw new CommandFailure("nobody watches " + controller.raw() + "; the bundle org.dmaengine.controller-watch has to be started");
    }

    private Collection<ServiceReference<ControllerWatch>> references(Controller controller) {
        try {
            return context.getServiceReferences(ControllerWatch.class, "(dma.controller=" + controller.seen() + ")");
        } catch (InvalidSyntaxException e) {
            throw new AssertionError("the name needs no escapes", e);
        }
    }

    private void configure(String factory, String name, Map<String, Object> properties) {
        try {
            admin.getFactoryConfiguration(factory, name, ANY_BUNDLE).update(new Hashtable<>(properties));
        } catch (IOException e) {
            throw new IllegalStateException("configuration " + factory + "~" + name + " cannot be made: " + e.getMessage(), e);
        }
    }

    /// The clients' channels have been given back.
    @Override
    public void close() throws CommandFailure {
        fetched.forEach(context::ungetService);
        takeAway();
        awaitListed(0, "channels whose configurations were deleted");
    }

    private void takeAway() throws CommandFailure {
        try {
            Configuration[] own = admin.listConfigurations("(|(dma.controller=" + DEVICE + "-*)(device=" + DEVICE + "))");
            for (Configuration configuration : own == null ? new Configuration[0] : own) {
                configuration.delete();
            }
        } catch (IOException | InvalidSyntaxException e) {
            throw new CommandFailure("what the test has configured cannot be taken away: " + e.getMessage(), e);
        }
    }
}

package org.dmaengine.tools.board;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.dmaengine.ChannelInfo;
import org.dmaengine.DmaEngine;
import org.dmaengine.fifo.FifoPort;
import org.dmaengine.spi.RequestRouter;
import org.dmaengine.spi.SlaveMapEntry;
import org.dmaengine.spi.SlaveMapSource;
import org.dmaengine.spi.SpecifierTranslator;
import org.dmaengine.tools.CommandFailure;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/// The board in its box: the tree in force, then what the plan says. Taken away when it is closed.
///
/// ```text
/// client ── /soc/serial@… rx ──▶ [crossbar] ──▶ dma-board-0 (devicetree.path = /soc/dma-controller@…) ◀── port
/// ```
final class Box implements AutoCloseable {
    /// What the names of its controllers begin with.
    static final String CONTROLLER = "dma-board-";

    private static final long PATIENCE_SECONDS = 10;
    private static final long LOOK_NANOS = 1_000_000;

    private final DmaEngine engine;
    private final BundleContext context;
    private final OwnConfigurations configurations;
    private final BoardPlan plan;
    private final BooleanSupplier stopped;
    private final List<ServiceRegistration<?>> services = new ArrayList<>();
    private final List<Crossbar> crossbars = new ArrayList<>();
    private List<SlaveMapEntry> entries = List.of();

    /// Nothing is there yet; what an earlier one has left that was killed goes.
    ///
    /// @param stopped says that what is waited for is not wanted any more
    Box(Site site, BoardPlan plan, BooleanSupplier stopped) throws CommandFailure {
        this.engine = site.engine();
        this.context = site.context();
        this.configurations = new OwnConfigurations(site.admin());
        this.plan = plan;
        this.stopped = stopped;
        takeAway();
    }

    /// Puts the tree in force, with nobody there to serve it.
    ///
    /// @return what the source makes of it
    List<SlaveMapEntry> putTree(Path tree, boolean ignoresStatus) throws CommandFailure {
        for (String node : plan.translated()) {
            register(SpecifierTranslator.class, new CellOfLine(), Map.of(SpecifierTranslator.PATH, node));
        }
        configurations.single("org.dmaengine.slavemap.devicetree",
                Map.of("path", tree.toString(), "poll.interval", 0L, "ignore.status", ignoresStatus));
        await("the device tree in force", () -> source() != null);
        entries = read();
        return entries;
    }

    /// Has a controller come for every node, and a driver for every router.
    void putControllers() throws CommandFailure {
        for (RouterPart router : plan.routers()) {
            Crossbar crossbar = new Crossbar(router);
            crossbars.add(crossbar);
            register(RequestRouter.class, crossbar, Map.of(RequestRouter.ROUTER, router.node()));
        }
        for (ControllerPart controller : plan.controllers()) {
            configurations.instance("org.dmaengine.controller.fifo", controller.name(), controller.properties());
        }
        await("the " + plan.channels() + " channels of " + plan.controllers().size() + " controllers",
                () -> channels().count() == plan.channels());
    }

    private <S> void register(Class<S> type, S service, Map<String, Object> properties) {
        services.add(context.registerService(type, service, new Hashtable<>(properties)));
    }

    /// Puts a peripheral on a request line of a controller, before any port of somebody else's that is for every controller.
    ServiceRegistration<FifoPort> wire(FifoPort port, String controller, int line) {
        return context.registerService(FifoPort.class, port, new Hashtable<>(Map.of(FifoPort.REQUEST_LINE, line,
                FifoPort.CONTROLLER, controller, Constants.SERVICE_RANKING, Integer.MAX_VALUE)));
    }

    // ---- what there is ----

    /// The channel of this name.
    ChannelInfo channel(String name) {
        return channels().filter(channel -> channel.name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalStateException(name + " belongs to no controller of the board"));
    }

    private Stream<ChannelInfo> channels() {
        return engine.channels().stream().filter(channel -> channel.controller().startsWith(CONTROLLER));
    }

    /// The controller's line that the peripheral is on whose channel this is by that name.
    int line(Name name, ChannelInfo channel) {
        return new Lines(entries, crossbars).of(name, channel);
    }

    /// A line of a controller beside one that is taken.
    int beside(String controller, int line) {
        return plan.controller(controller).beside(line);
    }

    /// Routes made so far.
    int routesMade() {
        return crossbars.stream().mapToInt(Crossbar::made).sum();
    }

    /// Routes that there are.
    int routesOpen() {
        return crossbars.stream().mapToInt(Crossbar::open).sum();
    }

    private List<SlaveMapEntry> read() {
        ServiceReference<SlaveMapSource> reference = source();
        SlaveMapSource source = reference == null ? null : context.getService(reference);
        if (source == null) {
            return List.of();
        }
        try {
            return List.copyOf(source.entries());
        } finally {
            context.ungetService(reference);
        }
    }

    private ServiceReference<SlaveMapSource> source() {
        try {
            return context.getServiceReferences(SlaveMapSource.class, OwnConfigurations.FILTER).stream().findFirst().orElse(null);
        } catch (InvalidSyntaxException e) {
            throw new AssertionError("the filter is a constant", e);
        }
    }

    // ---- waiting, and the end ----

    /// Waits until something holds that happens on other threads, or is not wanted any more.
    void await(String what, BooleanSupplier holds) throws CommandFailure {
        awaitAnyway(what, () -> holds.getAsBoolean() || stopped.getAsBoolean());
    }

    private void awaitAnyway(String what, BooleanSupplier holds) throws CommandFailure {
        long begin = System.nanoTime();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
                throw new CommandFailure("waited " + PATIENCE_SECONDS + " s for " + what + "; the log says why");
            }
            LockSupport.parkNanos(this, LOOK_NANOS);
        }
    }

    /// The channels have been given back.
    ///
    /// @throws CommandFailure if something of the board is left; the next one that is put up takes it away, if it can
    @Override
    public void close() throws CommandFailure {
        try {
            takeAway();
        } catch (CommandFailure | IllegalStateException e) {
            throw new CommandFailure("the board is not taken away: " + e.getMessage(), e);
        }
    }

    private void takeAway() throws CommandFailure {
        try {
            configurations.delete();
        } finally {
            services.forEach(Box::takeBack);
            services.clear();
        }
        awaitAnyway("the channels of the board to go", () -> channels().findAny().isEmpty());
        awaitAnyway("the tree of the board to go", () -> source() == null);
    }

    private static void takeBack(ServiceRegistration<?> registration) {
        try {
            registration.unregister();
        } catch (IllegalStateException _) {
            // The framework has taken it back with the bundle.
        }
    }
}

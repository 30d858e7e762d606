package org.dmaengine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Dictionary;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaException;
import org.dmaengine.DmaStatus;
import org.dmaengine.SlaveMap;
import org.dmaengine.SwapEvent;
import org.dmaengine.contract.Clause;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.spi.RequestRouter;
import org.dmaengine.spi.SlaveMapEntry;
import org.dmaengine.spi.SpecifierTranslator;
import org.dmaengine.spi.SpecifierTranslator.Meaning;
import org.dmaengine.testing.Service;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.condition.Condition;
import org.osgi.util.tracker.ServiceTracker;

/// A board's tree in a file, controllers that an administrator has bound to its nodes, and clients that ask by the paths of theirs.
@TheProduct
class DeviceTreeIT {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String ALPHA = "/soc/dma-controller@1000";
    private static final String BETA = "/soc/dma-controller@2000";
    private static final String CROSSBAR = "/soc/dma-router@3000";
    private static final String COPIER = "/soc/copier@a000";
    private static final String TWIN = "/soc/twin@b000";
    private static final String ROUTED = "/soc/routed@c000";
    private static final String BROKEN = "/soc/broken@d000";

    @TempDir
    private Path folder;
    @Service
    SlaveMap slaveMap;
    private BundleContext context;
    private TreeBoard board;

    @BeforeEach
    void putTheTreeInForce(BundleContext own, @Service ConfigurationAdmin admin) throws Exception {
        context = own;
        board = new TreeBoard(context, admin, folder, "gate");
        awaitInForce();
    }

    /// The core may learn of the source a moment after the board does. No controller is there yet.
    private void awaitInForce() {
        long end = System.nanoTime() + SOON.toNanos();
        while (true) {
            try {
                slaveMap.requestChannel(COPIER, "left").close();
                return;
            } catch (DmaException.NotYetAvailable _) {
                return;
            } catch (DmaException.NoSuchChannel e) {
                if (System.nanoTime() - end > 0) {
                    throw e;
                }
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    @AfterEach
    void takeItAway() throws Exception {
        board.close();
    }

    @Test
    @DisplayName("DT-10 a client gets the channel that its node's specifier means, on the controller bound to that node by path or compatible")
    @Clause({"DT-10", "DT-14", "DT-16", "REQ-02"})
    void shouldServeAClientByThePathOfItsNode() throws Exception {
        board.controller("alpha", "devicetree.path", ALPHA);
        board.controller("beta", "devicetree.compatible", "dmaengine,beta");
        try (DmaChannel left = slaveMap.requestChannel(COPIER, "left", SOON);
             DmaChannel right = slaveMap.requestChannel(COPIER, "right", SOON)) {
            assertEquals(COPIER + ":left", left.client());
            assertTrue(left.name().endsWith("chan1"), left.name());
            assertTrue(right.name().endsWith("chan2"), right.name());
        }
    }

    @Test
    @DisplayName("REQ-03, DT-12 without its controller a name defers, though a board file describes it; DT-14 also beside one that is not bound")
    @Clause({"REQ-03", "DT-12", "DT-14"})
    void shouldDeferUntilAControllerIsBoundToTheNode() throws Exception {
        Configuration elsewhere = board.controller("alpha", "devicetree.path", "/soc/elsewhere");
        board.configure("org.dmaengine.slavemap.entry", "left", Map.of("device", COPIER, "name", "left", "controller", "alpha"));
        board.configure("org.dmaengine.slavemap.entry", "other", Map.of("device", "other", "name", "left", "controller", "alpha"));
        slaveMap.requestChannel("other", "left", SOON).close(); // the board file is in force, and so is the controller
        DmaException deferred = assertThrows(DmaException.NotYetAvailable.class, () -> slaveMap.requestChannel(COPIER, "left"));
        assertTrue(deferred.getMessage().contains(folder.resolve("board.dtb") + " " + COPIER + " dmas[0]"), deferred.getMessage());
        CompletableFuture<DmaChannel> waiting = slaveMap.requestChannelAsync(COPIER, "left").toCompletableFuture();
        assertFalse(waiting.isDone());
        Dictionary<String, Object> bound = elsewhere.getProperties();
        bound.put("devicetree.path", ALPHA);
        elsewhere.update(bound);
        waiting.get(10, TimeUnit.SECONDS).close();
    }

    @Test
    @DisplayName("REQ-04 what the tree says wrongly is asked of the board file, and without one the reason is given")
    @Clause({"REQ-04", "DT-09"})
    void shouldAskTheNextSourceForWhatIsBroken() throws Exception {
        DmaException unknown = assertThrows(DmaException.NoSuchChannel.class, () -> slaveMap.requestChannel(BROKEN, "rx"));
        assertTrue(unknown.getMessage().contains(BROKEN + " dmas[0]: phandle 0x63 refers to no node"), unknown.getMessage());
        board.controller("alpha", "devicetree.path", ALPHA);
        board.configure("org.dmaengine.slavemap.entry", "mended", Map.of("device", BROKEN, "name", "rx", "controller", "alpha"));
        slaveMap.requestChannel(BROKEN, "rx", SOON).close();
    }

    @Test
    @DisplayName("DT-13 an alternative that is there wins over one that is not; DT-08 of two that are there both get used")
    @Clause({"DT-08", "DT-11", "DT-13"})
    void shouldUseEveryAlternativeThatIsThere() throws Exception {
        board.controller("beta", "devicetree.path", BETA);
        Set<String> used = new HashSet<>();
        for (int request = 0; request < 20; request++) {
            try (DmaChannel channel = slaveMap.requestChannel(TWIN, "copy", SOON)) {
                used.add(channel.name());
            }
        }
        assertEquals(1, used.size(), used::toString);
        board.controller("alpha", "devicetree.path", ALPHA);
        slaveMap.requestChannel(COPIER, "left", SOON).close(); // it is there
        for (int request = 0; request < 100; request++) {
            try (DmaChannel channel = slaveMap.requestChannel(TWIN, "copy", SOON)) {
                used.add(channel.name());
            }
        }
        assertEquals(2, used.size(), used::toString);
        try (DmaChannel one = slaveMap.requestChannel(TWIN, "copy"); DmaChannel other = slaveMap.requestChannel(TWIN, "copy")) {
            assertFalse(one.name().equals(other.name()), "the other alternative is left for who comes second");
            assertThrows(DmaException.ChannelBusy.class, () -> slaveMap.requestChannel(TWIN, "copy"));
        }
    }

    @Test
    @DisplayName("DT-18 a router is followed: without it the name defers, and the route lasts as long as the lease")
    @Clause({"DT-18", "REQ-49", "REQ-51"})
    void shouldFollowARouter() throws Exception {
        board.controller("alpha", "devicetree.path", ALPHA);
        slaveMap.requestChannel(COPIER, "left", SOON).close();
        DmaException deferred = assertThrows(DmaException.NotYetAvailable.class, () -> slaveMap.requestChannel(ROUTED, "rx"));
        assertTrue(deferred.getMessage().contains("its router " + CROSSBAR + " is not there"), deferred.getMessage());
        BlockingQueue<String> routes = new LinkedBlockingQueue<>();
        // @start region="router"
        RequestRouter router = (entry, channel) -> route(entry, routes);
        ServiceRegistration<?> crossbar = context.registerService(RequestRouter.class, router,
                new Hashtable<>(Map.of(RequestRouter.ROUTER, "/soc/dma-router@3000")));
        // @end
        try {
            // @start region="client"
            DmaChannel channel = slaveMap.requestChannel("/soc/routed@c000", "rx", Duration.ofSeconds(10));
            // @end
            assertEquals("made for line 17 of [17]", routes.poll(10, TimeUnit.SECONDS));
            assertNull(routes.peek());
            channel.close();
            assertEquals("taken down", routes.poll(10, TimeUnit.SECONDS));
        } finally {
            crossbar.unregister();
        }
    }

    @Test
    @DisplayName("DT-17 a driver's translator decides, and what it says changes while it comes and goes")
    @Clause({"DT-10", "DT-17"})
    void shouldAskTheDriversTranslator() throws Exception {
        board.controller("alpha", "devicetree.path", ALPHA);
        EntryWatch watch = new EntryWatch(board.source());
        // @start region="translator"
        SpecifierTranslator twoFurther = specifier -> Optional.of(Meaning.channel(specifier.cells().getFirst().intValue() + 2));
        ServiceRegistration<?> translator = context.registerService(SpecifierTranslator.class, twoFurther,
                new Hashtable<>(Map.of(SpecifierTranslator.COMPATIBLE, "dmaengine,alpha")));
        // @end
        watch.await("the translator's channel", () -> channels(watch, "left").equals(List.of(3)));
        try (DmaChannel left = slaveMap.requestChannel(COPIER, "left", SOON)) {
            assertTrue(left.name().endsWith("chan3"), left.name());
        }
        translator.unregister();
        watch.await("the channel without it", () -> channels(watch, "left").equals(List.of(1)));
    }

    @Test
    @DisplayName("a replaced file counts at once for the names that changed, and leaves the leases and Conditions of the others alone")
    void shouldRebindOnlyWhatAChangeOfTheFileTouches() throws Exception {
        board.controller("alpha", "devicetree.path", ALPHA);
        board.controller("beta", "devicetree.path", BETA);
        ServiceReference<Condition> before = condition("left");
        slaveMap.requestChannel(COPIER, "right", SOON).close();
        try (DmaChannel left = slaveMap.requestChannel(COPIER, "left", SOON)) {
            String name = left.name();
            board.replace("gate-changed");
            EntryWatch watch = new EntryWatch(board.source());
            watch.await("the changed entry", () -> channels(watch, "right").equals(List.of(3)));
            try (DmaChannel right = slaveMap.requestChannel(COPIER, "right", SOON)) {
                assertTrue(right.name().endsWith("chan3"), right.name());
            }
            assertEquals(name, left.name());
            left.prepareInterrupt().discard(); // refused where the lease were gone
        }
        assertEquals(0, before.compareTo(condition("left")), "the same service still");
    }

    @Test
    @DisplayName("a lease whose entry changes is moved in order to what it means now, and its transfer with it; nobody else's is")
    void shouldMoveTheLeaseOfAnEntryThatChanges() throws Exception {
        board.controller("alpha", "devicetree.path", ALPHA);
        board.controller("beta", "devicetree.path", BETA);
        BlockingQueue<SwapEvent> events = new LinkedBlockingQueue<>();
        BlockingQueue<SwapEvent> others = new LinkedBlockingQueue<>();
        try (DmaChannel left = slaveMap.requestChannel(COPIER, "left", SOON); DmaChannel right = slaveMap.requestChannel(COPIER, "right", SOON)) {
            left.onSwap(others::add);
            right.onSwap(events::add);
            board.replace("gate-changed");
            assertEquals(SwapEvent.Kind.DETACHED, events.poll(10, TimeUnit.SECONDS).kind());
            assertEquals(SwapEvent.Kind.REBOUND, events.poll(10, TimeUnit.SECONDS).kind());
            assertTrue(right.name().endsWith("chan3"), right.name());
            Mapping memory = right.mapper().allocate(128);
            long cookie = right.prepareMemcpy(memory, 64, memory, 0, 64).submit();
            right.issuePending();
            assertEquals(DmaStatus.COMPLETE, right.await(cookie, SOON).status());
            assertNull(others.peek());
        }
    }

    @Test
    @DisplayName("dma:map shows the source of each entry, dma:why which source has won, and diff= what another file would rebind")
    void shouldShowWhereAnEntryComesFromAndWhatAnotherFileWouldChange(@Service CommandProcessor processor) throws Exception {
        board.controller("alpha", "devicetree.path", ALPHA);
        slaveMap.requestChannel(COPIER, "left", SOON).close();
        board.configure("org.dmaengine.slavemap.entry", "left", Map.of("device", COPIER, "name", "left", "controller", "alpha"));
        board.configure("org.dmaengine.slavemap.entry", "other", Map.of("device", "other", "name", "left", "controller", "alpha"));
        slaveMap.requestChannel("other", "left", SOON).close();
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        try (CommandSession session = processor.createSession(new ByteArrayInputStream(new byte[0]), console, console)) {
            session.currentDir(folder);
            List<String> map = session.execute("dma:map").toString().lines().toList();
            assertEquals(COPIER + "\tleft\t(|(devicetree.path=" + ALPHA + ")(devicetree.compatible=dmaengine,alpha))\tchannel 1\t"
                    + "device tree: " + folder.resolve("board.dtb") + " " + COPIER + " dmas[0]\tready", map.getFirst());
            assertTrue(map.contains(COPIER + "\tleft\talpha\tany\tboard file: org.dmaengine.slavemap.entry~left\tready"), map::toString);
            assertTrue(map.stream().anyMatch(line -> line.startsWith(ROUTED + "\t") && line.endsWith("\twaits for its router")), map::toString);
            assertTrue(session.execute("dma:why " + ROUTED + " rx").toString().contains("no: its router " + CROSSBAR + " is not there"));
            List<String> why = session.execute("dma:why " + COPIER + " left").toString().lines().toList();
            assertEquals("  device tree: 1 entry", why.get(1));
            assertEquals("  board file: not asked, since the device tree describes the name; of no effect: org.dmaengine.slavemap.entry~left",
                    why.getLast());
            assertEquals("nothing would change", session.execute("dma:map diff=board.dtb").toString());
            String own = session.execute("dma:map dtb=board.dtb").toString();
            assertEquals("board\t" + COPIER + "\tleft\t0\t" + ALPHA + "\t1\t1\tokay\tokay", own.lines().findFirst().orElseThrow());
            TreeBoard.write("gate-changed", folder.resolve("next.dtb"));
            List<String> diff = session.execute("dma:map diff=next.dtb").toString().lines().toList();
            assertEquals(1, diff.size(), diff::toString);
            assertTrue(diff.getFirst().startsWith("rebound\t" + COPIER + "\tright\tchannel 2 on (|(devicetree.path=" + BETA + ")"),
                    diff::toString);
            assertTrue(diff.getFirst().contains("\tchannel 3 on (|(devicetree.path=" + ALPHA + ")"), diff::toString);
            assertTrue(session.execute("dma:map problems=board.dtb").toString().contains(BROKEN + " dmas[0]: phandle 0x63 refers to no node"));
        }
    }

    private ServiceReference<Condition> condition(String name) throws Exception {
        ServiceTracker<Condition, Condition> tracker = new ServiceTracker<>(context, context.createFilter(
                "(&(objectClass=org.osgi.service.condition.Condition)(osgi.condition.id=dma:" + COPIER + ":" + name + "))"), null);
        tracker.open();
        try {
            assertTrue(tracker.waitForService(SOON.toMillis()) != null, "no Condition for " + name);
            return tracker.getServiceReference();
        } finally {
            tracker.close();
        }
    }

    private static List<Integer> channels(EntryWatch watch, String name) {
        return watch.of(COPIER, name).stream().map(SlaveMapEntry::channel).toList();
    }

    private static RequestRouter.Route route(SlaveMapEntry entry, BlockingQueue<String> routes) {
        routes.add("made for line " + entry.requestLine() + " of " + entry.parameters().get(SpecifierTranslator.CELLS));
        return new RequestRouter.Route() {
            @Override
            public int requestLine() {
                return 2;
            }

            @Override
            public void close() {
                routes.add("taken down");
            }
        };
    }
}

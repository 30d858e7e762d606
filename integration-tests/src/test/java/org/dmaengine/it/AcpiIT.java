package org.dmaengine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaException;
import org.dmaengine.SlaveMap;
import org.dmaengine.contract.Clause;
import org.dmaengine.spi.SlaveMapSource;
import org.dmaengine.testing.Service;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.util.tracker.ServiceTracker;

/// A machine's ACPI tables in a folder, controllers bound to their devices, and clients that ask by the paths of theirs.
@TheProduct
class AcpiIT {
    private static final String FILTER = "(&(objectClass=org.dmaengine.spi.SlaveMapSource)(service.pid=org.dmaengine.slavemap.acpi))";
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String COPIER = "\\_SB_.COPY";
    private static final String CONTROLLER = "\\_SB_.DMA0";

    @TempDir
    private Path folder;
    @Service
    SlaveMap slaveMap;
    @Service
    ConfigurationAdmin admin;
    private final List<Configuration> configurations = new ArrayList<>();
    private final CountDownLatch gone = new CountDownLatch(1);
    private ServiceTracker<SlaveMapSource, SlaveMapSource> tracker;
    private SlaveMapSource source;

    @BeforeEach
    void putTheTablesInForce(BundleContext context) throws Exception {
        write("dsdt");
        Configuration configuration = admin.getConfiguration("org.dmaengine.slavemap.acpi", "?");
        configuration.update(new Hashtable<>(Map.of("path", folder.toString(), "poll.interval", 10L)));
        configurations.add(configuration);
        tracker = new ServiceTracker<>(context, context.createFilter(FILTER), null) {
            @Override
            public void removedService(ServiceReference<SlaveMapSource> reference, SlaveMapSource service) {
                super.removedService(reference, service);
                gone.countDown();
            }
        };
        tracker.open();
        source = tracker.waitForService(SOON.toMillis());
        assertTrue(source != null, "no ACPI tables in force after " + SOON);
    }

    @AfterEach
    void takeThemAway() throws Exception {
        for (Configuration configuration : configurations.reversed()) {
            configuration.delete();
        }
        assertTrue(gone.await(SOON.toMillis(), TimeUnit.MILLISECONDS), "the ACPI tables are in force still after " + SOON);
        tracker.close();
    }

    @Test
    @DisplayName("AC-02, AC-05 a client gets a channel of a controller that is bound to a device of the tables")
    @Clause({"AC-01", "AC-02", "AC-05", "AC-10", "REQ-02"})
    void shouldServeAClientByThePathOfItsDevice() throws Exception {
        controller("other", "/elsewhere", "devicetree.path");
        controller("zero", CONTROLLER, "acpi.path");
        // @start region="client"
        DmaChannel channel = slaveMap.requestChannel("\\_SB_.COPY", "tx", Duration.ofSeconds(10));
        // @end
        try (channel; DmaChannel rx = slaveMap.requestChannel(COPIER, "rx", SOON)) {
            assertEquals(COPIER + ":tx", channel.client());
            assertFalse(channel.name().equals(rx.name()));
        }
    }

    @Test
    @DisplayName("the Condition of a name is found by a filter that doubles the backslash of the path")
    void shouldPublishAConditionThatAFilterFinds(BundleContext context) throws Exception {
        controller("zero", CONTROLLER, "acpi.path");
        // @start region="condition"
        String target = "(osgi.condition.id=dma:\\\\_SB_.COPY:tx)"; // of @SatisfyingConditionTarget
        // @end
        ServiceTracker<Object, Object> condition = new ServiceTracker<>(context, context.createFilter(target), null);
        condition.open();
        try {
            assertTrue(condition.waitForService(SOON.toMillis()) != null, "no Condition after " + SOON);
        } finally {
            condition.close();
        }
    }

    @Test
    @DisplayName("REQ-03, AC-08 without a controller a name defers, though a board file describes it")
    @Clause({"REQ-03", "AC-08"})
    void shouldDeferUntilAControllerIsBound() throws Exception {
        Configuration unbound = controller("zero", "/elsewhere", "devicetree.path");
        entry("other", "tx");
        entry(COPIER, "tx");
        slaveMap.requestChannel("other", "tx", SOON).close(); // the board file is in force, and so is the controller
        DmaException deferred = assertThrows(DmaException.NotYetAvailable.class, () -> slaveMap.requestChannel(COPIER, "tx"));
        assertTrue(deferred.getMessage().contains(folder + " " + COPIER + " FixedDMA[0]"), deferred.getMessage());
        CompletableFuture<DmaChannel> waiting = slaveMap.requestChannelAsync(COPIER, "tx").toCompletableFuture();
        assertFalse(waiting.isDone());
        Dictionary<String, Object> bound = unbound.getProperties();
        bound.put("acpi.path", CONTROLLER);
        unbound.update(bound);
        waiting.get(10, TimeUnit.SECONDS).close();
    }

    @Test
    @DisplayName("REQ-04 what only an interpreter could tell is asked of the board file, and without one the reason is given")
    @Clause({"REQ-04", "AC-02"})
    void shouldAskTheNextSourceForWhatCannotBeRead() throws Exception {
        String runs = "\\_SB_.RUNS";
        controller("zero", CONTROLLER, "acpi.path");
        slaveMap.requestChannel(COPIER, "tx", SOON).close(); // the tables are in force
        DmaException unknown = assertThrows(DmaException.NoSuchChannel.class, () -> slaveMap.requestChannel(runs, "tx"));
        assertTrue(unknown.getMessage().contains(runs + ": _CRS is a method, which would need an AML interpreter"), unknown.getMessage());
        entry(runs, "tx");
        slaveMap.requestChannel(runs, "tx", SOON).close();
    }

    @Test
    @DisplayName("a table that comes counts at once, and the leases of others go on")
    void shouldTakeInATableThatComes() throws Exception {
        controller("zero", CONTROLLER, "acpi.path");
        try (DmaChannel tx = slaveMap.requestChannel(COPIER, "tx", SOON)) {
            write("ssdt1");
            EntryWatch watch = new EntryWatch(source);
            watch.await("the plugged device", () -> !watch.of("\\_SB_.PLUG", "tx").isEmpty());
            slaveMap.requestChannel("\\_SB_.PLUG", "tx", SOON).close();
            tx.prepareInterrupt().discard(); // refused where the lease were gone
        }
    }

    @Test
    @DisplayName("dma:map acpi= lists tables without binding, dma:map and dma:why show the source")
    @Clause("REQ-02")
    void shouldShowWhereAnEntryComesFrom(@Service CommandProcessor processor) throws Exception {
        controller("zero", CONTROLLER, "acpi.path");
        slaveMap.requestChannel(COPIER, "tx", SOON).close();
        entry(COPIER, "tx");
        entry("other", "tx");
        slaveMap.requestChannel("other", "tx", SOON).close();
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        try (CommandSession session = processor.createSession(new ByteArrayInputStream(new byte[0]), console, console)) {
            session.currentDir(folder.getParent());
            String board = folder.getFileName().toString();
            assertEquals(List.of(board + "\t" + COPIER + "\ttx\t0\t-\t2\t21,0\tokay\t-", board + "\t" + COPIER + "\trx\t1\t-\t2\t22,1\tokay\t-"),
                    session.execute("dma:map acpi=" + board).toString().lines().toList());
            String map = session.execute("dma:map").toString();
            assertTrue(map.contains("acpi: " + folder + " " + COPIER + " FixedDMA[0]\tready"), map);
            List<String> why = session.execute("dma:why '" + COPIER + "' tx").toString().lines().toList();
            assertEquals("  acpi: 1 entry", why.get(1), why::toString);
            assertTrue(why.getLast().startsWith("  board file: not asked, since the acpi describes the name"), why::toString);
        }
    }

    private Configuration controller(String name, String place, String property) throws IOException {
        return configure("org.dmaengine.controller.memcpy", name, Map.of("dma.controller", name, "dma.channels", 4, property, place));
    }

    private void entry(String device, String name) throws IOException {
        configure("org.dmaengine.slavemap.entry", "entry" + configurations.size(), Map.of("device", device, "name", name, "controller", "zero"));
    }

    private Configuration configure(String factory, String name, Map<String, Object> properties) throws IOException {
        Configuration configuration = admin.getFactoryConfiguration(factory, name, "?");
        configuration.update(new Hashtable<>(properties));
        configurations.add(configuration);
        return configuration;
    }

    /// Puts one of `src/test/resources/tables` into the folder, in one step.
    private void write(String table) throws IOException {
        Path next = folder.resolve("next");
        try (InputStream in = AcpiIT.class.getResourceAsStream("/tables/" + table + ".aml")) {
            Files.copy(in, next);
        }
        Files.move(next, folder.resolve(table + ".aml"));
    }
}

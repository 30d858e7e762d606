package org.dmaengine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.dmaengine.ChannelInfo;
import org.dmaengine.DmaEngine;
import org.dmaengine.SlaveMap;
import org.dmaengine.contract.Clause;
import org.dmaengine.spi.SlaveMapSource;
import org.dmaengine.testing.Service;
import org.dmaengine.testing.SmallBundle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.util.promise.Promise;
import org.osgi.util.tracker.ServiceTracker;

/// Something is stopped while copies, a ring and a transfer that waits for a device are under way: the client, its component,
/// the core. In time, and nothing stays. (The framework itself: FrameworkStopIT.)
@TheProduct
class StoppingIT {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String CORE = "org.dmaengine.dma-core";

    private final BundleContext context;
    @Service
    SlaveMap slaveMap;
    private Board board;
    private Bundle devices;
    private Bundle client;

    StoppingIT(BundleContext context) {
        this.context = context;
    }

    @BeforeEach
    void configure(@Service ConfigurationAdmin admin, @Service SlaveMapSource source) throws Exception {
        board = new Board(admin, source);
        board.entry("copy", Map.of());
        board.controller(1);
        devices = SmallBundle.named(Devices.NAME).activator(Devices.class).containing(EndlessDevice.class).install(context);
        devices.start();
        slaveMap.requestChannel(board.device(), "copy", SOON).close(); // the controller is there
    }

    @AfterEach
    void restore() throws Exception {
        if (client != null) {
            client.uninstall();
        }
        devices.uninstall();
        board.close();
        core().start();
    }

    @Test
    @DisplayName("D6: the client's bundle stops: its channels are free within release.timeout, and it is told nothing")
    @Clause({"REQ-14", "REQ-23"})
    void shouldFreeEveryChannelOfABundleThatStops() throws Exception {
        client = SmallBundle.named(BusyBundle.NAME).activator(BusyBundle.class).containing(BusyClient.class, Lane.class)
                .header(BusyBundle.DEVICE, board.device()).install(context);
        client.start();
        Function<Boolean, List<String>> busy = busy(null);
        assertHolds(3);
        Bounds.within(Bounds.RELEASE, "stop of a client bundle with work under way", client::stop);
        assertHolds(0);
        assertEquals(List.of(), busy.apply(false));
        assertChannelsWorkForTheNext();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("D6: only its component is disabled: its channels are free within release.timeout, whether it closed them or not")
    @Clause({"REQ-14", "REQ-23"})
    void shouldFreeEveryChannelOfAComponentThatIsDisabled(boolean tidy, @Service ServiceComponentRuntime components) throws Exception {
        client = BusyComponent.install(context, board.device(), Map.of("tidy", String.valueOf(tidy)));
        client.start();
        Function<Boolean, List<String>> busy = busy(null);
        assertHolds(3);
        ComponentDescriptionDTO component = components.getComponentDescriptionDTO(client, BusyComponent.NAME);
        Bounds.within(Bounds.RELEASE, "disabling a " + (tidy ? "tidy" : "careless") + " component with work under way", () -> {
            Promise<Void> disabled = components.disableComponent(component);
            disabled.getValue();
        });
        assertHolds(0);
        assertEquals(Bundle.ACTIVE, client.getState());
        assertEquals(List.of(), busy.apply(false));
        assertChannelsWorkForTheNext();
    }

    @Test
    @DisplayName("Core itself stopped: every transfer ends once, every lease is GONE, old handles answer, no thread is left within 3 s")
    @Clause({"DIFF-05"})
    void shouldEndEverythingOnceWhenTheCoreStops() throws Exception {
        client = SmallBundle.named(BusyBundle.NAME).activator(BusyBundle.class).containing(BusyClient.class, Lane.class)
                .header(BusyBundle.DEVICE, board.device()).install(context);
        client.start();
        Function<Boolean, List<String>> busy = busy(null);
        assertFalse(EngineThreads.alive().isEmpty(), "the engine has threads while it works");
        List<String> left = Bounds.answerWithin(Bounds.CORE, "stop of the core with work under way", () -> {
            core().stop();
            return EngineThreads.leftAfter(Bounds.CORE);
        });
        assertEquals(List.of(), left);
        assertEquals(List.of(), busy.apply(true));
        Bounds.within(Bounds.RELEASE, "stop of a client bundle whose core has gone", client::stop);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("Core itself updated: its clients come back, by the Condition of their mapping or by their service dependency")
    void shouldBringClientsBackWhenTheCoreIsUpdated(boolean byCondition) throws Exception {
        client = BusyComponent.install(context, board.device(), byCondition
                ? Map.of("osgi.ds.satisfying.condition.target", "(osgi.condition.id=dma:" + board.device() + ":copy)") : Map.of());
        client.start();
        Function<Boolean, List<String>> before = busy(null);
        Bounds.within(SOON, "update of the core until its client by " + (byCondition ? "Condition" : "service") + " is busy again", () -> {
            Bounds.within(Bounds.CORE, "update of the core with work under way", () -> core().update());
            assertNotSame(before, busy(before), "a new instance");
        });
        assertHolds(3);
        client.stop();
        assertHolds(0);
        assertChannelsWorkForTheNext();
    }

    /// The busy client's service, as soon as there is another than the one before.
    private Function<Boolean, List<String>> busy(Function<Boolean, List<String>> before) throws Exception {
        ServiceTracker<Object, Function<Boolean, List<String>>> tracker = new ServiceTracker<>(context, FrameworkUtil.createFilter(
                "(objectClass=" + Function.class.getName() + ")"), null);
        tracker.open(true);
        try {
            long deadline = System.nanoTime() + SOON.toNanos();
            while (System.nanoTime() < deadline) {
                Function<Boolean, List<String>> now = tracker.waitForService(SOON.toMillis());
                if (now != null && now != before) {
                    return now;
                }
            }
            throw new AssertionError("no busy client within " + SOON);
        } finally {
            tracker.close();
        }
    }

    /// How many channels are held, seen by another bundle.
    private void assertHolds(int expected) {
        DmaEngine engine = context.getService(context.getServiceReference(DmaEngine.class));
        List<ChannelInfo> held = engine.channels().stream().filter(channel -> !channel.isFree()).toList();
        context.ungetService(context.getServiceReference(DmaEngine.class));
        assertEquals(expected, held.size(), held::toString);
    }

    /// Free is not enough: they must work.
    private void assertChannelsWorkForTheNext() throws Exception {
        SlaveMap map = context.getService(context.getServiceReference(SlaveMap.class));
        DmaEngine engine = context.getService(context.getServiceReference(DmaEngine.class));
        BusyClient next = BusyClient.begin(map, engine, board.device());
        next.close();
        assertEquals(List.of(), next.apply(false));
    }

    private Bundle core() {
        return Stream.of(context.getBundles()).filter(bundle -> bundle.getSymbolicName().equals(CORE)).findFirst().orElseThrow();
    }
}

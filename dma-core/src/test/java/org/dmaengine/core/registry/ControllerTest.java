package org.dmaengine.core.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.ChannelRequest;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaException;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.stubs.Answer;
import org.dmaengine.core.stubs.ForwardingDriver;
import org.dmaengine.core.stubs.Patience;
import org.dmaengine.core.stubs.StepDriver;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.Controller;
import org.dmaengine.spi.EngineSpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// A driver's component registers its channels and takes them back.
class ControllerTest {
    private static final EngineSpec ENGINE = EngineSpec.device("dma");
    private static final ChannelCapabilities COPIES = ChannelCapabilities.of(Capability.MEMCPY).build();

    private final Container container = new Container();

    @Test
    @DisplayName("REG-09, REG-10 channels are numbered in the order of the list, and named after their controller's number")
    @Clause({"REG-09", "REG-10"})
    void shouldNumberTheChannelsInOrder() {
        container.register("another", driver());
        register("dma", driver(), driver(), driver());
        assertEquals(List.of("dma0chan0", "dma1chan0", "dma1chan1", "dma1chan2"), names());
        assertEquals(List.of("another", "dma", "dma", "dma"),
                container.registry().slotsByName().stream().map(slot -> slot.controller().name()).toList());
    }

    @Test
    @DisplayName("SCAP-05 a channel's own capabilities and properties go over those of its controller")
    @Clause("SCAP-05")
    void shouldLetAChannelSayItsOwn() {
        register("dma", driver(), new ForwardingDriver(new StepDriver(ChannelCapabilities.of(Capability.MEMSET).pause(false, false).build(), ENGINE)) {
            @Override
            public Map<String, Object> serviceProperties() {
                return Map.of(REQUEST_LINES, new int[] {4, 5}, "service.ranking", 3, ".secret", "hidden");
            }
        });
        ChannelSlot own = container.registry().slotsByName().getLast();
        assertEquals(Set.of(Capability.MEMSET), own.capabilities().types());
        assertFalse(own.capabilities().pause());
        assertTrue(own.serves(5));
        assertFalse(own.serves(6));
        assertEquals(3, own.properties().get("service.ranking"));
        assertFalse(own.properties().containsKey(".secret"));
        ChannelSlot other = container.registry().slotsByName().getFirst();
        assertEquals(COPIES, other.capabilities());
        assertTrue(other.serves(6));
    }

    @Test
    @DisplayName("REG-11 a controller without channels is taken")
    @Clause("REG-11")
    void shouldTakeAControllerWithoutChannels() {
        Controller controller = register("dma");
        assertEquals(List.of(), names());
        controller.close();
        assertEquals(List.of(), container.log.lines());
    }

    @Test
    @DisplayName("REG-01 a controller without a name, or a channel without a driver, is refused at once")
    @Clause({"REG-01", "ERR-20"})
    void shouldRefuseAControllerThatIsNotThere() {
        String message = assertThrows(IllegalArgumentException.class, () -> register(" ")).getMessage();
        assertTrue(message.contains("dma.controller"), message);
        assertThrows(IllegalArgumentException.class, () -> register(null));
        assertThrows(NullPointerException.class, () -> Controller.register(container.drivers(), "dma", Map.of(), null));
        assertThrows(NullPointerException.class, () -> register("dma", driver(), null));
        assertEquals(List.of(), names());
    }

    @Test
    @DisplayName("REG-12 a channel that cannot be registered takes those before it back, whatever it throws")
    @Clause("REG-12")
    void shouldUndoWhatWasRegistered() {
        for (Throwable problem : List.of(new IllegalStateException("no hardware"), new NoClassDefFoundError("missing.Type"))) {
            assertSame(problem, assertThrows(Throwable.class, () -> Controller.register(container.drivers(), "dma", Map.of(),
                    List.of(driver(), driver(), new Asked(() -> Answer.thrown(problem).give(null, 0))))));
            assertEquals(List.of(), names());
        }
        register("dma", driver());
        assertEquals(List.of("dma0chan0"), names());
    }

    @Test
    @DisplayName("REG-14 a client may have the first channel before the last is registered")
    @Clause("REG-14")
    void shouldServeClientsBeforeTheRegistrationIsOver() {
        CompletableFuture<DmaChannel> waiting = container.session("client").requestAsync(
                new ByCapability(ChannelRequest.of(Capability.MEMCPY))).toCompletableFuture();
        StepDriver first = driver();
        Controller.register(container.drivers(), "dma", Map.of(), List.of(first, new Asked(() -> {
            Patience.until(waiting::isDone, "the client has its channel");
            assertEquals(List.of("open"), first.calls());
            waiting.join().issuePending();
        })));
        assertEquals("dma0chan0", waiting.join().name());
    }

    @Test
    @DisplayName("REG-17 channels that the framework has taken back with their bundle are no obstacle; closing twice is none")
    @Clause("REG-17")
    void shouldCloseThoughChannelsAreGone() {
        Controller controller = register("dma", driver(), driver());
        DmaChannel channel = container.session("client").request(new ByCapability(ChannelRequest.of(Capability.MEMCPY)));
        container.unregister(container.lastRegistered());
        controller.close();
        controller.close();
        assertEquals(List.of(), names());
        container.waitInVain();
        assertThrows(DmaException.ChannelGone.class, channel::issuePending);
    }

    @Test
    @DisplayName("a controller says other things about its channels without taking any back")
    void shouldUpdateWhatItSaysAboutItsChannels() {
        Controller controller = Controller.register(container.drivers(), "dma", Map.of("service.ranking", 1L, "rack", "b4"),
                List.of(driver(), new ForwardingDriver(driver()) {
                    @Override
                    public Map<String, Object> serviceProperties() {
                        return Map.of("service.ranking", 3, "rack", "own");
                    }
                }));
        container.register("between", driver());
        DmaChannel channel = container.session("client").request(new ByCapability(ChannelRequest.of(Capability.MEMCPY)));
        Object instance = container.registry().slotsByName().getFirst().properties().get(ChannelDriver.INSTANCE);
        assertEquals("dma0chan1", channel.name());
        controller.update(Map.of("service.ranking", -2L, "shelf", 7, "dma.channel", 5, "dma.instance", 0L));
        ChannelSlot plain = container.registry().slotsByName().getFirst();
        assertEquals(Map.of("service.ranking", -2, "shelf", 7, "dma.controller", "dma", "dma.channel", 0, "dma.instance", instance),
                without(plain.properties(), "dma.capabilities", "dma.directions"));
        assertEquals("own", container.registry().slotsByName().get(1).properties().get("rack"));
        assertEquals(List.of("dma0chan1", "dma1chan0", "dma0chan0"), container.registry().slots().stream().map(ChannelSlot::name).toList());
        channel.issuePending();
    }

    @Test
    @DisplayName("a bad ranking changes nothing, also of the channels before the one that it is refused for")
    void shouldChangeNothingWhenAnUpdateIsRefused() {
        Controller controller = register("dma", driver(), driver());
        Map<String, Object> before = container.registry().slotsByName().getFirst().properties();
        String message = assertThrows(IllegalArgumentException.class,
                () -> controller.update(Map.of("service.pid", "dma~0", "service.ranking", "high", "rack", "b4"))).getMessage();
        assertTrue(message.startsWith("configuration dma~0: service.ranking = \"high\" (String) is refused"), message);
        assertEquals(before, container.registry().slotsByName().getFirst().properties());
    }

    @Test
    void shouldUpdateThoughAChannelIsGone() {
        Controller controller = register("dma", driver(), driver());
        container.unregister(container.lastRegistered());
        controller.update(Map.of("rack", "b4"));
        assertEquals("b4", container.registry().slotsByName().getFirst().properties().get("rack"));
        controller.close();
        controller.update(Map.of("rack", "b5"));
        assertEquals(List.of(), names());
    }

    @Test
    @DisplayName("while a configuration changes, its former and its new channels are there side by side, as two controllers")
    void shouldTellTwoInstancesOfOneConfigurationApart() {
        Map<String, Object> configuration = Map.of("service.pid", "dma~0");
        Controller former = Controller.register(container.drivers(), "dma", configuration, List.of(driver(), driver()));
        Controller next = Controller.register(container.drivers(), "dma", configuration, List.of(driver()));
        assertEquals(List.of("dma0chan0", "dma0chan1", "dma1chan0"), names());
        assertEquals(List.of(), container.log.lines());
        former.close();
        assertEquals(List.of("dma1chan0"), names());
        next.close();
        assertEquals(List.of(), names());
    }

    private static Map<String, Object> without(Map<String, Object> properties, String... keys) {
        Map<String, Object> rest = new HashMap<>(properties);
        rest.keySet().removeAll(List.of(keys));
        return rest;
    }

    private Controller register(String name, ChannelDriver... drivers) {
        return Controller.register(container.drivers(), name, Map.of(), Arrays.asList(drivers));
    }

    private List<String> names() {
        return container.registry().slotsByName().stream().map(ChannelSlot::name).toList();
    }

    private static StepDriver driver() {
        return new StepDriver(COPIES, ENGINE);
    }

    /// A driver that is asked what it can do: that is the first that its registration comes to.
    private static final class Asked extends ForwardingDriver {
        private final Runnable then;

        Asked(Runnable then) {
            super(driver());
            this.then = then;
        }

        @Override
        public ChannelCapabilities capabilities() {
            then.run();
            return super.capabilities();
        }
    }
}

package org.dmaengine.core.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.ChannelInfo;
import org.dmaengine.ChannelRequest;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaException;
import org.dmaengine.SwapTerms;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.stubs.ForwardingDriver;
import org.dmaengine.core.stubs.Patience;
import org.dmaengine.core.stubs.StepDriver;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.ChannelHost;
import org.dmaengine.spi.EngineSpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Any channel that can do it, by capability and filter (REQ-16 to REQ-21).
class RequestByCapabilityTest {
    private final Container container = new Container();
    private final ClientSession session = container.session("client");
    private final List<String> asked = new ArrayList<>();

    @Test
    @DisplayName("REQ-16 the first free one by ranking, then by age, that has every capability")
    @Clause("REQ-16")
    void shouldTakeTheFirstThatHasEveryCapability() {
        register("fills", 0, Capability.MEMSET);
        register("old", 0, Capability.MEMCPY);
        register("both", 0, Capability.MEMCPY, Capability.MEMSET);
        register("new", 0, Capability.MEMCPY);
        register("best", 7, Capability.MEMCPY);
        assertEquals(List.of("best", "old", "both", "new"), List.of(granted(Capability.MEMCPY), granted(Capability.MEMCPY),
                granted(Capability.MEMCPY), granted(Capability.MEMCPY)));
    }

    @Test
    @DisplayName("REQ-16 of several capabilities none may be missing")
    @Clause("REQ-16")
    void shouldNeedEveryCapability() {
        register("copies", 0, Capability.MEMCPY);
        register("fills", 0, Capability.MEMSET);
        ChannelRequest request = ChannelRequest.of(Capability.MEMCPY, Capability.MEMSET);
        DmaException none = assertThrows(DmaException.NoSuchChannel.class, () -> session.request(new ByCapability(request)));
        assertTrue(none.getMessage().contains("none of the 2 channels present has [MEMCPY, MEMSET]"), none.getMessage());
        register("both", 0, Capability.MEMCPY, Capability.MEMSET);
        assertEquals("dma2chan0", session.request(new ByCapability(request)).name());
    }

    @Test
    @DisplayName("REQ-18 the filter is offered free channels that have the capabilities, and none after the first it takes")
    @Clause({"REQ-16", "REQ-18"})
    void shouldAskTheFilterNoFurtherThanNeeded() {
        register("held", 0, Capability.MEMCPY);
        granted(Capability.MEMCPY);
        register("fills", 0, Capability.MEMSET);
        register("no", 0, Capability.MEMCPY);
        register("yes", 0, Capability.MEMCPY);
        register("further", 0, Capability.MEMCPY);
        assertEquals("dma3chan0", session.request(copying(info -> info.controller().equals("yes"))).name());
        assertEquals(List.of("no", "yes"), asked);
    }

    @Test
    @DisplayName("REQ-18 a refusal asks the filter about free channels only, too")
    @Clause("REQ-18")
    void shouldNotAskTheFilterAboutHeldChannels() {
        register("held", 0, Capability.MEMCPY);
        granted(Capability.MEMCPY);
        register("free", 0, Capability.MEMCPY);
        assertThrows(DmaException.ChannelBusy.class, () -> session.request(copying(info -> false)));
        assertEquals(List.of("free"), asked);
    }

    @Test
    @DisplayName("REQ-18 a waiting request's filter is asked about each channel that comes, until it takes one")
    @Clause("REQ-18")
    void shouldAskAWaitingFilterAboutWhatComes() {
        CompletableFuture<DmaChannel> waiting = session.requestAsync(copying(info -> info.controller().equals("yes"))).toCompletableFuture();
        register("no", 0, Capability.MEMCPY);
        register("fills", 0, Capability.MEMSET);
        register("yes", 0, Capability.MEMCPY);
        register("further", 0, Capability.MEMCPY);
        Patience.until(waiting::isDone, "the request is granted");
        assertEquals("dma2chan0", waiting.join().name());
        assertEquals(List.of("no", "yes"), asked.stream().distinct().toList());
    }

    @Test
    @DisplayName("REQ-18 a filter that requests a channel itself is wrong, but stops nobody")
    @Clause("REQ-18")
    void shouldHoldNoLockWhileTheFilterIsAsked() {
        register("one", 0, Capability.MEMCPY);
        register("two", 0, Capability.MEMCPY);
        List<String> inside = new ArrayList<>();
        String outside = session.request(copying(info -> {
            if (inside.isEmpty()) {
                inside.add(container.session("inner").request(new ByCapability(ChannelRequest.of(Capability.MEMCPY))).name());
            }
            return true;
        })).name();
        assertEquals(List.of("dma0chan0"), inside);
        assertEquals("dma1chan0", outside);
    }

    @Test
    @DisplayName("REQ-19 if the channel cannot be taken into use, the next controller is tried, no further channel of this one")
    @Clause("REQ-19")
    void shouldTryTheNextController() {
        Unwilling unwilling = new Unwilling();
        container.register(place("unwilling", 0), unwilling);
        container.register(place("unwilling", 1), unwilling);
        register("willing", 0, Capability.MEMCPY);
        assertEquals("dma1chan0", session.request(copying(info -> true)).name());
        assertEquals(1, unwilling.opened);
        assertEquals(List.of("unwilling", "willing"), asked);
        assertEquals(2, container.registry().slots().stream().filter(ChannelSlot::isFree).count());
    }

    @Test
    @DisplayName("REQ-19 if no other controller is left, the client hears what the first driver said")
    @Clause("REQ-19")
    void shouldSayWhatTheDriverSaid() {
        container.register(place("unwilling", 0), new Unwilling());
        DmaException refusal = assertThrows(DmaException.NotYetAvailable.class, () -> session.request(copying(info -> true)));
        assertTrue(refusal.getMessage().contains("no power"), refusal.getMessage());
        CompletableFuture<DmaChannel> waiting = session.requestAsync(copying(info -> true)).toCompletableFuture();
        Patience.until(waiting::isDone, "the waiting request has ended");
        assertTrue(waiting.isCompletedExceptionally());
    }

    @Test
    @DisplayName("REQ-21 no controller, none that can, none that is free: three kinds of refusal")
    @Clause({"REQ-21", "REQ-10", "DIFF-14", "ERR-06"})
    void shouldTellTheRefusalsApart() {
        assertThrows(NullPointerException.class, () -> new ChannelRequest(null, info -> true, SwapTerms.DEFAULT));
        DmaException absent = assertThrows(DmaException.NotYetAvailable.class, () -> session.request(copying(info -> true)));
        assertTrue(absent.getMessage().contains("no controller is present"), absent.getMessage());
        register("fills", 0, Capability.MEMSET);
        assertThrows(DmaException.NoSuchChannel.class, () -> session.request(copying(info -> true)));
        register("copies", 0, Capability.MEMCPY);
        DmaException refused = assertThrows(DmaException.NoSuchChannel.class, () -> session.request(copying(info -> false)));
        assertTrue(refused.getMessage().contains("filter accepts none of the 1"), refused.getMessage());
        container.session("com.example.other").request(copying(info -> true));
        DmaException.ChannelBusy busy = assertThrows(DmaException.ChannelBusy.class, () -> session.request(copying(info -> true)));
        assertEquals("com.example.other", busy.holder());
        assertTrue(busy.getMessage().contains("dma1chan0 by com.example.other"), busy.getMessage());
    }

    @Test
    @DisplayName("REQ-46 a channel that was not requested by name has none")
    @Clause("REQ-46")
    void shouldBeAnonymous() {
        register("copies", 0, Capability.MEMCPY);
        assertEquals("", session.request(copying(info -> true)).client());
        assertEquals("client", container.registry().slots().getFirst().info().holder());
    }

    private Wanted copying(Predicate<ChannelInfo> filter) {
        return new ByCapability(ChannelRequest.of(Capability.MEMCPY).where(info -> {
            asked.add(info.controller());
            return filter.test(info);
        }));
    }

    private String granted(Capability capability) {
        String name = session.request(new ByCapability(ChannelRequest.of(capability))).name();
        return container.registry().slots().stream().filter(slot -> slot.name().equals(name)).findFirst().orElseThrow().controller().name();
    }

    private void register(String controller, int ranking, Capability first, Capability... more) {
        container.register(Map.of(ChannelDriver.CONTROLLER, controller, ChannelDriver.CHANNEL, 0, "service.ranking", ranking),
                new StepDriver(ChannelCapabilities.of(first, more).build(), EngineSpec.device(controller)));
    }

    private static Map<String, Object> place(String controller, int channel) {
        return Map.of(ChannelDriver.CONTROLLER, controller, ChannelDriver.CHANNEL, channel);
    }

    /// Cannot be taken into use.
    private static final class Unwilling extends ForwardingDriver {
        private int opened;

        Unwilling() {
            super(new StepDriver(ChannelCapabilities.of(Capability.MEMCPY).build(), EngineSpec.device("unwilling")));
        }

        @Override
        public void open(ChannelHost host) {
            opened++;
            throw new IllegalStateException("no power");
        }
    }
}

package org.dmaengine.core.slavemap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaException;
import org.dmaengine.DmaStatus;
import org.dmaengine.SwapEvent;
import org.dmaengine.SwapPolicy;
import org.dmaengine.SwapTerms;
import org.dmaengine.core.registry.ChannelSlot;
import org.dmaengine.core.stubs.Answer;
import org.dmaengine.core.stubs.DriverCall;
import org.dmaengine.core.stubs.ForwardingDriver;
import org.dmaengine.core.stubs.Hang;
import org.dmaengine.core.stubs.Patience;
import org.dmaengine.core.stubs.StepDriver;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.ChannelHost;
import org.dmaengine.spi.EngineSpec;
import org.dmaengine.spi.RequestRouter;
import org.dmaengine.spi.SlaveMapEntry;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/// A lease by name while its controllers come and go (D5, D7).
class ReplacedControllerTest {
    private static final Duration TIMEOUT = SwapTerms.DEFAULT.timeout();
    private static final Duration STEP_TIMEOUT = Duration.ofMinutes(1);

    private final MappedContainer it = new MappedContainer();
    private final Board board = Board.file();
    private long instances;
    private final List<SwapEvent> events = Collections.synchronizedList(new ArrayList<>());

    ReplacedControllerTest() {
        it.add(board.with(Board.entry("uart0", "rx", "pl330")));
    }

    @Test
    @DisplayName("a controller that comes in time serves the lease; its Condition is never withdrawn")
    void shouldBeServedByTheNext() {
        StepDriver first = driver();
        ServiceReference<ChannelDriver> controller = register(first, 0);
        DmaChannel channel = listening();
        long cookie = copy(channel);
        first.allow(10);
        Patience.until(() -> channel.status(cookie).residue() == 54, "ten bytes are moved");
        it.container.unregister(controller);
        it.container.pass(TIMEOUT.minusNanos(1));
        StepDriver second = driver();
        register(second, 0);
        Patience.until(() -> second.calls().contains("start 1"), "the replacement goes on");
        second.allow(54);
        Patience.until(() -> channel.hasEnded(cookie), "the copy ends");
        assertEquals(DmaStatus.COMPLETE, channel.status(cookie).status());
        it.container.pass(TIMEOUT);
        channel.issuePending();
        assertEquals(List.of("published dma:uart0:rx"), it.container.events());
        Patience.until(() -> kinds().equals(List.of(SwapEvent.Kind.DETACHED, SwapEvent.Kind.REBOUND)), "both are told, which nothing waits for");
    }

    @Test
    @DisplayName("a controller that is there already serves the lease at once")
    void shouldMoveToAnAlternative() {
        ServiceReference<ChannelDriver> controller = register(driver(), 0);
        DmaChannel channel = listening();
        it.container.register(another(0, 0), driver());
        it.container.unregister(controller);
        Patience.until(() -> kinds().contains(SwapEvent.Kind.REBOUND), "the alternative serves it");
        assertEquals("dma1chan0", channel.name());
        assertEquals("uart0:rx", channel.client());
        assertEquals("uart0:rx of client", holders());
    }

    @Test
    @DisplayName("GONE at swap.timeout, to the nanosecond; the Condition is withdrawn just before")
    void shouldBeGoneAtTheTimeout() {
        ServiceReference<ChannelDriver> controller = register(driver(), 0);
        DmaChannel channel = listening();
        long cookie = copy(channel);
        it.container.onWithdrawal(() -> it.container.events().add("lease " + channel.status(cookie).status()));
        it.container.unregister(controller);
        it.container.pass(TIMEOUT.minusNanos(1));
        assertEquals(DmaStatus.IN_PROGRESS, channel.status(cookie).status());
        it.container.pass(Duration.ofNanos(1));
        assertEquals(List.of("published dma:uart0:rx", "withdrawn dma:uart0:rx", "lease IN_PROGRESS"), it.container.events());
        assertEquals(DmaStatus.ABORTED, channel.status(cookie).status());
        String message = assertThrows(DmaException.ChannelGone.class, channel::issuePending).getMessage();
        assertTrue(message.contains("controller pl330 has left") && message.contains("5000 ms (swap.timeout)"), message);
        Patience.until(() -> kinds().contains(SwapEvent.Kind.GONE), "the client hears it");
        channel.close();
        register(driver(), 0);
        it.request("another", "uart0", "rx").close();
    }

    @Test
    @DisplayName("an entry without patience: GONE at once")
    void shouldNotWaitIfTheEntrySaysSo() {
        board.with(entry("spi0", "tx", new SwapTerms(Duration.ZERO, SwapPolicy.DRAIN, false)));
        ServiceReference<ChannelDriver> controller = register(driver(), 0);
        DmaChannel channel = it.request("client", "spi0", "tx");
        it.container.unregister(controller);
        String message = assertThrows(DmaException.ChannelGone.class, channel::issuePending).getMessage();
        assertTrue(message.contains("swap.timeout 0"), message);
    }

    @Test
    @DisplayName("leases that have lost their controller come before requests that wait, in the order of their loss")
    void shouldServeLeasesBeforeRequests() {
        board.with(Board.entry("spi0", "tx", "pl330"));
        ServiceReference<ChannelDriver> zero = register(driver(), 0);
        ServiceReference<ChannelDriver> one = register(driver(), 1);
        DmaChannel first = it.request("first", "uart0", "rx");
        DmaChannel second = it.request("second", "spi0", "tx");
        CompletableFuture<DmaChannel> waiting = it.requestAsync(it.container.session("waiting"), "uart0", "rx");
        it.container.unregister(zero);
        it.container.unregister(one);
        register(driver(), 0);
        Patience.until(() -> holders().equals("uart0:rx of first"), "the first is served");
        register(driver(), 1);
        Patience.until(() -> holders().equals("uart0:rx of first, spi0:tx of second"), "the second is served");
        assertFalse(waiting.isDone());
        first.close();
        Patience.until(waiting::isDone, "the request is granted");
        second.close();
    }

    @Test
    @DisplayName("swap.ranking: a lease moves to a better controller when it comes, and when it becomes better; others stay")
    void shouldFollowTheRanking() {
        board.with(entry("spi0", "tx", new SwapTerms(TIMEOUT, SwapPolicy.DRAIN, true)));
        register(driver(), 0);
        register(driver(), 1);
        DmaChannel stays = it.request("client", "uart0", "rx");
        DmaChannel follows = it.request("client", "spi0", "tx");
        assertEquals("dma0chan1", follows.name());
        ServiceReference<ChannelDriver> controller = it.container.register(another(0, 7), driver());
        Patience.until(() -> follows.name().equals("dma1chan0"), "it moves to the better one");
        assertEquals("dma0chan0", stays.name());
        // The former channel is free again: now a third controller takes over.
        it.request("another", "uart0", "rx").close();
        it.container.register(another(0, 9), driver());
        Patience.until(() -> follows.name().equals("dma2chan0"), "it moves again");
        it.container.unregister(controller);
        follows.issuePending();
        assertEquals(List.of("published dma:uart0:rx", "published dma:spi0:tx"), it.container.events());
    }

    @Test
    @DisplayName("a driver that breaks: the lease moves to another channel of the same controller, the broken one is used no more")
    void shouldMoveToANeighbourWhenTheDriverBreaks() {
        StepDriver breaking = driver().plan(DriverCall.STEP, Answer.thrown(new ArithmeticException("a driver's mistake")));
        register(breaking, 0);
        StepDriver neighbour = driver();
        register(neighbour, 1);
        DmaChannel channel = listening();
        long lost = copy(channel);
        long kept = copy(channel);
        neighbourServes(channel, neighbour, kept);
        assertEquals(DmaStatus.ABORTED, channel.status(lost).status());
        channel.close();
        assertEquals("dma0chan1", it.request("another", "uart0", "rx").name());
    }

    private void neighbourServes(DmaChannel channel, StepDriver neighbour, long kept) {
        Patience.until(() -> neighbour.calls().contains("start 1"), "the neighbour goes on");
        neighbour.allow(64);
        Patience.until(() -> channel.hasEnded(kept), "what was behind it ends");
        assertEquals(DmaStatus.COMPLETE, channel.status(kept).status());
    }

    @Test
    @DisplayName("a controller that is declared broken is left by its leases, and its other channels are not given to anybody")
    void shouldLeaveAControllerThatIsDeclaredBroken() {
        register(driver(), 0);
        register(driver(), 1);
        DmaChannel channel = listening();
        assertEquals(1, it.container.registry().fail("pl330", "smoke was seen"));
        Patience.until(() -> kinds().contains(SwapEvent.Kind.DETACHED), "the lease leaves it");
        assertThrows(DmaException.NotYetAvailable.class, () -> it.request("another", "uart0", "rx"));
        it.container.register(another(0, 0), driver());
        Patience.until(() -> kinds().contains(SwapEvent.Kind.REBOUND), "the new one serves it");
        channel.issuePending();
        String message = assertThrows(IllegalArgumentException.class, () -> it.container.registry().fail("pl331", "")).getMessage();
        assertTrue(message.contains("pl330"), message);
    }

    @Test
    @DisplayName("a driver that hangs while it leaves: nobody serves the lease before it has returned")
    void shouldWaitForACallThatHangs() {
        Hang hang = new Hang((transfer, limit) -> 0);
        ServiceReference<ChannelDriver> controller = register(driver().plan(DriverCall.STEP, hang), 0);
        StepDriver next = driver();
        it.container.register(another(1, 0), next);
        DmaChannel channel = listening();
        long lost = copy(channel);
        hang.awaitInside();
        long kept = copy(channel);
        it.container.unregister(controller);
        Patience.until(() -> channel.hasEnded(lost), "what hung is lost");
        assertEquals(List.of(), next.calls());
        assertEquals(DmaStatus.IN_PROGRESS, channel.status(kept).status());
        hang.release();
        neighbourServes(channel, next, kept);
    }

    @Test
    @DisplayName("a controller whose channels leave one after the other: no lease moves to one of them in between")
    void shouldNotMoveToAChannelThatIsAboutToLeave() {
        StepDriver sibling = driver();
        ServiceReference<ChannelDriver> zero = register(sibling, 0);
        ServiceReference<ChannelDriver> one = it.container.register(Map.of(ChannelDriver.CONTROLLER, "pl330", ChannelDriver.CHANNEL, 1,
                Constants.SERVICE_RANKING, 1), driver());
        DmaChannel channel = listening();
        assertEquals("dma0chan1", channel.name());
        it.container.register(another(0, -1), driver());
        it.container.unregister(one);
        it.container.unregister(zero);
        Patience.until(() -> kinds().contains(SwapEvent.Kind.REBOUND), "another controller serves it");
        assertEquals("dma1chan0", channel.name());
        assertEquals(List.of(), sibling.calls());
        assertEquals(List.of(SwapEvent.Kind.DETACHED, SwapEvent.Kind.REBOUND), kinds());
    }

    @Test
    @DisplayName("a replacement that cannot be opened is offered to others, and the next is tried")
    void shouldTryTheNextReplacement() {
        ServiceReference<ChannelDriver> controller = register(driver(), 0);
        DmaChannel channel = listening();
        List<String> refusals = Collections.synchronizedList(new ArrayList<>());
        it.container.register(another(1, 5), new ForwardingDriver(driver()) {
            @Override
            public void open(ChannelHost host) {
                if (refusals.isEmpty()) {
                    refusals.add(host.name());
                    throw new IllegalStateException("no power");
                }
                super.open(host);
            }
        });
        it.container.register(another(2, 0), driver());
        it.container.unregister(controller);
        Patience.until(() -> kinds().contains(SwapEvent.Kind.REBOUND), "another one serves it");
        assertEquals("dma2chan2", channel.name());
        assertEquals(List.of("dma1chan1"), refusals);
        assertTrue(it.container.log.lines().stream().anyMatch(line -> line.contains("no power")), it.container.log.lines().toString());
        assertEquals("dma1chan1", it.request("another", "uart0", "rx").name());
    }

    @Test
    @DisplayName("a lease that is closed while it waits leaves nothing behind")
    void shouldBeClosedWhileItWaits() {
        ServiceReference<ChannelDriver> controller = register(driver(), 0);
        DmaChannel channel = listening();
        copy(channel);
        it.container.unregister(controller);
        channel.close();
        assertEquals(List.of(), it.container.registry().waitingLeases());
        register(driver(), 0);
        assertEquals("dma0chan0", it.request("another", "uart0", "rx").name());
    }

    @Test
    @DisplayName("the core stops while a lease waits: GONE, once")
    void shouldEndWithTheCore() {
        ServiceReference<ChannelDriver> controller = register(driver(), 0);
        DmaChannel channel = listening();
        long cookie = copy(channel);
        it.container.unregister(controller);
        it.container.stopCore();
        assertEquals(DmaStatus.ABORTED, channel.status(cookie).status());
        assertThrows(DmaException.ChannelGone.class, channel::issuePending);
    }

    @Test
    @DisplayName("a routed lease gets a route to its new channel")
    void shouldBeRoutedAnew() {
        List<String> routes = Collections.synchronizedList(new ArrayList<>());
        it.container.register("xbar0", (entry, channel) -> {
            routes.add("route " + channel);
            return new RequestRouter.Route() {
                @Override
                public int requestLine() {
                    return 3;
                }

                @Override
                public void close() {
                    routes.add("close " + channel);
                }
            };
        });
        board.with(new SlaveMapEntry("spi0", "tx", "pl330", "", -1, 17, "xbar0", Map.of(), Set.of(), SwapTerms.DEFAULT, "board spi0"));
        ServiceReference<ChannelDriver> controller = register(driver(), 0);
        it.request("client", "spi0", "tx");
        it.container.unregister(controller);
        register(driver(), 0);
        Patience.until(() -> routes.size() == 3, "the new route is made");
        assertEquals(List.of("route dma0chan0", "close dma0chan0", "route dma1chan0"), routes);
    }

    @Test
    @DisplayName("a hundred controllers in a row, each registered after the former has left: the last swap is like the first")
    void shouldOutliveManyControllers() {
        ServiceReference<ChannelDriver> controller = register(driver(), 0);
        DmaChannel channel = listening();
        for (int i = 0; i < 100; i++) {
            it.container.unregister(controller);
            StepDriver next = driver();
            controller = register(next, 0);
            long cookie = copy(channel);
            Patience.until(() -> next.calls().contains("start 1"), "the next one goes on");
            next.allow(64);
            Patience.until(() -> channel.hasEnded(cookie), "the copy ends");
        }
        assertArrayEquals(new Object[] {"dma:uart0:rx"}, it.ids());
        assertTrue(channel.name().equals("dma0chan0") || channel.name().equals("dma1chan0"), channel.name());
    }

    @Test
    @DisplayName("a replacement that hangs while it is opened does not keep the lease beyond swap.timeout")
    void shouldBeGoneWhileAReplacementIsBeingOpened() {
        Hang hang = new Hang((transfer, limit) -> 0);
        ServiceReference<ChannelDriver> controller = register(driver(), 0);
        DmaChannel channel = listening();
        long cookie = copy(channel);
        it.container.unregister(controller);
        register(slowToOpen(driver(), hang), 1);
        hang.awaitInside();
        it.container.pass(TIMEOUT.minusNanos(1));
        assertEquals(DmaStatus.IN_PROGRESS, channel.status(cookie).status());
        it.container.pass(Duration.ofNanos(1));
        assertEquals(DmaStatus.ABORTED, channel.status(cookie).status());
        assertThrows(DmaException.ChannelGone.class, channel::issuePending);
        hang.release();
        Patience.until(() -> holders().isEmpty(), "the slot is given back");
        assertEquals(List.of(), it.container.registry().waitingLeases());
        assertEquals("dma1chan1", it.request("another", "uart0", "rx").name());
    }

    @Test
    @DisplayName("a lease that is closed while a replacement is opened for it: that one goes to nobody before it has been closed")
    void shouldBeClosedWhileAReplacementIsBeingOpened() {
        Hang hang = new Hang((transfer, limit) -> 0);
        ServiceReference<ChannelDriver> controller = register(driver(), 0);
        DmaChannel channel = listening();
        it.container.unregister(controller);
        StepDriver next = driver();
        register(slowToOpen(next, hang), 1);
        hang.awaitInside();
        channel.close();
        CompletableFuture<DmaChannel> another = it.requestAsync(it.container.session("another"), "uart0", "rx");
        assertEquals("uart0:rx of client", holders());
        hang.release();
        Patience.until(another::isDone, "the slot is given to whoever waits");
        assertEquals(List.of("open", "close", "open"), next.calls());
        assertEquals(List.of(), it.container.registry().waitingLeases());
    }

    @Test
    @DisplayName("swap.ranking: a driver that hangs while its lease moves to a better one is given to nobody")
    void shouldNotOfferADriverThatHangs() {
        board.with(entry("spi0", "tx", new SwapTerms(TIMEOUT, SwapPolicy.STOP, true)));
        Hang hang = new Hang((transfer, limit) -> 0);
        StepDriver hanging = driver().plan(DriverCall.STEP, hang);
        register(hanging, 0);
        DmaChannel follows = it.request("client", "spi0", "tx");
        copy(follows);
        hang.awaitInside();
        CompletableFuture<DmaChannel> waiting = it.requestAsync(it.container.session("waiting"), "uart0", "rx");
        it.container.register(another(0, 7), driver());
        Patience.until(() -> it.container.registry().waitingLeases().size() == 1, "it is given up on");
        String trouble = it.container.registry().slotsByName().getFirst().trouble();
        assertTrue(trouble.contains("did not let go"), trouble);
        assertFalse(waiting.isDone());
        hang.release();
        Patience.until(() -> follows.name().equals("dma1chan0"), "it moves to the better one");
        assertEquals(List.of("open", "start 1", "stop 1", "close"), hanging.calls());
    }

    @Test
    @DisplayName("a driver that is given up on: at swap.timeout, too, the Condition is withdrawn before the lease says GONE")
    void shouldWithdrawTheConditionOfABrokenDriverFirst() {
        Hang hang = new Hang((transfer, limit) -> 0);
        register(driver().plan(DriverCall.STEP, hang), 0);
        DmaChannel channel = listening();
        copy(channel);
        hang.awaitInside();
        long kept = copy(channel);
        it.container.onWithdrawal(() -> it.container.events().add("lease " + channel.status(kept).status()));
        for (int i = 0; i < 5; i++) {
            it.container.pass(STEP_TIMEOUT.dividedBy(4));
        }
        Patience.until(() -> kinds().contains(SwapEvent.Kind.DETACHED), "it is given up on");
        it.container.pass(TIMEOUT);
        assertEquals(List.of("published dma:uart0:rx", "withdrawn dma:uart0:rx", "lease IN_PROGRESS"), it.container.events());
        assertEquals(DmaStatus.ABORTED, channel.status(kept).status());
        hang.release();
    }

    // ---- helpers ----

    private static ChannelDriver slowToOpen(StepDriver driver, Hang hang) {
        return new ForwardingDriver(driver) {
            @Override
            public void open(ChannelHost host) {
                super.open(host);
                hang.give(null, 0);
            }
        };
    }

    private DmaChannel listening() {
        DmaChannel channel = it.request("client", "uart0", "rx");
        channel.onSwap(events::add);
        return channel;
    }

    private List<SwapEvent.Kind> kinds() {
        synchronized (events) {
            return events.stream().map(SwapEvent::kind).toList();
        }
    }

    private String holders() {
        return String.join(", ", it.container.registry().slotsByName().stream().map(ChannelSlot::holder).filter(Objects::nonNull)
                .map(Object::toString).toList());
    }

    private static long copy(DmaChannel channel) {
        Mapping from = channel.mapper().map(Arena.ofAuto().allocate(64), MapDirection.TO_DEVICE);
        Mapping to = channel.mapper().map(Arena.ofAuto().allocate(64), MapDirection.FROM_DEVICE);
        long cookie = channel.prepareMemcpy(to, 0, from, 0, 64).submit();
        channel.issuePending();
        return cookie;
    }

    private static StepDriver driver() {
        return new StepDriver(ChannelCapabilities.of(Capability.MEMCPY).build(), EngineSpec.device("pl330"));
    }

    private ServiceReference<ChannelDriver> register(ChannelDriver driver, int channel) {
        return it.container.register(Map.of(ChannelDriver.CONTROLLER, "pl330", ChannelDriver.CHANNEL, channel), driver);
    }

    /// Properties of a channel of another controller with that name.
    private Map<String, Object> another(int channel, int ranking) {
        return Map.of(ChannelDriver.CONTROLLER, "pl330", ChannelDriver.CHANNEL, channel, Constants.SERVICE_RANKING, ranking,
                ChannelDriver.INSTANCE, ++instances);
    }

    private static SlaveMapEntry entry(String device, String name, SwapTerms terms) {
        return new SlaveMapEntry(device, name, "pl330", "", -1, -1, "", Map.of(), Set.of(), terms, "board " + device);
    }
}

package org.dmaengine.core.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.ChannelRequest;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaException;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.stubs.Client;
import org.dmaengine.core.stubs.CopyDriver;
import org.dmaengine.core.stubs.Patience;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.EngineSpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentConstants;

/// Requests that wait for a controller or a release (D5).
class FirstComeTest {
    private static final Duration LONG = Duration.ofNanos(3 * Patience.NANOS);

    private final Container container = new Container();

    @Test
    @DisplayName("D5 whoever waits longest is served first, and who comes meanwhile overtakes nobody")
    @Clause({"REQ-23", "PAIN-15"})
    void shouldServeInTheOrderOfTheirComing() {
        register("dma");
        DmaChannel held = container.session("holder").request(any());
        List<CompletableFuture<DmaChannel>> waiting = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            waiting.add(waiting("client" + i));
        }
        for (int i = 0; i < 5; i++) {
            held.close();
            assertThrows(DmaException.ChannelBusy.class, () -> container.session("newcomer").request(any()));
            held = granted(waiting.get(i));
            assertEquals("client" + i, holder());
            assertTrue(waiting.stream().skip(i + 1).noneMatch(CompletableFuture::isDone));
        }
    }

    @Test
    @DisplayName("D5 a newcomer gets nothing at the very moment of the release, while those who wait are asked")
    void shouldOfferToWhoWaitsBeforeANewcomer() {
        register("dma");
        DmaChannel held = container.session("holder").request(any());
        List<String> newcomer = new ArrayList<>();
        CompletableFuture<DmaChannel> waiting = container.session("waiting").requestAsync(
                new ByCapability(ChannelRequest.of(Capability.MEMCPY).where(info -> {
                    newcomer.add(assertThrows(DmaException.class, () -> container.session("newcomer").request(any())).getMessage());
                    return true;
                }))).toCompletableFuture();
        held.close();
        granted(waiting);
        assertEquals("waiting", holder());
        assertTrue(newcomer.getFirst().contains("just being handed over"), newcomer.toString());
    }

    @Test
    @DisplayName("REG-22 a channel that leaves while it is being looked at is granted to nobody")
    @Clause("REG-22")
    void shouldNotGrantWhatHasJustLeft() {
        ServiceReference<ChannelDriver> controller = register("dma");
        Wanted leaving = new ByCapability(ChannelRequest.of(Capability.MEMCPY).where(info -> {
            container.unregister(controller);
            return true;
        }));
        String message = assertThrows(DmaException.NotYetAvailable.class, () -> container.session("client").request(leaving)).getMessage();
        assertTrue(message.contains("no controller is present"), message);
    }

    @Test
    @DisplayName("D5 a controller that comes serves those who wait, in their order")
    @Clause("HS-02")
    void shouldServeWhoWaitsForAController() {
        CompletableFuture<DmaChannel> first = waiting("first");
        CompletableFuture<DmaChannel> second = waiting("second");
        ServiceReference<ChannelDriver> controller = register("dma");
        granted(first);
        container.unregister(controller);
        container.waitInVain();
        assertFalse(second.isDone());
        register("dma");
        granted(second);
        assertEquals("second", holder());
    }

    @Test
    @DisplayName("D5 a request in vain takes nobody's place: one that another controller serves goes past it")
    void shouldPassByWhoWantsSomethingElse() {
        CompletableFuture<DmaChannel> fills = container.session("fills").requestAsync(
                new ByCapability(ChannelRequest.of(Capability.MEMSET))).toCompletableFuture();
        CompletableFuture<DmaChannel> copies = waiting("copies");
        register("dma");
        granted(copies);
        assertFalse(fills.isDone());
        fills.cancel(false);
    }

    @Test
    @DisplayName("D5 a deadline ends the wait: the message says what was missing, and the next release serves others")
    void shouldTellWhatWasMissingAtTheDeadline() throws InterruptedException {
        DmaException absent = assertThrows(DmaException.TimedOut.class,
                () -> container.session("client").request(any(), Duration.ofMillis(1)));
        assertTrue(absent.getMessage().contains("within 1 ms: no controller is present"), absent.getMessage());
        register("dma");
        DmaChannel held = container.session("com.example.holder").request(any());
        DmaException busy = assertThrows(DmaException.TimedOut.class, () -> container.session("client").request(any(), Duration.ZERO));
        assertTrue(busy.getMessage().contains("com.example.holder"), busy.getMessage());
        held.close();
        assertTrue(container.registry().slots().getFirst().isFree());
        container.session("next").request(any(), Duration.ZERO).close();
    }

    @Test
    @DisplayName("D5 a thread that waits is granted by the release; one that is interrupted withdraws its request")
    void shouldWithdrawWhenInterrupted() {
        register("dma");
        DmaChannel held = container.session("holder").request(any());
        Client<DmaChannel> impatient = Client.calls("impatient", () -> container.session("impatient").request(any(), LONG));
        Patience.untilParked(impatient.thread());
        Client<DmaChannel> patient = Client.calls("patient", () -> container.session("patient").request(any(), LONG));
        Patience.untilParked(patient.thread());
        impatient.thread().interrupt();
        Patience.until(impatient::isDone, "the interrupted client returns");
        assertInstanceOf(InterruptedException.class, assertThrows(AssertionError.class, impatient::answer).getCause());
        held.close();
        patient.answer();
        assertEquals("patient", holder());
    }

    @Test
    @DisplayName("D5 the requests of a bundle that stops are cancelled; the next in line is served")
    @Clause("REQ-14")
    void shouldCancelTheRequestsOfABundleThatStops() {
        register("dma");
        DmaChannel held = container.session("holder").request(any());
        ClientSession leaving = container.session("leaving");
        CompletableFuture<DmaChannel> cancelled = leaving.requestAsync(any()).toCompletableFuture();
        Client<DmaChannel> blocked = Client.calls("blocked", () -> leaving.request(any(), LONG));
        Patience.untilParked(blocked.thread());
        CompletableFuture<DmaChannel> next = waiting("next");
        leaving.end(ComponentConstants.DEACTIVATION_REASON_UNSPECIFIED);
        assertTrue(cancelled.isCancelled());
        Patience.until(blocked::isDone, "the blocked thread of the bundle returns");
        String message = assertThrows(IllegalStateException.class, blocked::answer).getMessage();
        assertTrue(message.contains("bundle leaving has stopped"), message);
        held.close();
        granted(next);
        assertEquals("next", holder());
    }

    @Test
    @DisplayName("D5 a client may cancel; a channel granted at that moment goes back")
    void shouldGiveBackWhatWasGrantedToACancelledRequest() {
        register("dma");
        DmaChannel held = container.session("holder").request(any());
        CompletableFuture<DmaChannel> cancelled = waiting("cancelled");
        CompletableFuture<DmaChannel> next = waiting("next");
        assertTrue(cancelled.cancel(false));
        held.close();
        granted(next).close();
        assertTrue(container.registry().slots().getFirst().isFree());
    }

    @Test
    @DisplayName("D7 whoever waits when the core stops is told, and nobody waits afterwards")
    void shouldEndTheWaitsWithTheCore() {
        CompletableFuture<DmaChannel> before = waiting("before");
        container.stopCore();
        for (CompletableFuture<DmaChannel> each : List.of(before, waiting("after"))) {
            Patience.until(each::isDone, "the wait ends with the core");
            assertInstanceOf(DmaException.ChannelGone.class, assertThrows(CompletionException.class, each::join).getCause());
        }
        assertThrows(DmaException.ChannelGone.class, () -> container.session("after").request(any()));
    }

    private CompletableFuture<DmaChannel> waiting(String bundle) {
        return container.session(bundle).requestAsync(any()).toCompletableFuture();
    }

    private static DmaChannel granted(CompletableFuture<DmaChannel> request) {
        Patience.until(request::isDone, "the request is granted");
        return request.join();
    }

    private String holder() {
        return container.registry().slots().getFirst().info().holder();
    }

    private ServiceReference<ChannelDriver> register(String controller) {
        return container.register(controller, new CopyDriver(ChannelCapabilities.of(Capability.MEMCPY).build(), EngineSpec.memory("dma")));
    }

    private static Wanted any() {
        return new ByCapability(ChannelRequest.of(Capability.MEMCPY));
    }
}

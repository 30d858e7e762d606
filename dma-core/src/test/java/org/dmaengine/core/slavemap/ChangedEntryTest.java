package org.dmaengine.core.slavemap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaStatus;
import org.dmaengine.SwapEvent;
import org.dmaengine.SwapPolicy;
import org.dmaengine.SwapTerms;
import org.dmaengine.core.stubs.Patience;
import org.dmaengine.core.stubs.StepDriver;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.EngineSpec;
import org.dmaengine.spi.SlaveMapEntry;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// A lease whose entry comes to mean something else while it is held.
class ChangedEntryTest {
    private final MappedContainer it = new MappedContainer();
    private final Board board = Board.file();
    private final SlaveMapEntry first = Board.entry("uart0", "rx", "a", -1, 1);
    private final SlaveMapEntry second = Board.entry("uart1", "rx", "c");
    private final List<SwapEvent.Kind> events = Collections.synchronizedList(new ArrayList<>());
    private final StepDriver a = driver();
    private final StepDriver b = driver();

    ChangedEntryTest() {
        it.add(board.with(first).with(second));
        it.container.register("a", a);
        it.container.register("c", driver());
    }

    @Test
    @DisplayName("the transfer under way goes on, at its exact byte, on the controller that the entry means now")
    void shouldMoveInOrder() {
        it.container.register("b", b);
        DmaChannel channel = listening("uart0");
        DmaChannel other = listening("uart1");
        Mapping memory = channel.mapper().allocate(128);
        long cookie = channel.prepareMemcpy(memory, 64, memory, 0, 64).submit();
        channel.issuePending();
        Patience.until(() -> a.calls().contains("start 1"), "it has begun");
        a.allow(10);
        Patience.until(() -> channel.status(cookie).residue() == 54, "ten bytes are moved");
        change(Board.entry("uart0", "rx", "b", -1, 1));
        Patience.until(() -> b.calls().contains("start 1"), "the other controller goes on");
        b.allow(54);
        Patience.until(() -> channel.hasEnded(cookie), "it ends");
        assertEquals(DmaStatus.COMPLETE, channel.status(cookie).status());
        assertEquals("dma1chan0", other.name());
        Patience.until(() -> events.equals(List.of(SwapEvent.Kind.DETACHED, SwapEvent.Kind.REBOUND)), "only that lease hears of it");
    }

    @Test
    @DisplayName("another request line on the same channel opens its driver anew")
    void shouldServeTheOtherLine() {
        listening("uart0");
        assertEquals(1, a.host().requestLine());
        change(Board.entry("uart0", "rx", "a", -1, 2));
        Patience.until(() -> events.equals(List.of(SwapEvent.Kind.DETACHED, SwapEvent.Kind.REBOUND)), "it is rebound");
        assertEquals(2, a.host().requestLine());
    }

    @Test
    @DisplayName("what the entry means now is not there yet: the lease keeps what it has until it comes")
    void shouldWaitWhereItIs() {
        DmaChannel channel = listening("uart0");
        change(Board.entry("uart0", "rx", "b", -1, 1));
        assertEquals("dma0chan0", channel.name());
        assertEquals(List.of(), events);
        it.container.register("b", b);
        Patience.until(() -> events.equals(List.of(SwapEvent.Kind.DETACHED, SwapEvent.Kind.REBOUND)), "it is rebound");
        assertEquals("dma2chan0", channel.name());
    }

    @Test
    @DisplayName("an entry that is removed, or says the same, leaves its lease alone")
    void shouldStay() {
        it.container.register("b", b);
        DmaChannel channel = listening("uart0");
        board.without(first);
        board.with(Board.entry("uart0", "rx", "a", -1, 1));
        assertEquals("dma0chan0", channel.name());
        assertTrue(a.calls().stream().noneMatch("close"::equals), a.calls()::toString);
        assertEquals(List.of(), events);
    }

    @Test
    @DisplayName("of two leases whose entries mean the same channel now, one gets it and the other keeps what it has")
    void shouldNotLeaveForWhatAnotherHas() {
        it.container.register("b", b);
        DmaChannel channel = listening("uart0");
        DmaChannel other = listening("uart1");
        change(Board.entry("uart0", "rx", "b", -1, 1));
        board.without(second);
        board.with(Board.entry("uart1", "rx", "b", -1, 2));
        Patience.until(() -> channel.name().equals("dma2chan0") && events.size() == 2, "the first is rebound");
        assertEquals("dma1chan0", other.name());
        channel.close();
        Patience.until(() -> other.name().equals("dma2chan0"), "the other follows when it is free");
    }

    @Test
    @DisplayName("a request that waits for the channel does not get it while its lease changes the line")
    void shouldKeepTheChannelForItself() {
        listening("uart0");
        board.with(Board.entry("uart2", "rx", "a"));
        CompletableFuture<DmaChannel> waiting = it.requestAsync(it.container.session("client"), "uart2", "rx");
        change(Board.entry("uart0", "rx", "a", -1, 2));
        Patience.until(() -> events.equals(List.of(SwapEvent.Kind.DETACHED, SwapEvent.Kind.REBOUND)), "it is rebound");
        assertEquals(2, a.host().requestLine());
        assertFalse(waiting.isDone());
    }

    @Test
    @DisplayName("an entry that lets nobody wait for a replacement is no reason to lose a channel that is there")
    void shouldMoveWithoutTimeToWait() {
        DmaChannel channel = listening("uart2", impatient(1));
        change(impatient(1), impatient(2));
        Patience.until(() -> events.equals(List.of(SwapEvent.Kind.DETACHED, SwapEvent.Kind.REBOUND)), "it is rebound");
        assertEquals(2, a.host().requestLine());
        assertEquals("dma0chan0", channel.name());
    }

    private static SlaveMapEntry impatient(int line) {
        return new SlaveMapEntry("uart2", "rx", "a", "", -1, line, "", Map.of(), Set.of(), new SwapTerms(Duration.ZERO, SwapPolicy.DRAIN, false), "board uart2/rx");
    }

    private DmaChannel listening(String device, SlaveMapEntry entry) {
        board.with(entry);
        return listening(device);
    }

    private void change(SlaveMapEntry from, SlaveMapEntry to) {
        board.without(from);
        board.with(to);
    }

    private void change(SlaveMapEntry to) {
        board.without(first);
        board.with(to);
    }

    private DmaChannel listening(String device) {
        DmaChannel channel = it.request("client", device, "rx");
        channel.onSwap(event -> events.add(event.kind()));
        return channel;
    }

    private static StepDriver driver() {
        return new StepDriver(ChannelCapabilities.of(Capability.MEMCPY).build(), EngineSpec.device("step"));
    }
}

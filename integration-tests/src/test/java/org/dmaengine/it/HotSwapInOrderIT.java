package org.dmaengine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dmaengine.Direction;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaEngine;
import org.dmaengine.SlaveMap;
import org.dmaengine.SwapEvent;
import org.dmaengine.SwapEvent.Active;
import org.dmaengine.SwapEvent.Kind;
import org.dmaengine.spi.Controller;
import org.dmaengine.spi.SlaveMapSource;
import org.dmaengine.testing.Service;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.cm.ConfigurationAdmin;

/// D7, orderly: a controller leaves in every way that there is and another one takes its place; the client notices nothing but what it asked
/// to hear.
@TheProduct
class HotSwapInOrderIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int COPY = 256 << 10;
    private static final int WORDS = 4096;
    private static final int FIRST_WORDS = 1000;
    private static final int RX = 3;
    private static final int TX = 4;

    private final BundleContext context;
    @Service
    SlaveMap slaveMap;
    @Service
    DmaEngine engine;
    private Board board;

    HotSwapInOrderIT(BundleContext context) {
        this.context = context;
    }

    @BeforeEach
    void beginWithoutABoard(@Service ConfigurationAdmin admin, @Service SlaveMapSource source) {
        board = new Board(admin, source);
    }

    @AfterEach
    void takeTheBoardAway() throws Exception {
        board.close();
    }

    // ---- every way ----

    @ParameterizedTest
    @EnumSource
    @DisplayName("between memory, under load: no transfer is lost, torn or called back out of order")
    void shouldGoOnCopying(OrderlySwap way) throws Exception {
        board.entry("copy", Map.of("swap.ranking", true));
        ReplacedController controller = new ReplacedController(context, engine, board, ReplacedController.MEMCPY, board.controller(1));
        try (DmaChannel channel = slaveMap.requestChannel(board.device(), "copy", SOON)) {
            SwapLog log = SwapLog.of(channel);
            SteadyCopies copies = SteadyCopies.begin(channel, COPY);
            copies.awaitMore(8);
            Set<Long> former = controller.present();
            way.of(controller);
            SwapEvent detached = log.next(Kind.DETACHED).event();
            assertTrue(EnumSet.of(Active.NONE, Active.FINISHED, Active.CONTINUES).contains(detached.active()), detached::toString);
            log.expectRebound();
            controller.awaitReplaced(former);
            copies.awaitMore(8);
            assertEquals(List.of(), copies.finish());
            log.expectNothingElse();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("devices in mid-transfer, one that gives and one that takes: each word once, the transfers go on from the word where they were")
    void shouldGoOnWithAPeripheralWhereItWas(OrderlySwap way) throws Exception {
        board.entry("rx", Map.of("request.line", RX, "swap.ranking", true));
        board.entry("tx", Map.of("request.line", TX, "swap.ranking", true));
        CountingPort giving = CountingPort.ofWords(Direction.DEV_TO_MEM).wire(context, board, RX);
        CountingPort taking = CountingPort.ofWords(Direction.MEM_TO_DEV).wire(context, board, TX);
        ReplacedController controller = new ReplacedController(context, engine, board, ReplacedController.FIFO, board.peripherals(Map.of("dma.channels", 2)));
        try (DmaChannel rx = slaveMap.requestChannel(board.device(), "rx", SOON);
             DmaChannel tx = slaveMap.requestChannel(board.device(), "tx", SOON);
             HalfWay in = new HalfWay(rx, giving, WORDS, FIRST_WORDS);
             HalfWay out = new HalfWay(tx, taking, WORDS, FIRST_WORDS)) {
            SwapLog rxLog = SwapLog.of(rx);
            SwapLog txLog = SwapLog.of(tx);
            way.of(controller);
            rxLog.expectDetached(in.cookie(), Active.CONTINUES);
            txLog.expectDetached(out.cookie(), Active.CONTINUES);
            rxLog.expectRebound();
            txLog.expectRebound();
            in.finish();
            out.finish();
            rxLog.expectNothingElse();
            txLog.expectNothingElse();
        } finally {
            giving.unwire();
            taking.unwire();
        }
    }

    // ---- what is special about some ----

    @ParameterizedTest
    @ValueSource(strings = {ReplacedController.MEMCPY, ReplacedController.FIFO})
    @DisplayName("a configuration that changes softly is taken in place: no event, no other channel")
    void shouldNotTellOfASoftChange(String bundle) throws Exception {
        board.entry("any", Map.of("swap.ranking", true));
        ReplacedController controller = new ReplacedController(context, engine, board, bundle,
                bundle.equals(ReplacedController.FIFO) ? board.peripherals(Map.of("dma.channels", 2)) : board.controller(1));
        try (DmaChannel channel = slaveMap.requestChannel(board.device(), "any", SOON)) {
            SwapLog log = SwapLog.of(channel);
            Set<Long> before = controller.present();
            controller.changeSoftly();
            Peripherals.until(() -> comment() != null, "the channels have the changed property");
            assertEquals(before, controller.present());
            long cookie = channel.prepareInterrupt().submit();
            channel.issuePending();
            assertTrue(channel.await(cookie, SOON).isOk());
            log.expectNothingElse();
        }
    }

    private Object comment() {
        return engine.channels().stream().filter(info -> info.controller().equals(board.controllerName()))
                .map(info -> info.properties().get("comment")).filter(value -> value != null).findFirst().orElse(null);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("the next controller is bound before the former one is unbound, and after")
    void shouldTakeTheNextControllerInEitherOrder(boolean before) throws Exception {
        board.entry("copy", Map.of());
        Controller former = register(0);
        try (DmaChannel channel = slaveMap.requestChannel(board.device(), "copy", SOON)) {
            SwapLog log = SwapLog.of(channel);
            SteadyCopies copies = SteadyCopies.begin(channel, COPY);
            copies.awaitMore(8);
            Controller next = before ? register(1) : null;
            log.expectNothingElse(); // it does not follow rankings
            former.close();
            log.next(Kind.DETACHED);
            next = before ? next : register(0);
            log.expectRebound();
            copies.awaitMore(8);
            assertEquals(List.of(), copies.finish());
            log.expectNothingElse();
            next.close();
        }
    }

    @Test
    @DisplayName("an entry that follows rankings moves as soon as a better one is there; the former one is free for others")
    void shouldFollowTheRanking() throws Exception {
        board.entry("copy", Map.of("swap.ranking", true));
        try (Controller _ = register(0); DmaChannel channel = slaveMap.requestChannel(board.device(), "copy", SOON)) {
            SwapLog log = SwapLog.of(channel);
            SteadyCopies copies = SteadyCopies.begin(channel, COPY);
            copies.awaitMore(8);
            String former = channel.name();
            try (Controller _ = register(1)) {
                log.next(Kind.DETACHED);
                String next = log.expectRebound().channel();
                copies.awaitMore(8);
                try (DmaChannel other = slaveMap.requestChannel(board.device(), "copy", SOON)) {
                    assertEquals(former, other.name());
                    assertEquals(next, channel.name());
                }
            }
            log.next(Kind.DETACHED);
            assertEquals(former, log.expectRebound().channel());
            assertEquals(List.of(), copies.finish());
        }
    }

    private Controller register(int ranking) {
        return Controller.register(context, board.controllerName(), Map.of(Constants.SERVICE_RANKING, ranking), List.of(new MoodyDriver()));
    }
}

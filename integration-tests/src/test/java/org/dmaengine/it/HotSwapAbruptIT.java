package org.dmaengine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaEngine;
import org.dmaengine.DmaException;
import org.dmaengine.DmaStatus;
import org.dmaengine.SlaveMap;
import org.dmaengine.SwapEvent;
import org.dmaengine.SwapEvent.Active;
import org.dmaengine.SwapEvent.Kind;
import org.dmaengine.SwapPolicy;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferOutcome;
import org.dmaengine.TransferResult;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.spi.Controller;
import org.dmaengine.spi.ControllerAdmin;
import org.dmaengine.spi.SlaveMapSource;
import org.dmaengine.testing.Service;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.cm.ConfigurationAdmin;

/// D7, abrupt: a driver throws or hangs, or is declared broken. What it had in hand ends once, with the exact residue; what waits behind goes on
/// with another controller.
@TheProduct
class HotSwapAbruptIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    /// A call of a driver that lasts so long is given up on; long enough for a machine that is busy otherwise.
    private static final int STEP_TIMEOUT = 700;
    private static final int TRANSFERS = 8;
    private static final int BYTES = 1 << 20;
    private static final int STEPS = 10;
    private static final String BROKEN = "a test breaks it";

    private final BundleContext context;
    @Service
    SlaveMap slaveMap;
    @Service
    DmaEngine engine;
    private final MoodyDriver moody = new MoodyDriver();
    private final Outcomes outcomes = new Outcomes(TRANSFERS);
    private Board board;

    HotSwapAbruptIT(BundleContext context) {
        this.context = context;
    }

    @BeforeAll
    static void noticeHangsSoon(BundleContext context, @Service ConfigurationAdmin admin, @Service SlaveMap before) throws Exception {
        CoreSettings.apply(context, admin, Map.of("step.timeout", STEP_TIMEOUT));
    }

    @BeforeEach
    void beginWithoutABoard(@Service ConfigurationAdmin admin, @Service SlaveMapSource source) {
        board = new Board(admin, source);
    }

    @AfterEach
    void takeTheBoardAway() throws Exception {
        board.close();
    }

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, StackOverflowError.class, NoClassDefFoundError.class})
    @DisplayName("the driver throws in a step: the active transfer ends with the last byte of the step before, the others go on elsewhere")
    void shouldGoOnBehindADriverThatThrows(Class<? extends Throwable> thrown) throws Exception {
        board.entry("copy", Map.of());
        moody.after(STEPS, () -> {
            throw thrown.getConstructor(String.class).newInstance(BROKEN);
        });
        try (Controller _ = register(1, moody); Controller _ = register(0, new MoodyDriver()); DmaChannel channel = request()) {
            SwapLog log = SwapLog.of(channel);
            String broken = channel.name();
            Mapping to = submit(channel);
            SwapEvent detached = log.expectDetached(1, Active.ABORTED);
            assertEquals(broken, detached.channel());
            assertTrue(detached.detail().contains(thrown.getName()) && detached.detail().contains(BROKEN), detached::toString);
            log.expectRebound();
            outcomes.awaitAll();
            assertFirstEndedThere(channel, BYTES - STEPS * MoodyDriver.STEP);
            to.close();
            log.expectNothingElse();
            assertThrows(DmaException.ChannelBusy.class, () -> slaveMap.requestChannel(board.device(), "copy"), "nobody gets the broken one");
        }
    }

    @Test
    @DisplayName("REPLAY: what the broken driver has left half done is done again, and nothing ends ABORTED")
    void shouldDoACopyAgainIfTheClientAllowsIt() throws Exception {
        board.entry("copy", Map.of("swap.policy", "REPLAY"));
        moody.after(STEPS, () -> {
            throw new IllegalStateException(BROKEN);
        });
        try (Controller _ = register(1, moody); Controller _ = register(0, new MoodyDriver()); DmaChannel channel = request()) {
            SwapLog log = SwapLog.of(channel);
            submit(channel);
            log.expectDetached(1, Active.REPLAYED);
            log.expectRebound();
            outcomes.awaitAll();
            assertEquals(TRANSFERS, outcomes.count(TransferOutcome.NO_ERROR), () -> outcomes.results().toString());
            log.expectNothingElse();
        }
    }

    @Test
    @DisplayName("the driver hangs in a step: it is given up on, its memory is in quarantine until it returns, and only then the others go on")
    void shouldGoOnBehindADriverThatHangsAsSoonAsItHasReturned() throws Exception {
        board.entry("copy", Map.of());
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        moody.after(STEPS, MoodyDriver.hanging(inside, release));
        try (Controller _ = register(1, moody); Controller _ = register(0, new MoodyDriver()); DmaChannel channel = request()) {
            SwapLog log = SwapLog.of(channel);
            Mapping to = submit(channel);
            inside.await();
            SwapEvent detached = log.expectDetached(1, Active.ABORTED);
            assertTrue(detached.detail().contains("step") && detached.detail().contains(STEP_TIMEOUT + " ms"), detached::toString);
            outcomes.awaitFirst();
            IllegalStateException quarantine = assertThrows(IllegalStateException.class, to::close);
            assertTrue(quarantine.getMessage().contains(channel.name()), quarantine::getMessage);
            log.expectNothingElse();
            release.countDown();
            log.expectRebound();
            outcomes.awaitAll();
            assertFirstEndedThere(channel, BYTES - STEPS * MoodyDriver.STEP);
            to.close();
        } finally {
            release.countDown();
        }
    }

    @Test
    @DisplayName("the driver hangs for longer than swap.timeout: the lease is GONE, and waits for nobody")
    void shouldGiveUpALeaseWhoseDriverHangs() throws Exception {
        board.entry("copy", Map.of("swap.timeout", 200));
        CountDownLatch release = new CountDownLatch(1);
        moody.after(STEPS, MoodyDriver.hanging(new CountDownLatch(1), release));
        try (Controller _ = register(1, moody); Controller _ = register(0, new MoodyDriver())) {
            DmaChannel channel = request();
            SwapLog log = SwapLog.of(channel);
            submit(channel);
            log.expectDetached(1, Active.ABORTED);
            log.next(Kind.GONE);
            outcomes.awaitAll();
            assertEquals(TRANSFERS, outcomes.count(TransferOutcome.ABORTED));
            assertEquals(LongStream.rangeClosed(1, TRANSFERS).boxed().toList(), outcomes.cookies(), "each once, in order");
            assertThrows(DmaException.ChannelGone.class, channel::issuePending);
            Bounds.within(Bounds.RELEASE.plusMillis(500), "close of a lease whose driver hangs", channel::close);
        } finally {
            release.countDown();
        }
    }

    @Test
    @DisplayName("an administrator declares a controller broken: its channels are used again when they are registered anew")
    void shouldTakeTheWordOfAnAdministrator(@Service ControllerAdmin administrator) throws Exception {
        board.entry("copy", Map.of());
        ReplacedController controller = new ReplacedController(context, engine, board, ReplacedController.MEMCPY, board.controller(1));
        try (DmaChannel channel = request()) {
            SwapLog log = SwapLog.of(channel);
            long bytes = 1L << 30; // it is under way for a while
            channel.prepareMemset(channel.mapper().allocate(bytes), 0, (byte) 1, bytes).submit();
            submit(channel);
            Peripherals.until(() -> channel.status(1).residue() < bytes, "the first is under way");
            assertEquals(1, administrator.fail(board.controllerName(), BROKEN));
            SwapEvent detached = log.expectDetached(1, Active.ABORTED);
            assertTrue(detached.detail().contains(BROKEN), detached::toString);
            assertEquals(DmaStatus.ABORTED, channel.status(1).status());
            log.expectNothingElse();
            controller.stop();
            controller.start();
            log.expectRebound();
            outcomes.awaitAll();
            assertEquals(TRANSFERS, outcomes.count(TransferOutcome.NO_ERROR), () -> outcomes.results().toString());
            log.expectNothingElse();
        }
    }

    private DmaChannel request() throws InterruptedException {
        return slaveMap.requestChannel(board.device(), "copy", SOON);
    }

    private Controller register(int ranking, MoodyDriver driver) {
        return Controller.register(context, board.controllerName(), Map.of(Constants.SERVICE_RANKING, ranking), List.of(driver));
    }

    /// @return the memory that they write to
    private Mapping submit(DmaChannel channel) {
        Mapping from = channel.mapper().allocate(BYTES);
        Mapping to = channel.mapper().allocate(BYTES);
        for (int i = 0; i < TRANSFERS; i++) {
            channel.prepareMemcpy(to, 0, from, 0, BYTES, TransferFlag.INTERRUPT).onComplete(outcomes).submit();
        }
        channel.issuePending();
        return to;
    }

    /// The first ended with its driver, the others are complete; each was called back once, in order.
    private void assertFirstEndedThere(DmaChannel channel, long residue) {
        assertEquals(LongStream.rangeClosed(1, TRANSFERS).boxed().toList(), outcomes.cookies(), "each once, in order");
        assertEquals(TRANSFERS - 1, outcomes.count(TransferOutcome.NO_ERROR), () -> outcomes.results().toString());
        TransferResult first = outcomes.results().getFirst();
        assertEquals(TransferOutcome.ABORTED, first.outcome(), first::toString);
        assertEquals(residue, first.residue(), first::toString);
        assertTrue(first.uncertain() >= MoodyDriver.STEP, () -> "the step that failed has touched " + MoodyDriver.STEP + ": " + first);
        assertEquals(residue, channel.status(1).residue());
    }
}

package org.dmaengine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.dmaengine.Direction;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaEngine;
import org.dmaengine.DmaException;
import org.dmaengine.DmaStatus;
import org.dmaengine.SlaveMap;
import org.dmaengine.SwapEvent.Active;
import org.dmaengine.SwapEvent.Kind;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferOutcome;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.spi.SlaveMapSource;
import org.dmaengine.testing.Service;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.util.promise.Promise;

/// D7: the client leaves while its lease waits for a replacement. It is not held up, hears nothing more, and the next one finds the channel free.
@TheProduct
class HotSwapClientLeavesIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    /// There is no driver to wait for.
    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    private static final String CORE = "org.dmaengine.dma-core";
    private static final int TRANSFERS = 64;
    private static final int BYTES = 16 << 20;
    private static final int LINE = 3;
    private static final int ROUNDS = 20;

    private final BundleContext context;
    @Service
    SlaveMap slaveMap;
    @Service
    DmaEngine engine;
    private Board board;
    private ReplacedController controller;

    HotSwapClientLeavesIT(BundleContext context) {
        this.context = context;
    }

    @BeforeEach
    void configure(@Service ConfigurationAdmin admin, @Service SlaveMapSource source) throws Exception {
        board = new Board(admin, source);
        board.entry("copy", Map.of("swap.timeout", 60_000));
        controller = new ReplacedController(context, engine, board, ReplacedController.MEMCPY, board.controller(1));
        request().close(); // it is there
    }

    @AfterEach
    void restore() throws Exception {
        controller.start();
        board.close();
    }

    @Test
    @DisplayName("its bundle stops")
    void shouldLetTheClientsBundleStop() throws Exception {
        Bundle client = HoldingClient.install(context, board.device());
        try {
            client.start();
            controller.stop();
            Bounds.within(AT_ONCE, "stop of a client that waits for a controller", client::stop);
            controller.start();
            assertWorksForTheNext();
        } finally {
            client.uninstall();
        }
    }

    @Test
    @DisplayName("its component is deactivated, and closes the channel")
    void shouldLetTheClientsComponentClose(@Service ServiceComponentRuntime components) throws Exception {
        ConditionalClient.Log log = new ConditionalClient.Log(context);
        Bundle client = ConditionalClient.install(context, board.device());
        try {
            client.start();
            assertEquals("active", log.next());
            controller.stop();
            ComponentDescriptionDTO component = components.getComponentDescriptionDTO(client, ConditionalClient.NAME);
            Bounds.within(AT_ONCE, "disabling a component that waits for a controller", () -> {
                Promise<Void> disabled = components.disableComponent(component);
                disabled.getValue();
            });
            assertEquals("closing", log.next());
            assertEquals("closed, its lease was whole", log.next());
            controller.start();
            assertWorksForTheNext();
        } finally {
            client.uninstall();
            log.close();
        }
    }

    @Test
    @DisplayName("it closes the channel with a transfer half way: that ends there, in silence, and its memory is free")
    void shouldLetTheClientCloseItsChannel(@Service ConfigurationAdmin admin, @Service SlaveMapSource source) throws Exception {
        Board devices = new Board(admin, source);
        devices.entry("rx", Map.of("request.line", LINE));
        CountingPort port = CountingPort.ofWords(Direction.DEV_TO_MEM).wire(context, devices, LINE);
        ReplacedController fifo = new ReplacedController(context, engine, devices, ReplacedController.FIFO, devices.peripherals(Map.of("dma.channels", 2)));
        try {
            DmaChannel channel = slaveMap.requestChannel(devices.device(), "rx", SOON);
            SwapLog log = SwapLog.of(channel);
            HalfWay transfer = new HalfWay(channel, port, 1000, 400);
            fifo.stop();
            log.expectDetached(transfer.cookie(), Active.CONTINUES);
            Bounds.within(AT_ONCE, "close of a channel that waits for a controller", channel::close);
            assertEquals(DmaStatus.ABORTED, channel.status(transfer.cookie()).status());
            assertEquals(600 * Words.BYTES, channel.status(transfer.cookie()).residue());
            fifo.start();
            slaveMap.requestChannel(devices.device(), "rx", SOON).close();
            log.expectNothingElse();
            assertEquals(400 * Words.BYTES, port.moved());
            assertEquals(List.of(), port.complaints());
        } finally {
            fifo.start();
            port.unwire();
            devices.close();
        }
    }

    @Test
    @DisplayName("it closes the channel where it hears that the controller has left")
    void shouldLetTheListenerCloseTheChannel() throws Exception {
        DmaChannel channel = request();
        Outcomes outcomes = submit(channel);
        CompletableFuture<String> closed = new CompletableFuture<>();
        channel.onSwap(event -> {
            channel.close();
            closed.complete(event.kind() + ", closed");
        });
        outcomes.awaitFirst();
        controller.stop();
        assertEquals("DETACHED, closed", closed.get(5, TimeUnit.SECONDS));
        assertThrows(IllegalStateException.class, channel::issuePending);
        controller.start();
        assertWorksForTheNext();
    }

    @Test
    @DisplayName("the core stops: every transfer ends once, the lease is GONE, and no thread is left")
    void shouldEndTheLeaseWithTheCore() throws Exception {
        DmaChannel channel = request();
        SwapLog log = SwapLog.of(channel);
        Outcomes outcomes = submit(channel);
        outcomes.awaitFirst();
        controller.stop();
        log.next(Kind.DETACHED);
        Bundle core = Stream.of(context.getBundles()).filter(bundle -> bundle.getSymbolicName().equals(CORE)).findFirst().orElseThrow();
        try {
            List<String> left = Bounds.answerWithin(Bounds.CORE, "stop of the core under a lease that waits for a controller", () -> {
                core.stop();
                return EngineThreads.leftAfter(Bounds.CORE);
            });
            assertEquals(List.of(), left);
            outcomes.awaitAll();
            assertEquals(LongStream.rangeClosed(1, TRANSFERS).boxed().toList(), outcomes.cookies(), "each once, in order");
            assertTrue(outcomes.count(TransferOutcome.ABORTED) > 0);
            log.next(Kind.GONE);
            log.expectNothingElse();
            assertThrows(DmaException.ChannelGone.class, channel::issuePending);
            Bounds.within(AT_ONCE, "close of a lease that went with the core", channel::close);
        } finally {
            core.start();
        }
    }

    @Test
    @DisplayName("client and controller stop at the same time, again and again")
    void shouldLetBothLeaveAtOnce() throws Exception {
        Bundle client = HoldingClient.install(context, board.device());
        try {
            for (int i = 0; i < ROUNDS; i++) {
                request().close(); // it is there
                client.start();
                CountDownLatch ready = new CountDownLatch(2);
                CompletableFuture<Void> both = CompletableFuture.allOf(together(ready, client::stop), together(ready, controller.bundle()::stop));
                Bounds.within(Bounds.RELEASE, "stop of a client and its controller at once", () -> both.get(10, TimeUnit.SECONDS));
                controller.start();
            }
            assertWorksForTheNext();
        } finally {
            client.uninstall();
        }
    }

    private static CompletableFuture<Void> together(CountDownLatch ready, Bounds.Action action) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread.ofPlatform().start(() -> {
            try {
                ready.countDown();
                ready.await();
                action.run();
                done.complete(null);
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    private DmaChannel request() throws InterruptedException {
        return slaveMap.requestChannel(board.device(), "copy", SOON);
    }

    /// More than the engine can copy before somebody leaves.
    private static Outcomes submit(DmaChannel channel) {
        Mapping from = channel.mapper().allocate(BYTES);
        Mapping to = channel.mapper().allocate(BYTES);
        Outcomes outcomes = new Outcomes(TRANSFERS);
        for (int i = 0; i < TRANSFERS; i++) {
            channel.prepareMemcpy(to, 0, from, 0, BYTES, TransferFlag.INTERRUPT).onComplete(outcomes).submit();
        }
        channel.issuePending();
        return outcomes;
    }

    private void assertWorksForTheNext() throws InterruptedException {
        try (DmaChannel channel = request()) {
            SteadyCopies copies = SteadyCopies.begin(channel, 4096);
            copies.awaitMore(8);
            assertEquals(List.of(), copies.finish());
        }
    }
}

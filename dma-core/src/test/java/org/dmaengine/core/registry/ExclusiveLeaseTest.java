package org.dmaengine.core.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.ChannelRequest;
import org.dmaengine.CompletionCallback;
import org.dmaengine.Direction;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaException;
import org.dmaengine.SlaveConfig;
import org.dmaengine.TransferFlag;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.stubs.CopyDriver;
import org.dmaengine.core.stubs.ForwardingDriver;
import org.dmaengine.core.stubs.StepDriver;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.ChannelHost;
import org.dmaengine.spi.EngineSpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentConstants;

/// A channel has one holder, from the request to the release (REQ-23, REQ-29 to REQ-40).
class ExclusiveLeaseTest {
    private static final Wanted ANY = new ByCapability(ChannelRequest.of(Capability.SLAVE));

    private final Container container = new Container();
    private final StepDriver driver = new StepDriver(ChannelCapabilities.of(Capability.SLAVE).directions(Direction.MEM_TO_DEV).build(),
            EngineSpec.device("dma"));
    private final ServiceReference<ChannelDriver> reference = container.register("dma", driver);
    private final ClientSession session = container.session("client");

    @Test
    @DisplayName("REQ-23 nobody else gets it, the same bundle included, until it is released")
    @Clause({"REQ-23", "PAIN-14"})
    void shouldBeHeldUntilTheRelease() {
        DmaChannel channel = session.request(ANY);
        assertThrows(DmaException.ChannelBusy.class, () -> session.request(ANY));
        assertThrows(DmaException.ChannelBusy.class, () -> container.session("another").request(ANY));
        channel.close();
        container.session("another").request(ANY);
        assertEquals(List.of("open", "close", "open"), driver.calls());
    }

    @Test
    @DisplayName("REQ-40 an old handle is worth nothing: closing it again leaves the next holder alone")
    @Clause({"REQ-39", "REQ-40"})
    void shouldNotReleaseTheNextHoldersChannel() {
        DmaChannel old = session.request(ANY);
        old.close();
        DmaChannel next = container.session("next").request(ANY);
        old.close();
        assertThrows(IllegalStateException.class, old::issuePending);
        assertThrows(IllegalStateException.class, old::terminateAsync);
        assertThrows(DmaException.ChannelBusy.class, () -> session.request(ANY));
        next.issuePending();
        assertEquals("next", container.registry().slots().getFirst().info().holder());
        assertEquals(List.of("open", "close", "open"), driver.calls());
    }

    @Test
    @DisplayName("DIFF-16 a new lease starts without the configuration of the former")
    @Clause({"DIFF-16", "CFG-13"})
    void shouldStartWithoutAConfiguration() {
        DmaChannel configured = session.request(ANY);
        configured.configure(SlaveConfig.builder().build());
        prepare(configured);
        configured.close();
        DmaChannel fresh = session.request(ANY);
        RuntimeException refusal = assertThrows(RuntimeException.class, () -> prepare(fresh));
        assertTrue(refusal.getMessage().contains("configure"), refusal.getMessage());
    }

    @Test
    @DisplayName("REQ-14 what a bundle leaves behind is released with it, and the log names the bundle and the channel")
    @Clause("REQ-14")
    void shouldReleaseWhatABundleLeaves() {
        DmaChannel left = session.request(ANY);
        session.end(ComponentConstants.DEACTIVATION_REASON_UNSPECIFIED);
        assertThrows(IllegalStateException.class, left::issuePending);
        List<String> warnings = container.log.lines().stream().filter(line -> line.startsWith("warn")).toList();
        assertEquals(1, warnings.size());
        assertTrue(warnings.getFirst().contains("client") && warnings.getFirst().contains("dma0chan0"), warnings.getFirst());
        container.session("next").request(ANY).close();
    }

    @Test
    @DisplayName("D6 a bundle's own callback is not waited for: it may be what waits for the stop")
    @Clause("REQ-14")
    void shouldNotWaitForTheCallbackOfABundleThatLeaves() throws Exception {
        container.register("signals", new CopyDriver(ChannelCapabilities.of(Capability.INTERRUPT).build(), EngineSpec.memory("signals")));
        Wanted signal = new ByCapability(ChannelRequest.of(Capability.INTERRUPT));
        DmaChannel left = session.request(signal);
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        CompletableFuture<Void> over = new CompletableFuture<>();
        left.prepareInterrupt(TransferFlag.INTERRUPT).onComplete((CompletionCallback) result -> {
            inside.countDown();
            try {
                ended.await();
                over.complete(null);
            } catch (InterruptedException e) {
                over.completeExceptionally(e);
            }
        }).submit();
        left.issuePending();
        assertTrue(inside.await(10, TimeUnit.SECONDS));
        session.end(ComponentConstants.DEACTIVATION_REASON_UNSPECIFIED);
        container.session("next").request(signal).close();
        ended.countDown();
        over.get(10, TimeUnit.SECONDS);
        assertEquals(1, container.log.lines().stream().filter(line -> line.startsWith("warn")).count(), container.log.lines()::toString);
    }

    @Test
    @DisplayName("REQ-14 what a bundle has released itself is no cause for a warning")
    @Clause("REQ-14")
    void shouldNotWarnOfWhatWasReleased() {
        session.request(ANY).close();
        session.end(ComponentConstants.DEACTIVATION_REASON_UNSPECIFIED);
        assertEquals(List.of(), container.log.lines());
    }

    @Test
    @DisplayName("REQ-14 a bundle that ends while its request is being granted gets nothing, and the channel is free")
    @Clause("REQ-14")
    void shouldGiveBackWhatIsGrantedTooLate() {
        container.unregister(reference);
        container.register("late", new ForwardingDriver(driver) {
            @Override
            public void open(ChannelHost host) {
                super.open(host);
                session.end(ComponentConstants.DEACTIVATION_REASON_UNSPECIFIED);
            }
        });
        String message = assertThrows(IllegalStateException.class, () -> session.request(ANY)).getMessage();
        assertTrue(message.contains("client has stopped using the DMA engine"), message);
        assertEquals(List.of("open", "close"), driver.calls());
        assertTrue(container.registry().slots().getFirst().isFree());
    }

    @Test
    @DisplayName("REQ-14 a bundle that has ended requests nothing more")
    @Clause("REQ-14")
    void shouldRefuseAnEndedSession() {
        session.end(ComponentConstants.DEACTIVATION_REASON_UNSPECIFIED);
        assertThrows(IllegalStateException.class, () -> session.request(ANY));
        assertThrows(IllegalStateException.class, () -> session.requestAsync(ANY));
        assertEquals(List.of(), driver.calls());
    }

    @Test
    @DisplayName("REQ-29 a driver that cannot be opened leaves nothing behind: no holder, no number, no mapping")
    @Clause({"REQ-29", "REQ-30"})
    void shouldUndoAFailedRequest() {
        container.unregister(reference);
        AtomicInteger opened = new AtomicInteger();
        ServiceReference<ChannelDriver> refusing = container.register("refusing", new ForwardingDriver(driver) {
            @Override
            public void open(ChannelHost host) {
                if (opened.incrementAndGet() < 3) {
                    throw new IllegalStateException("no such device");
                }
            }
        });
        assertThrows(DmaException.NotYetAvailable.class, () -> session.request(ANY));
        ChannelSlot slot = container.registry().slots().getFirst();
        assertTrue(slot.isFree(), "REQ-30: it stays listed and free, and is asked again");
        assertEquals("", slot.info().holder());
        assertThrows(DmaException.NotYetAvailable.class, () -> session.request(ANY));
        session.request(ANY).close();
        assertEquals(List.of("close"), driver.calls(), "what was never opened is not closed");
        container.unregister(refusing);
        container.register("next", driver);
        assertEquals("dma0chan0", container.registry().slots().getFirst().name(), "no failed request keeps the number");
    }

    @Test
    @DisplayName("REQ-29 the driver is opened once for each holder, before the holder has the channel")
    @Clause("REQ-29")
    void shouldOpenBeforeTheGrant() {
        CompletableFuture<DmaChannel> waiting = session.requestAsync(new ByCapability(ChannelRequest.of(Capability.MEMCPY)))
                .toCompletableFuture();
        container.register("copies", new ForwardingDriver(new StepDriver(ChannelCapabilities.of(Capability.MEMCPY).build(),
                EngineSpec.device("copies"))) {
            @Override
            public void open(ChannelHost host) {
                assertFalse(waiting.isDone(), "nobody has it before its driver is open");
                super.open(host);
                host.wake();
            }
        });
        assertEquals("dma1chan0", waiting.join().name());
    }

    private static void prepare(DmaChannel channel) {
        Mapping buffer = channel.mapper().map(Arena.ofAuto().allocate(64), MapDirection.TO_DEVICE);
        channel.prepareSlaveSingle(buffer, 0, 64, Direction.MEM_TO_DEV);
    }
}

package org.dmaengine.core.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.ChannelRequest;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaException;
import org.dmaengine.TransferFlag;
import org.dmaengine.core.stubs.CopyDriver;
import org.dmaengine.core.stubs.ForwardingDriver;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.spi.ChannelHost;
import org.dmaengine.spi.EngineSpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Whatever a client, a filter or a driver does wrong: the channel is had by the next one who asks, or says why not.
class SlotsAreNeverLostTest {
    private final Container container = new Container();

    @Test
    @DisplayName("REQ-18 a filter that throws ends its own request and harms nobody else's")
    void shouldEndOnlyTheRequestWhoseFilterThrows() {
        container.register("dma", driver());
        ClientSession good = container.session("good");
        DmaChannel held = good.request(any());
        AtomicInteger asked = new AtomicInteger();
        CompletableFuture<DmaChannel> bad = container.session("bad").requestAsync(new ByCapability(ChannelRequest.of(Capability.MEMCPY)
                .where(channel -> {
                    asked.incrementAndGet();
                    throw new IllegalStateException("client filter");
                }))).toCompletableFuture();
        held.close();
        container.register("another", driver());
        assertInstanceOf(IllegalStateException.class, assertThrows(CompletionException.class, bad::join).getCause());
        assertTrue(asked.get() > 0);
        good.request(any()).close();
        assertEquals(2, container.registry().slots().stream().filter(ChannelSlot::isFree).count());
    }

    @Test
    @DisplayName("D6, D12 a bundle that stops inside its own callback loses its lease all the same")
    void shouldReleaseWhatIsLeftInsideACallback() throws Exception {
        container.register("dma", driver());
        ClientSession session = container.session("client");
        DmaChannel channel = session.request(any());
        Mapping from = channel.mapper().map(Arena.ofAuto().allocate(64), MapDirection.TO_DEVICE);
        Mapping to = channel.mapper().map(Arena.ofAuto().allocate(64), MapDirection.FROM_DEVICE);
        CompletableFuture<Void> over = new CompletableFuture<>();
        channel.prepareMemcpy(to, 0, from, 0, 64, TransferFlag.INTERRUPT).onComplete(result -> {
            session.end(0);
            over.complete(null);
        }).submit();
        channel.issuePending();
        over.get(10, TimeUnit.SECONDS);
        container.session("next").request(any(), Duration.ofSeconds(10)).close();
    }

    @Test
    @DisplayName("D8 memory that a client's thread works in when its lease ends is freed later")
    void shouldReleaseThoughAThreadWorksInAllocatedMemory() throws Exception {
        container.register("dma", driver());
        DmaChannel channel = container.session("client").request(any());
        Mapping memory = channel.mapper().allocate(4096);
        Pipe pipe = Pipe.open();
        Thread reader = Thread.ofPlatform().start(() -> {
            try {
                pipe.source().read(memory.segment().asByteBuffer());
            } catch (IOException closed) {
                Thread.currentThread().interrupt();
            }
        });
        while (reader.getState() == Thread.State.NEW || !isInside(reader)) {
            Thread.onSpinWait();
        }
        channel.close();
        container.session("next").request(any()).close();
        pipe.sink().close();
        assertTrue(reader.join(Duration.ofSeconds(10)), "the reader ends");
        assertFalse(memory.isOpen());
    }

    @Test
    @DisplayName("a timeout of any length is taken")
    void shouldTakeAnyTimeout() throws InterruptedException {
        container.register("dma", driver());
        container.session("client").request(any(), Duration.ofSeconds(Long.MAX_VALUE)).close();
        container.session("client").request(any(), Duration.ofSeconds(-1)).close();
    }

    @Test
    @DisplayName("REQ-11 a driver that cannot be opened is asked again by the next")
    void shouldGiveBackWhatCouldNotBeOpened() {
        AtomicInteger opened = new AtomicInteger();
        container.register("dma", new Refusing(driver(), opened));
        ClientSession session = container.session("client");
        DmaException refusal = assertThrows(DmaException.NotYetAvailable.class, () -> session.request(any()));
        assertTrue(refusal.getMessage().contains("missing.Type"), refusal.getMessage());
        assertInstanceOf(NoClassDefFoundError.class, refusal.getCause());
        session.request(any()).close();
        assertEquals(2, opened.get());
    }

    private static boolean isInside(Thread reader) {
        for (StackTraceElement frame : reader.getStackTrace()) {
            if (frame.getMethodName().equals("read0")) {
                return true;
            }
        }
        return false;
    }

    private static Wanted any() {
        return new ByCapability(ChannelRequest.of(Capability.MEMCPY));
    }

    private static CopyDriver driver() {
        return new CopyDriver(ChannelCapabilities.of(Capability.MEMCPY).build(), EngineSpec.memory("dma"));
    }

    /// Cannot be opened the first time, as a driver bundle whose wiring is not complete.
    private static final class Refusing extends ForwardingDriver {
        private final AtomicInteger opened;

        Refusing(CopyDriver driver, AtomicInteger opened) {
            super(driver);
            this.opened = opened;
        }

        @Override
        public void open(ChannelHost host) {
            if (opened.incrementAndGet() == 1) {
                throw new NoClassDefFoundError("missing.Type");
            }
        }
    }
}

package org.dmaengine.core.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.Direction;
import org.dmaengine.DmaDescriptor;
import org.dmaengine.DmaStatus;
import org.dmaengine.SlaveConfig;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferOutcome;
import org.dmaengine.TransferResult;
import org.dmaengine.core.stubs.Bench;
import org.dmaengine.core.stubs.Callbacks;
import org.dmaengine.core.stubs.Client;
import org.dmaengine.core.stubs.DriverCall;
import org.dmaengine.mapping.Mapping;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What a device has lost or made up is told wherever the client looks, and is no part of what was moved.
class LossesTest {
    @AutoClose
    private final Bench bench = Bench.of(ChannelCapabilities.of(Capability.CYCLIC, Capability.SLAVE, Capability.MEMCPY)
            .directions(Direction.DEV_TO_MEM).pause(true, true).reuse(true));
    private final VirtualChannel channel = bench.channel;
    private final Mapping memory = bench.zeroes(64);
    private final Callbacks callbacks = new Callbacks();

    @BeforeEach
    void configure() {
        channel.configure(SlaveConfig.builder().build());
    }

    private DmaDescriptor read(int length) {
        return channel.prepareSlaveSingle(memory, 0, length, Direction.DEV_TO_MEM, TransferFlag.INTERRUPT);
    }

    /// The next step moves as many bytes as it may, and says that others are lost.
    private void lose(long bytes) {
        bench.driver.plan(DriverCall.STEP, (transfer, limit) -> {
            transfer.losses(bytes);
            return bench.driver.move(transfer, Math.min(limit, 8));
        });
        bench.move(0);
    }

    @Test
    void shouldTellThemToTheCallbackBesideWhatWasMoved() {
        read(16).onComplete(callbacks.record()).submit();
        channel.issuePending();
        lose(3);
        lose(4);
        bench.deliver();
        assertEquals(new TransferResult(1, TransferOutcome.NO_ERROR, 16, 0, 0, 7, 0, 0, ""), callbacks.only());
    }

    @Test
    void shouldTellThemToTheStage() {
        DmaDescriptor descriptor = read(8);
        CompletionStage<TransferResult> stage = descriptor.completion();
        descriptor.submit();
        channel.issuePending();
        lose(5);
        bench.deliver();
        assertEquals(5, stage.toCompletableFuture().join().losses());
    }

    @Test
    @DisplayName("status tells them while it runs, and ever after; so does await")
    void shouldTellThemToWhoeverAsks() throws Exception {
        long cookie = read(16).submit();
        long next = read(8).submit();
        channel.issuePending();
        assertEquals(0, channel.status(cookie).losses());
        lose(3);
        assertEquals(3, channel.status(cookie).losses());
        assertEquals(8, channel.status(cookie).residue());
        assertEquals(0, channel.status(next).losses(), "those of the one before are not its own");
        lose(2);
        assertEquals(DmaStatus.COMPLETE, channel.status(cookie).status());
        assertEquals(5, channel.status(cookie).losses());
        assertEquals(5, channel.await(cookie, Duration.ZERO).losses());
        bench.move(8);
        assertEquals(0, channel.status(next).losses());
        assertEquals(5, channel.status(cookie).losses());
    }

    @Test
    @DisplayName("an end with losses is remembered though nobody is called back")
    void shouldRememberThemOfATransferWithoutACallback() {
        long cookie = channel.enqueueMemcpy(memory, 0, memory, 32, 8, 0);
        channel.issuePending();
        lose(9);
        assertTrue(channel.hasEnded(cookie));
        assertEquals(9, channel.status(cookie).losses());
    }

    @Test
    @DisplayName("terminate: what was lost until then, and what the driver tells when it stops")
    void shouldTellThemOfATerminatedTransfer() {
        DmaDescriptor descriptor = read(16);
        CompletionStage<TransferResult> stage = descriptor.completion();
        long cookie = descriptor.submit();
        channel.issuePending();
        lose(3);
        bench.driver.plan(DriverCall.STOP, (transfer, limit) -> {
            transfer.losses(4);
            return 0;
        });
        channel.terminateAsync();
        assertEquals(3, channel.status(cookie).losses());
        bench.run();
        assertEquals(DmaStatus.ABORTED, channel.status(cookie).status());
        assertEquals(7, channel.status(cookie).losses());
        bench.deliver();
        assertEquals(3, stage.toCompletableFuture().join().losses(), "as it was when the terminate ended it");
    }

    @Test
    void shouldTellThemOfATransferThatIsLostWithItsDriver() {
        read(16).onComplete(callbacks.record()).submit();
        channel.issuePending();
        lose(3);
        Client.does("leaving", () -> channel.depart("the driver leaves", System.nanoTime() + 10_000_000_000L)).answer();
        bench.deliver();
        assertEquals(TransferOutcome.ABORTED, callbacks.only().outcome());
        assertEquals(3, callbacks.only().losses());
        assertEquals(3, channel.status(1).losses());
    }

    @Test
    @DisplayName("periods that coalesce tell all losses since the ring began, so that none is told twice or not at all")
    void shouldTellThemWithThePeriods() {
        channel.prepareCyclic(memory, 0, 32, 8, Direction.DEV_TO_MEM, TransferFlag.INTERRUPT).onComplete(callbacks.record()).submit();
        channel.issuePending();
        lose(1);
        lose(2);
        bench.deliver();
        lose(4);
        bench.deliver();
        bench.move(32);
        bench.deliver();
        assertEquals(List.of("2 3", "1 7", "4 7"), callbacks.results().stream().map(result -> result.periods() + " " + result.losses()).toList());
        assertEquals(7, channel.status(1).losses(), "also over the end of the ring");
    }

    @Test
    void shouldBeginWithNoneWhenADescriptorIsUsedAgain() {
        DmaDescriptor descriptor = read(8).onComplete(callbacks.record()).reusable(true);
        descriptor.submit();
        channel.issuePending();
        lose(3);
        bench.deliver();
        long again = descriptor.submit();
        assertEquals(0, channel.status(again).losses());
        channel.issuePending();
        bench.move(8);
        bench.deliver();
        assertEquals(List.of(3L, 0L), callbacks.results().stream().map(TransferResult::losses).toList());
        assertEquals(0, channel.status(again).losses());
    }

    @Test
    @DisplayName("a driver that takes losses back is broken, and the message says what it did")
    void shouldRefuseToTakeThemBack() {
        read(16).onComplete(callbacks.record()).submit();
        channel.issuePending();
        lose(3);
        lose(-1);
        assertTrue(bench.owner.told().getFirst().contains("losses of -1 bytes"), bench.owner.told()::toString);
        bench.deliver();
        assertEquals(3, callbacks.only().losses());
    }

    @Test
    @DisplayName("the lease adds up its own, for listings; the next one begins with none")
    void shouldAddUpThoseOfALease() {
        read(8).submit();
        read(8).submit();
        channel.issuePending();
        lose(3);
        lose(4);
        assertEquals(7, channel.losses());
        bench.whileRunning(channel::close);
        VirtualChannel next = bench.lease();
        assertEquals(0, next.losses());
        assertFalse(next.isClosed());
        bench.whileRunning(next::close);
    }
}

package org.dmaengine.core.channel;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.DmaDescriptor;
import org.dmaengine.DmaStatus;
import org.dmaengine.SlaveConfig;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferStatus;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.stubs.Bench;
import org.dmaengine.core.stubs.Callbacks;
import org.dmaengine.core.stubs.Client;
import org.dmaengine.core.stubs.Patience;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// The client gives the channel back (REQ-34 to REQ-37, VD-18, D6).
class ReleaseTest {
    @AutoClose
    private final Bench bench = Bench.of(ChannelCapabilities.of(Capability.MEMCPY).reuse(true));
    private final VirtualChannel channel = bench.channel;
    private final Mapping from = bench.pattern(64);
    private final Mapping to = bench.zeroes(64);
    private final Callbacks callbacks = new Callbacks();

    private DmaDescriptor copy(int length) {
        return channel.prepareMemcpy(to, 0, from, 0, length, TransferFlag.INTERRUPT).onComplete(callbacks.record());
    }

    @Test
    @Clause({"REQ-34", "REQ-36", "VD-18"})
    @DisplayName("D6 terminates, synchronizes, releases: the driver stops and is closed, mappings end, the owner is told")
    void shouldStopAndGiveBackEverything() {
        copy(64).submit();
        bench.issueAndMove(10);
        copy(8).submit();
        channel.close();
        assertEquals(List.of("start 1", "step 1 +10", "stop 1", "close"), bench.driver.calls());
        assertEquals(List.of("released"), bench.owner.told());
        assertEquals(0, bench.device.liveMappings());
        assertFalse(to.isOpen());
        assertTrue(channel.isClosed());
        assertEquals(54, channel.status(1).residue());
        assertEquals(DmaStatus.ABORTED, channel.status(2).status());
        assertEquals(0, bench.completers.waiting(), "TRM-07: no callback");
    }

    @Test
    void shouldBeHarmlessWhenRepeated() {
        channel.close();
        assertDoesNotThrow(channel::close);
        assertEquals(List.of("released"), bench.owner.told());
        assertEquals(List.of("close"), bench.driver.calls());
    }

    @Test
    @Clause({"REQ-36", "VD-18", "RUS-07"})
    @DisplayName("REQ-36 after it every method but the queries and close is misuse")
    void shouldRefuseEverythingAfterwards() {
        DmaDescriptor prepared = copy(8);
        DmaDescriptor kept = copy(8).reusable(true);
        long cookie = copy(8).submit();
        channel.close();
        for (Executable call : List.<Executable>of(prepared::submit, kept::submit, channel::issuePending, channel::pause,
                channel::resume, channel::terminateAsync, channel::terminateSync, () -> channel.configure(SlaveConfig.builder().build()),
                () -> channel.prepareInterrupt(), () -> channel.mapper().allocate(8))) {
            String message = assertThrows(IllegalStateException.class, call).getMessage();
            assertTrue(message.contains("released"), message);
        }
        assertTrue(channel.hasEnded(cookie));
        assertEquals(DmaStatus.ABORTED, channel.status(cookie).status());
        assertDoesNotThrow(prepared::discard);
    }

    @Test
    @DisplayName("D6 whoever waits for one of its transfers is woken")
    void shouldEndWaits() {
        long cookie = copy(64).submit();
        channel.issuePending();
        Client<TransferStatus> waiting = Client.calls("client", () -> channel.await(cookie, Duration.ofNanos(3 * Patience.NANOS)));
        Patience.untilParked(waiting.thread());
        channel.close();
        assertEquals(DmaStatus.ABORTED, waiting.answer().status());
    }

    @Test
    @DisplayName("D6 it waits for the client's callback within its bound only, and the log says what was left")
    void shouldNotWaitForACallbackForEver() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        copy(8).onComplete(callbacks.record(result -> {
            inside.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        })).submit();
        bench.issueAndMove(8);
        CompletableFuture<Void> batch = bench.completers.begin();
        inside.await();
        long before = System.nanoTime();
        channel.close();
        assertTrue(System.nanoTime() - before >= 1_900_000_000L, "it did wait");
        assertEquals(List.of("released"), bench.owner.told(), "the driver itself is clean");
        assertTrue(bench.log.lines().getFirst().contains("a callback of this channel is running"), bench.log.lines().toString());
        go.countDown();
        batch.join();
    }

    @Test
    @DisplayName("D6, MAP-03 the next lease of the same driver works, and knows nothing of the last one")
    void shouldLeaveTheDriverToTheNextLease() {
        copy(64).submit();
        bench.issueAndMove(10);
        channel.close();
        try (VirtualChannel next = bench.lease()) {
            Mapping source = next.mapper().allocate(8);
            Mapping target = next.mapper().allocate(8);
            long cookie = next.prepareMemcpy(target, 0, source, 0, 8).submit();
            next.issuePending();
            bench.move(8);
            assertEquals(DmaStatus.COMPLETE, next.status(cookie).status());
            assertEquals(next.queueCapacity(), next.queueSpace());
        }
    }

    @Test
    @DisplayName("D8 a bounced mapping whose memory cannot be written back is no reason to keep the channel")
    void shouldReleaseThoughABouncedMappingCannotBeWrittenBack() {
        Client.does("owner of the memory", () -> {
            try (Arena confined = Arena.ofConfined()) {
                channel.mapper().mapBounced(confined.allocate(8), MapDirection.FROM_DEVICE);
                Client.does("releaser", channel::close).answer();
            }
        }).answer();
        assertEquals(List.of("released"), bench.owner.told());
        assertEquals(0, bench.device.liveMappings());
        assertEquals(1, bench.reports.size(), bench.reports.toString());
        assertTrue(bench.reports.getFirst().contains("could not be copied back"), bench.reports.toString());
    }

    @Test
    @DisplayName("D8 the same for a client's arena that was closed before the mapping")
    void shouldReleaseThoughABouncedArenaIsClosed() {
        try (Arena arena = Arena.ofShared()) {
            channel.mapper().mapBounced(arena.allocate(8), MapDirection.BIDIRECTIONAL);
        }
        channel.close();
        assertEquals(List.of("released"), bench.owner.told());
        assertEquals(0, bench.device.liveMappings());
    }
}

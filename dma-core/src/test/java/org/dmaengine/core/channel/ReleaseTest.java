package org.dmaengine.core.channel;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.ArrayList;
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
import org.dmaengine.core.stubs.Answer;
import org.dmaengine.core.stubs.Bench;
import org.dmaengine.core.stubs.Callbacks;
import org.dmaengine.core.stubs.Client;
import org.dmaengine.core.stubs.DriverCall;
import org.dmaengine.core.stubs.Hang;
import org.dmaengine.core.stubs.Patience;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    @DisplayName("D6 a second close on another thread waits for the first")
    void shouldWaitForACloseUnderWay() {
        Hang stopping = new Hang((transfer, limit) -> 0);
        bench.driver.plan(DriverCall.STOP, stopping);
        copy(64).submit();
        bench.issueAndMove(10);
        Client<Void> first = Client.does("first", channel::close);
        stopping.awaitInside();
        Client<List<String>> second = Client.calls("second", () -> {
            channel.close();
            return bench.owner.told();
        });
        Patience.untilParked(second.thread());
        assertFalse(second.isDone());
        stopping.release();
        assertEquals(List.of("released"), second.answer());
        first.answer();
        assertEquals(List.of("released"), bench.owner.told(), "once");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("D12 closed inside a step of its own channel: it waits for nothing, and the channel is given back when the step is over")
    void shouldBeReleasedCleanlyFromInsideAStep(boolean assistable) {
        ChannelCapabilities.Builder copies = ChannelCapabilities.of(Capability.MEMCPY);
        try (Bench here = assistable ? Bench.assistable(copies) : Bench.of(copies)) {
            List<Object> seen = new ArrayList<>();
            here.driver.plan(DriverCall.STEP, (transfer, limit) -> {
                here.channel.close();
                here.channel.close();
                seen.add(here.channel.status(1).status());
                seen.add(here.owner.told());
                return here.driver.move(transfer, 5);
            });
            Mapping source = here.pattern(64);
            Mapping target = here.zeroes(64);
            for (int i = 0; i < 2; i++) {
                here.channel.prepareMemcpy(target, 0, source, 0, 64, TransferFlag.INTERRUPT).onComplete(callbacks.record()).submit();
            }
            here.issueAndMove(0);
            assertEquals(List.of(DmaStatus.ABORTED, List.of()), seen, "everything has ended, but the driver is not let go yet");
            assertEquals(List.of("start 1", "step 1 +5", "stop 1", "close"), here.driver.calls());
            assertEquals(List.of("released"), here.owner.told());
            assertEquals(59, here.channel.status(1).residue(), "the bytes of that step count");
            assertEquals(0, here.device.liveMappings());
            here.deliver();
            assertEquals(List.of(), callbacks.results());
            assertEquals(List.of(), here.log.lines());
            assertFalse(here.engine.round(), "there is nothing left to do");
            here.lease().close();
        }
    }

    @Test
    @DisplayName("D12 a driver that leaves while a client closes inside its step waits for the step")
    void shouldLetTheDriverLeaveAfterAReleaseInsideItsStep() {
        Hang hang = new Hang((transfer, limit) -> bench.driver.move(transfer, 5));
        bench.driver.plan(DriverCall.STEP, (transfer, limit) -> {
            channel.close();
            return hang.give(transfer, limit);
        });
        copy(64).submit();
        channel.issuePending();
        Client<Void> runner = Client.does("runner", bench::run);
        hang.awaitInside();
        Client<Boolean> leaving = Client.calls("leaving", () -> channel.depart("it leaves", System.nanoTime() + Patience.NANOS));
        Patience.untilParked(leaving.thread());
        hang.release();
        assertTrue(leaving.answer());
        runner.answer();
        assertEquals(List.of("start 1", "step 1 +5", "stop 1", "close"), bench.driver.calls());
        assertEquals(List.of("released"), bench.owner.told());
    }

    @Test
    @DisplayName("D6 a second close is bounded, too, and says what it waited for")
    void shouldNotWaitForEverForAnotherClose() {
        Hang hang = new Hang((transfer, limit) -> 0);
        bench.driver.plan(DriverCall.STEP, (transfer, limit) -> {
            channel.close();
            return hang.give(transfer, limit);
        });
        copy(64).submit();
        channel.issuePending();
        Client<Void> runner = Client.does("runner", bench::run);
        hang.awaitInside();
        Client.does("second", channel::close).answerAfter(2_000_000_000L);
        assertEquals(List.of(), bench.owner.told());
        String line = bench.log.lines().getFirst();
        assertTrue(line.contains("still being released") && line.contains("runner") && line.contains("(step, at "), line);
        hang.release();
        runner.answer();
        assertEquals(List.of("released"), bench.owner.told());
    }

    @Test
    @Clause("TRM-07")
    @DisplayName("TRM-07 a client that has released the channel is not called back, though its driver breaks over it")
    void shouldNotCallBackWhenTheDriverBreaksWhileItIsReleased() {
        copy(64).submit();
        bench.issueAndMove(10);
        bench.driver.plan(DriverCall.STOP, Answer.thrown(new IllegalStateException("a driver's mistake")));
        channel.close();
        bench.deliver();
        assertEquals(List.of(), callbacks.results());
        assertEquals(List.of("driver failed: a driver's mistake", "released"), bench.owner.told());
        assertEquals(DmaStatus.ABORTED, channel.status(1).status());
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

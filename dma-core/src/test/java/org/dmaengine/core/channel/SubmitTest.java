package org.dmaengine.core.channel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.DmaDescriptor;
import org.dmaengine.DmaStatus;
import org.dmaengine.MetadataMode;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferResult;
import org.dmaengine.TransferStatus;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.stubs.Bench;
import org.dmaengine.core.stubs.Client;
import org.dmaengine.core.stubs.DriverCall;
import org.dmaengine.core.stubs.Hang;
import org.dmaengine.mapping.Mapping;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Guide step 4: cookies, and whose a descriptor is (contract 2.10).
class SubmitTest {
    @AutoClose
    private final Bench bench = Bench.of(ChannelCapabilities.of(Capability.MEMCPY).reuse(true)
            .metadata(16, MetadataMode.CLIENT, MetadataMode.ENGINE));
    private final VirtualChannel channel = bench.channel;
    private final Mapping from = bench.pattern(64);
    private final Mapping to = bench.zeroes(64);

    private DmaDescriptor copy(int length) {
        return channel.prepareMemcpy(to, 0, from, 0, length, TransferFlag.INTERRUPT);
    }

    @Test
    @Clause({"SUB-02", "ST-11", "ST-27", "DIFF-06", "VD-02", "PAIN-07"})
    @DisplayName("SUB-02 nothing starts before issuePending")
    void shouldMoveNothingBeforeIssuePending() {
        long cookie = copy(64).submit();
        bench.move(64);
        assertEquals(List.of(), bench.driver.calls());
        assertArrayEquals(new byte[64], Bench.bytes(to));
        TransferStatus status = channel.status(cookie);
        assertEquals(DmaStatus.IN_PROGRESS, status.status());
        assertEquals(64, status.residue());
        assertTrue(status.detail().contains("issuePending"), status.detail());
    }

    @Test
    @Clause({"SUB-01", "SUB-04", "SUB-05", "SUB-07", "ST-06", "PREP-04", "DIFF-02", "VD-02"})
    @DisplayName("SUB-07, table of differences: cookies count from 1 in the order of the queue")
    void shouldGiveCookiesFromOneUpwards() {
        DmaDescriptor first = copy(1);
        DmaDescriptor second = copy(2);
        DmaDescriptor third = copy(3);
        // PREP-04: several may be prepared before any is submitted; the order of submission counts.
        assertEquals(1, third.submit());
        assertEquals(2, first.submit());
        assertEquals(3, channel.enqueueMemcpy(to, 0, from, 0, 4, 0));
        assertEquals(4, second.submit());
        assertEquals(4, channel.status(1).used(), "ST-06: the last one assigned, issued or not");
        assertEquals(0, channel.status(1).last(), "none has ended");
    }

    @Test
    @Clause({"SUB-06", "DIFF-02"})
    @DisplayName("SUB-06, table of differences: a new lease counts from 1 again and knows nothing of the last one's cookies")
    void shouldCountAnewForANewLease() {
        copy(1).submit();
        channel.close();
        try (VirtualChannel next = bench.lease()) {
            assertThrows(IllegalArgumentException.class, () -> next.status(1));
            Mapping memory = next.mapper().allocate(8);
            assertEquals(1, next.prepareMemcpy(memory, 0, memory, 4, 4).submit());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 2, Long.MAX_VALUE, Long.MIN_VALUE})
    @Clause({"ST-05", "DIFF-02"})
    @DisplayName("ST-05, table of differences: a cookie that was never given is refused, not COMPLETE")
    void shouldRefuseACookieThatWasNeverGiven(long cookie) {
        copy(1).submit();
        for (Executable question : List.<Executable>of(() -> channel.status(cookie), () -> channel.hasEnded(cookie),
                () -> channel.await(cookie, Duration.ZERO))) {
            String message = assertThrows(IllegalArgumentException.class, question).getMessage();
            assertTrue(message.contains(String.valueOf(cookie)) && message.contains("1 to 1"), message);
        }
    }

    @Test
    @Clause({"SUB-14", "DIFF-07"})
    @DisplayName("SUB-14 a single-use descriptor cannot be submitted again, whatever became of it")
    void shouldRefuseASecondSubmit() {
        DmaDescriptor descriptor = copy(8).onComplete((TransferResult result) -> { });
        descriptor.submit();
        assertThrows(IllegalStateException.class, descriptor::submit, "submitted");
        channel.issuePending();
        bench.move(4);
        assertThrows(IllegalStateException.class, descriptor::submit, "active");
        bench.move(4);
        assertThrows(IllegalStateException.class, descriptor::submit, "waiting for its callback");
        bench.deliver();
        assertThrows(IllegalStateException.class, descriptor::submit, "over");
        assertEquals(1, channel.status(1).used());
    }

    @Test
    @Clause({"SUB-03", "CB-15", "META-23", "DIFF-07"})
    @DisplayName("SUB-03, META-23 after submit the descriptor belongs to the engine")
    void shouldRefuseEveryUseOfASubmittedDescriptor() {
        DmaDescriptor descriptor = copy(8);
        descriptor.submit();
        for (Executable use : List.<Executable>of(() -> descriptor.onComplete((TransferResult result) -> { }),
                () -> descriptor.onComplete((cookie, outcome, residue) -> { }), descriptor::completion,
                () -> descriptor.attachMetadata(MemorySegment.ofArray(new byte[1])), descriptor::metadata,
                descriptor::metadataLength, () -> descriptor.metadataLength(1), () -> descriptor.reusable(true),
                descriptor::discard)) {
            String message = assertThrows(IllegalStateException.class, use).getMessage();
            assertTrue(message.contains("dma0chan0") && message.contains("submitted"), message);
        }
    }

    @Test
    @Clause("PREP-06")
    @DisplayName("PREP-06 a discarded descriptor is gone; discarding it again is harmless")
    void shouldRefuseToSubmitWhatWasDiscarded() {
        DmaDescriptor descriptor = copy(8);
        descriptor.discard();
        assertDoesNotThrow(descriptor::discard);
        assertThrows(IllegalStateException.class, descriptor::submit);
        assertEquals(channel.queueCapacity(), channel.queueSpace());
    }

    @Test
    @Clause("MAP-12")
    @DisplayName("MAP-12 a descriptor whose mapping has been closed since is refused, and nothing is queued")
    void shouldRefuseToSubmitWhenAMappingHasBeenClosed() {
        DmaDescriptor descriptor = copy(8);
        to.close();
        String message = assertThrows(IllegalStateException.class, descriptor::submit).getMessage();
        assertTrue(message.contains("FROM") || message.contains("BIDIRECTIONAL"), message);
        assertThrows(IllegalArgumentException.class, () -> channel.status(1));
        descriptor.discard();
        assertEquals(channel.queueCapacity(), channel.queueSpace());
    }

    @Test
    @Clause({"SUB-07", "SUB-15", "VD-03"})
    @DisplayName("SUB-15, SUB-07 several threads may submit: cookie order is queue order is completion order")
    void shouldQueueWhatSeveralThreadsSubmit() {
        int each = 200;
        ConcurrentSkipListMap<Long, Integer> lengths = new ConcurrentSkipListMap<>();
        List<Client<Void>> clients = IntStream.rangeClosed(1, 4).mapToObj(n -> Client.does("submitter-" + n, () -> {
            for (int i = 0; i < each; i++) {
                lengths.put(copy(n).submit(), n);
            }
        })).toList();
        clients.forEach(Client::answer);
        assertEquals(LongStream.rangeClosed(1, 4 * each).boxed().toList(), List.copyOf(lengths.keySet()));
        List<Integer> started = new ArrayList<>();
        for (int i = 0; i < 4 * each; i++) {
            bench.driver.plan(DriverCall.START, (transfer, limit) -> {
                started.add((int) transfer.length());
                return transfer.length();
            });
        }
        channel.issuePending();
        bench.run();
        assertEquals(List.copyOf(lengths.values()), started);
        assertEquals(DmaStatus.COMPLETE, channel.status(4 * each).status());
    }

    @Test
    @Clause({"SUB-15", "ISS-07"})
    @DisplayName("SUB-15 a submit and an issue on different threads: nothing is lost")
    void shouldStartWhatAnyThreadHasIssued() {
        long cookie = copy(8).submit();
        Client.does("issuer", channel::issuePending).answer(); // ISS-07
        bench.move(8);
        assertEquals(DmaStatus.COMPLETE, channel.status(cookie).status());
        assertArrayEquals(Bench.patternBytes(0, 8), Arrays.copyOf(Bench.bytes(to), 8));
    }

    @Test
    @Clause({"SUB-11", "VD-02"})
    @DisplayName("SUB-11 what has been prepared can be submitted: its place was taken then, however full the queue is")
    void shouldNeverRefuseToSubmitForLackOfSpace() {
        try (Bench small = Bench.of(ChannelCapabilities.of(Capability.MEMCPY), 4)) {
            Mapping source = small.pattern(8);
            Mapping target = small.zeroes(8);
            List<DmaDescriptor> prepared = IntStream.range(0, 4)
                    .mapToObj(i -> small.channel.prepareMemcpy(target, 0, source, 0, 8)).toList();
            assertEquals(0, small.channel.queueSpace());
            assertEquals(List.of(1L, 2L, 3L, 4L), prepared.stream().map(DmaDescriptor::submit).toList());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Clause({"SUB-13", "ISS-01", "ISS-07"})
    @DisplayName("SUB-13, ISS-01 submit and issue wait for nothing, though the driver is in the middle of a step")
    void shouldSubmitAndIssueWhileAStepIsUnderWay(boolean assistable) {
        ChannelCapabilities.Builder copies = ChannelCapabilities.of(Capability.MEMCPY);
        try (Bench busy = assistable ? Bench.assistable(copies) : Bench.of(copies)) {
            Hang hang = new Hang((transfer, limit) -> busy.driver.move(transfer, 8));
            busy.driver.plan(DriverCall.STEP, hang);
            Mapping source = busy.pattern(8192);
            Mapping target = busy.zeroes(8192);
            busy.channel.prepareMemcpy(target, 0, source, 0, 8192).submit();
            busy.channel.issuePending();
            Client<Void> runner = Client.does("runner", busy::run);
            hang.awaitInside();
            assertEquals(2, Client.calls("client", () -> {
                long cookie = busy.channel.prepareMemcpy(target, 0, source, 0, 8).submit();
                busy.channel.issuePending();
                return cookie;
            }).answer());
            hang.release();
            runner.answer();
            busy.move(1 << 20);
            assertEquals(DmaStatus.COMPLETE, busy.channel.status(2).status());
        }
    }
}

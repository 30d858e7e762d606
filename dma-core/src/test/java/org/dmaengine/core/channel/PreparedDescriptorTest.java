package org.dmaengine.core.channel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.Direction;
import org.dmaengine.DmaDescriptor;
import org.dmaengine.DmaStatus;
import org.dmaengine.MetadataMode;
import org.dmaengine.SlaveConfig;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferOutcome;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.stubs.Bench;
import org.dmaengine.core.stubs.Callbacks;
import org.dmaengine.core.stubs.Client;
import org.dmaengine.core.stubs.DriverCall;
import org.dmaengine.core.stubs.Hang;
import org.dmaengine.mapping.DataChunk;
import org.dmaengine.mapping.DmaVec;
import org.dmaengine.mapping.InterleavedTemplate;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.mapping.ScatterList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a prepared descriptor is, from prepare to submit: the client's, and nothing that the engine works on.
class PreparedDescriptorTest {
    @AutoClose
    private final Bench bench = Bench.of(ChannelCapabilities.of(Capability.MEMCPY, Capability.values())
            .directions(Direction.MEM_TO_DEV).reuse(true).metadata(4, MetadataMode.CLIENT));
    private final VirtualChannel channel = bench.channel;
    private final Mapping from = bench.pattern(16);
    private final Mapping to = bench.zeroes(16);
    private final Callbacks callbacks = new Callbacks();

    @BeforeEach
    void configure() {
        channel.configure(SlaveConfig.builder().build());
    }

    private DmaDescriptor prepare() {
        return channel.prepareMemcpy(to, 0, from, 0, 8, TransferFlag.INTERRUPT);
    }

    /// One of each kind.
    private List<DmaDescriptor> prepareAll() {
        InterleavedTemplate template = InterleavedTemplate.toDevice(from, 0).frames(2, new DataChunk(2, 2)).build();
        return List.of(prepare(), channel.prepareMemcpySg(to, from), channel.prepareMemset(to, 0, (byte) 1, 8),
                channel.prepareMemsetSg(to, (byte) 1), channel.prepareInterrupt(), channel.prepareSlaveSg(from, Direction.MEM_TO_DEV),
                channel.prepareSlaveSingle(from, 0, 8, Direction.MEM_TO_DEV),
                channel.preparePeripheralVec(List.of(new DmaVec(from, 0, 8)), Direction.MEM_TO_DEV),
                channel.prepareInterleaved(template), channel.prepareCyclic(from, 0, 8, 4, Direction.MEM_TO_DEV));
    }

    @Test
    @Clause("PREP-03")
    void shouldBePreparedInsideACallback() {
        List<Long> cookies = new ArrayList<>();
        prepare().onComplete(callbacks.record(result -> {
            prepareAll().forEach(descriptor -> cookies.add(descriptor.submit()));
            channel.issuePending();
        })).submit();
        bench.issueAndMove(8);
        bench.deliver();
        assertEquals(List.of(2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L), cookies);
        assertEquals(List.of(), bench.log.lines());
        bench.move(8 + 16 + 8 + 16 + 16 + 8 + 8 + 4 + 1);
        assertTrue(channel.hasEnded(10), "all but the ring");
    }

    @Test
    @Clause("PREP-03")
    void shouldBePreparedWhileTheDriverHangs() {
        Hang hang = new Hang((transfer, limit) -> 0);
        bench.driver.plan(DriverCall.STEP, hang);
        prepare().submit();
        channel.issuePending();
        Client<Void> runner = Client.does("runner", bench.engine::round);
        hang.awaitInside();
        Client<List<DmaDescriptor>> client = Client.calls("client", this::prepareAll);
        assertEquals(10, client.answer().size(), "and the driver has not moved");
        hang.release();
        runner.answer();
    }

    @Test
    @Clause("PREP-04")
    void shouldBeAnotherOneEachTime() {
        DmaDescriptor first = channel.prepareMemcpy(to, 0, from, 0, 4);
        DmaDescriptor second = channel.prepareMemcpy(to, 4, from, 8, 4);
        assertNotSame(first, second);
        assertEquals(1, second.submit());
        assertEquals(2, first.submit(), "the order of submit counts");
        bench.issueAndMove(4);
        assertArrayEquals(new byte[] {0, 0, 0, 0, 8, 9, 10, 11}, Arrays.copyOf(Bench.bytes(to), 8));
        bench.move(4);
        assertArrayEquals(new byte[] {0, 1, 2, 3, 8, 9, 10, 11}, Arrays.copyOf(Bench.bytes(to), 8));
    }

    @Test
    @Clause("PREP-27")
    void shouldCopyFromTheSecondMappingToTheFirst() {
        channel.prepareMemcpy(to, 3, from, 5, 8).submit();
        bench.issueAndMove(8);
        assertArrayEquals(Bench.patternBytes(5, 8), Arrays.copyOfRange(Bench.bytes(to), 3, 11));
        assertArrayEquals(Bench.patternBytes(0, 16), Bench.bytes(from));
    }

    @Test
    @Clause("PREP-05")
    void shouldBeTheClientsUntilItIsSubmitted() {
        Callbacks earlier = new Callbacks();
        DmaDescriptor descriptor = prepare().onComplete(earlier.record()).onComplete(earlier.cookies()).onComplete(callbacks.record())
                .attachMetadata(MemorySegment.ofArray(new byte[1])).attachMetadata(MemorySegment.ofArray(new byte[2]))
                .reusable(true).reusable(false);
        channel.issuePending();
        bench.move(100);
        assertEquals(List.of(), bench.driver.calls(), "the engine knows nothing of it");
        List<Integer> metadata = new ArrayList<>();
        bench.driver.plan(DriverCall.START, (transfer, limit) -> {
            metadata.add(transfer.metadataLength());
            return 0;
        });
        descriptor.submit();
        channel.issuePending();
        bench.run();
        bench.deliver();
        assertEquals(List.of(2), metadata);
        assertEquals(8, callbacks.only().transferred());
        assertEquals(List.of(), earlier.results());
        assertEquals(List.of(), earlier.primitive(), "one slot for both forms");
        assertThrows(IllegalStateException.class, descriptor::submit, "single use again");
    }

    @Test
    @Clause({"PREP-06", "PAIN-26"})
    void shouldGiveItsPlaceBackWhenItIsDiscarded() {
        int space = channel.queueSpace();
        List<DmaDescriptor> all = prepareAll();
        assertEquals(space - all.size(), channel.queueSpace());
        all.forEach(DmaDescriptor::discard);
        all.forEach(DmaDescriptor::discard);
        assertEquals(space, channel.queueSpace());
        from.close();
        to.close();
    }

    @Test
    @Clause({"PREP-06", "DIFF-08"})
    void shouldBeRefusedAfterATerminateOrARelease() {
        List<DmaDescriptor> all = prepareAll();
        channel.terminateAsync();
        assertEquals(0, channel.queueDepth());
        for (DmaDescriptor descriptor : all) {
            String message = assertThrows(IllegalStateException.class, descriptor::submit).getMessage();
            assertTrue(message.contains("freed by a terminate"), message);
        }
        DmaDescriptor later = prepare();
        channel.close();
        assertThrows(IllegalStateException.class, later::submit);
        assertEquals(List.of("close"), bench.driver.calls());
    }

    @Test
    @Clause("PREP-08")
    void shouldNotBeSubmittedOnMemoryThatIsMappedNoMore() {
        DmaDescriptor descriptor = prepare();
        to.close();
        int space = channel.queueSpace();
        String message = assertThrows(IllegalStateException.class, descriptor::submit).getMessage();
        assertTrue(message.contains("closed since") && message.contains("BIDIRECTIONAL"), message);
        descriptor.discard();
        assertEquals(space + 1, channel.queueSpace());
    }

    @Test
    @Clause({"PREP-10", "RUS-09"})
    void shouldBeginWithNothingMovedAndNothingFailed() {
        DmaDescriptor descriptor = channel.prepareMemcpy(to, 0, from, 0, 8).reusable(true);
        assertEquals(1, channel.queueDepth(), "it is allocated, and nothing else");
        long first = descriptor.submit();
        assertEquals(8, channel.status(first).residue());
        assertEquals(TransferOutcome.NO_ERROR, channel.status(first).outcome());
        assertEquals(DmaStatus.IN_PROGRESS, channel.status(first).status());
        bench.issueAndMove(5);
        channel.terminateAsync();
        bench.run();
        assertEquals(3, channel.status(first).residue());
        long second = descriptor.submit();
        assertEquals(8, channel.status(second).residue());
        assertEquals(TransferOutcome.NO_ERROR, channel.status(second).outcome());
    }

    @Test
    @Clause({"PREP-12", "MAP-04"})
    void shouldMoveTheMappedEntriesOfAListAndNoOthers() {
        List<MemorySegment> segments = new ArrayList<>(List.of(MemorySegment.ofArray(new byte[] {1, 2}), MemorySegment.ofArray(new byte[] {3})));
        Mapping list = channel.mapper().map(new ScatterList(segments), MapDirection.TO_DEVICE);
        segments.add(MemorySegment.ofArray(new byte[] {4}));
        assertEquals(2, list.entries());
        DmaDescriptor descriptor = channel.prepareSlaveSg(list, Direction.MEM_TO_DEV);
        assertEquals(3, descriptor.length());
        descriptor.submit();
        bench.issueAndMove(100);
        assertArrayEquals(new byte[] {1, 2, 3}, bench.driver.written());
    }

    @Test
    @Clause("PREP-21")
    void shouldGoRoundTheRingThatWasAskedFor() {
        DmaDescriptor ring = channel.prepareCyclic(from, 4, 6, 3, Direction.MEM_TO_DEV);
        assertEquals(6, ring.length());
        ring.submit();
        bench.issueAndMove(8);
        assertArrayEquals(new byte[] {4, 5, 6, 7, 8, 9, 4, 5}, bench.driver.written());
    }
}

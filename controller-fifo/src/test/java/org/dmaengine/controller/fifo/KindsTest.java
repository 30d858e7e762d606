package org.dmaengine.controller.fifo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.dmaengine.BusWidth;
import org.dmaengine.Direction;
import org.dmaengine.DmaDescriptor;
import org.dmaengine.DmaException;
import org.dmaengine.DmaStatus;
import org.dmaengine.SlaveConfig;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferResult;
import org.dmaengine.contract.Clause;
import org.dmaengine.controller.fifo.stubs.HandPort;
import org.dmaengine.core.stubs.Callbacks;
import org.dmaengine.mapping.DataChunk;
import org.dmaengine.mapping.DmaVec;
import org.dmaengine.mapping.InterleavedTemplate;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.mapping.ScatterList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Every kind of slave transfer, by address and by byte. Memory offsets are the contract's addresses less 0x1000 or 0x8000.
class KindsTest {
    private static final int[] CHUNKS = {16, 8, 16, 8, 16, 8};

    @AutoClose
    private final FifoBench bench = new FifoBench();
    private final HandPort source = new HandPort(Direction.DEV_TO_MEM);
    private final HandPort sink = new HandPort(Direction.MEM_TO_DEV);
    private final Callbacks callbacks = new Callbacks();

    @BeforeEach
    void configure() {
        bench.channel.configure(FifoBench.words(BusWidth.BYTES_4, 16));
    }

    // ---- lists ----

    @Test
    void shouldScatterAListAndGatherAVector() {
        bench.wire(source);
        MemorySegment first = MemorySegment.ofArray(new byte[8]);
        MemorySegment second = MemorySegment.ofArray(new byte[4]);
        source.arrive(12);
        try (Mapping list = bench.channel.mapper().map(ScatterList.of(first, second), MapDirection.FROM_DEVICE)) {
            bench.assertEnds(bench.receive(list), DmaStatus.COMPLETE, 0);
            assertArrayEquals(FifoBench.patternBytes(8, 4), FifoBench.bytesOf(second));
        }
        assertEquals(List.of("burst 0x4000 2x4", "burst 0x4000 1x4"), source.calls().subList(1, 3), "a burst ends with its segment");

        bench.unwire(source);
        bench.wire(sink).makeRoom(100);
        Mapping memory = bench.pattern(32);
        bench.assertEnds(bench.begin(bench.channel.preparePeripheralVec(List.of(new DmaVec(memory, 20, 4), new DmaVec(memory, 4, 8)),
                Direction.MEM_TO_DEV)), DmaStatus.COMPLETE, 0);
        assertArrayEquals(new byte[] {20, 21, 22, 23, 4, 5, 6, 7, 8, 9, 10, 11}, sink.written());
    }

    @Test
    void shouldMoveAPartOfABuffer() {
        bench.wire(source).arrive(8);
        Mapping memory = bench.memory(16);
        bench.assertEnds(bench.begin(bench.channel.prepareSlaveSingle(memory, 3, 8, Direction.DEV_TO_MEM)), DmaStatus.COMPLETE, 0);
        byte[] expected = new byte[16];
        System.arraycopy(FifoBench.patternBytes(0, 8), 0, expected, 3, 8);
        assertArrayEquals(expected, FifoBench.bytes(memory));
    }

    // ---- rings ----

    @Test
    @DisplayName("CYC-04 the worked residue of a ring, and the bytes where they belong")
    @Clause({"CYC-01", "CYC-02", "CYC-04", "ST-17"})
    void shouldFillARingRoundAndRound() {
        bench.channel.configure(FifoBench.words(BusWidth.BYTES_1, 16));
        bench.wire(source);
        Mapping ring = bench.memory(32);
        long cookie = bench.begin(bench.channel.prepareCyclic(ring, 0, 32, 8, Direction.DEV_TO_MEM, TransferFlag.INTERRUPT)
                .onComplete(callbacks.record()));
        assertEquals(32, bench.residue(cookie));
        source.arrive(1);
        bench.run();
        assertEquals(31, bench.residue(cookie));
        source.arrive(7);
        bench.run();
        assertEquals(24, bench.residue(cookie));
        source.arrive(23);
        bench.run();
        assertEquals(1, bench.residue(cookie));
        source.arrive(1 + 3);
        bench.run();
        assertEquals(29, bench.residue(cookie));
        byte[] expected = FifoBench.patternBytes(0, 32);
        System.arraycopy(FifoBench.patternBytes(32, 3), 0, expected, 0, 3);
        assertArrayEquals(expected, FifoBench.bytes(ring));
        bench.completers.deliver();
        assertEquals(4, callbacks.results().stream().mapToLong(TransferResult::periods).sum());
        bench.assertEnds(cookie, DmaStatus.IN_PROGRESS, 29);
    }

    @Test
    @DisplayName("CYC-12 pausing and resuming keeps the position; what the device takes is the ring, round and round")
    @Clause({"CYC-12", "PAU-02"})
    void shouldEmptyARingRoundAndRound() {
        bench.wire(sink);
        long cookie = bench.begin(bench.channel.prepareCyclic(bench.pattern(16), 0, 16, 8, Direction.MEM_TO_DEV));
        sink.makeRoom(20);
        bench.run();
        bench.channel.pause();
        sink.makeRoom(8);
        bench.run();
        assertEquals(12, bench.residue(cookie));
        bench.channel.resume();
        bench.run();
        assertEquals(4, bench.residue(cookie));
        byte[] expected = Arrays.copyOf(FifoBench.patternBytes(0, 16), 28);
        System.arraycopy(expected, 0, expected, 16, 12);
        assertArrayEquals(expected, sink.written());
    }

    // ---- frames ----

    private DmaDescriptor toDevice(Mapping memory, DataChunk second) {
        return bench.channel.prepareInterleaved(InterleavedTemplate.toDevice(memory, 0).frames(3, new DataChunk(16, 4), second).build());
    }

    /// Six bursts, one for each chunk, all to the one address.
    private static List<String> sixBursts() {
        return List.of("burst 0x4000 4x4", "burst 0x4000 2x4", "burst 0x4000 4x4", "burst 0x4000 2x4", "burst 0x4000 4x4", "burst 0x4000 2x4");
    }

    private static byte[] gathered(int... reads) {
        byte[] bytes = new byte[72];
        int at = 0;
        for (int i = 0; i < reads.length; i++) {
            System.arraycopy(FifoBench.patternBytes(reads[i], CHUNKS[i]), 0, bytes, at, CHUNKS[i]);
            at += CHUNKS[i];
        }
        return bytes;
    }

    @Test
    @DisplayName("IL-12, IL-15 the six reads of the worked example, all six writes to 0x4000")
    @Clause({"IL-12", "IL-15", "IL-03", "PREP-25"})
    void shouldWriteAllChunksToOneAddress() {
        bench.wire(sink).makeRoom(100);
        bench.assertEnds(bench.begin(toDevice(bench.pattern(0x9c), new DataChunk(8, 36))), DmaStatus.COMPLETE, 0);
        assertEquals(sixBursts(), sink.calls().subList(1, sink.calls().size()));
        assertArrayEquals(gathered(0x00, 0x14, 0x40, 0x54, 0x80, 0x94), sink.written());
    }

    @Test
    @DisplayName("IL-13 mirrored: the source's own gap of 8 takes the place of the common 36 behind the second chunk")
    @Clause({"IL-13", "IL-05"})
    void shouldReadWithTheSourcesOwnGap() {
        bench.wire(sink).makeRoom(100);
        bench.assertEnds(bench.begin(toDevice(bench.pattern(0x9c), new DataChunk(8, 36, 0, 8))), DmaStatus.COMPLETE, 0);
        assertArrayEquals(gathered(0x00, 0x14, 0x24, 0x38, 0x48, 0x5c), sink.written());
    }

    private byte[] scattered(InterleavedTemplate.Builder template) {
        bench.wire(source).arrive(72);
        Mapping memory = bench.memory(0x80);
        bench.assertEnds(bench.begin(bench.channel.prepareInterleaved(template(memory, template))), DmaStatus.COMPLETE, 0);
        assertEquals(sixBursts(), source.calls().subList(1, source.calls().size()));
        return FifoBench.bytes(memory);
    }

    private static InterleavedTemplate template(Mapping memory, InterleavedTemplate.Builder like) {
        InterleavedTemplate shape = like.build();
        return new InterleavedTemplate(Direction.DEV_TO_MEM, memory, 0, null, 0, shape.dstInc(), false, shape.dstSgl(), false,
                shape.numFrames(), shape.frame());
    }

    private static byte[] placed(int... writes) {
        byte[] memory = new byte[0x80];
        int at = 0;
        for (int i = 0; i < writes.length; i++) {
            System.arraycopy(FifoBench.patternBytes(at, CHUNKS[i]), 0, memory, writes[i], CHUNKS[i]);
            at += CHUNKS[i];
        }
        return memory;
    }

    private InterleavedTemplate.Builder fromDevice(DataChunk second) {
        return InterleavedTemplate.fromDevice(bench.memory(0x80), 0).frames(3, new DataChunk(16, 4), second);
    }

    @Test
    @DisplayName("IL-12 from the device: six reads of one address, a contiguous destination")
    @Clause("IL-12")
    void shouldReadAllChunksFromOneAddress() {
        assertArrayEquals(placed(0x00, 0x10, 0x18, 0x28, 0x30, 0x40), scattered(fromDevice(new DataChunk(8, 36)).gaps(false, false)));
    }

    @Test
    @DisplayName("IL-13 from the device: destination gaps 4 then 8")
    @Clause("IL-13")
    void shouldWriteWithTheDestinationsOwnGap() {
        assertArrayEquals(placed(0x00, 0x14, 0x24, 0x38, 0x48, 0x5c), scattered(fromDevice(new DataChunk(8, 36, 8, 0))));
    }

    @Test
    @DisplayName("IL-14 from the device: gaps 0 then 8, though the destination has no gaps in common")
    @Clause("IL-14")
    void shouldWriteWithTheDestinationsOwnGapAlone() {
        assertArrayEquals(placed(0x00, 0x10, 0x20, 0x30, 0x40, 0x50),
                scattered(fromDevice(new DataChunk(8, 36, 8, 0)).gaps(false, false)));
    }

    // ---- repeated frames ----

    /// Eight bytes in two chunks, from a place in a pattern.
    private long show(int from, TransferFlag... flags) {
        TransferFlag[] all = Arrays.copyOf(flags, flags.length + 1);
        all[flags.length] = TransferFlag.INTERRUPT;
        return bench.begin(bench.channel.prepareInterleaved(InterleavedTemplate.toDevice(bench.pattern(64), from)
                .frames(2, new DataChunk(4, 4)).build(), all).onComplete(callbacks.record()));
    }

    private static byte[] frames(int... from) {
        byte[] bytes = new byte[8 * from.length];
        for (int i = 0; i < from.length; i++) {
            System.arraycopy(FifoBench.patternBytes(from[i], 4), 0, bytes, 8 * i, 4);
            System.arraycopy(FifoBench.patternBytes(from[i] + 8, 4), 0, bytes, 8 * i + 4, 4);
        }
        return bytes;
    }

    @Test
    @DisplayName("IL-20, IL-21 a frame is shown again and again, until one with LOAD_EOT takes its place at the end of a pass")
    @Clause({"IL-20", "IL-21", "IL-29"})
    void shouldShowAFrameUntilTheNext() {
        bench.wire(sink);
        long first = show(0, TransferFlag.REPEAT, TransferFlag.LOAD_EOT);
        sink.makeRoom(8 + 8 + 4);
        bench.run();
        bench.assertEnds(first, DmaStatus.IN_PROGRESS, 4);
        long second = show(32, TransferFlag.REPEAT, TransferFlag.LOAD_EOT);
        bench.assertEnds(first, DmaStatus.IN_PROGRESS, 4);
        sink.makeRoom(4 + 8);
        bench.run();
        bench.assertEnds(first, DmaStatus.COMPLETE, 0);
        assertArrayEquals(frames(0, 0, 0, 32), sink.written());
        sink.makeRoom(8);
        bench.run();
        assertArrayEquals(frames(0, 0, 0, 32, 32), sink.written());
        bench.assertEnds(second, DmaStatus.IN_PROGRESS, 8);
        bench.completers.deliver();
        assertEquals(List.of(first), callbacks.results().stream().filter(result -> !result.isPeriod()).map(TransferResult::cookie).toList());
        assertEquals(2 + 2, callbacks.results().stream().mapToLong(TransferResult::periods).sum(), "passes; the third of the first is its end");
    }

    @Test
    @DisplayName("IL-22 without LOAD_EOT the next frame waits for ever, and status says so")
    @Clause({"IL-22", "DIFF-12"})
    void shouldGoOnWithoutLoadEot() {
        bench.wire(sink);
        show(0, TransferFlag.REPEAT);
        long second = show(32);
        sink.makeRoom(24);
        bench.run();
        assertArrayEquals(frames(0, 0, 0), sink.written());
        assertTrue(bench.channel.status(second).detail().contains("LOAD_EOT"), () -> bench.channel.status(second).toString());
    }

    @Test
    @DisplayName("IL-23 LOAD_EOT behind a frame that is not repeated makes no difference")
    @Clause("IL-23")
    void shouldFollowAFrameThatIsNotRepeated() {
        bench.wire(sink);
        long first = show(0);
        long second = show(32, TransferFlag.LOAD_EOT);
        sink.makeRoom(100);
        bench.run();
        bench.assertEnds(first, DmaStatus.COMPLETE, 0);
        bench.assertEnds(second, DmaStatus.COMPLETE, 0);
        assertArrayEquals(frames(0, 32), sink.written());
    }

    @Test
    @DisplayName("IL-24 a replacement that is not repeated is shown once, then the next or nothing")
    @Clause({"IL-24", "IL-25"})
    void shouldShowAReplacementOnceUnlessItIsRepeated() {
        bench.wire(sink);
        show(0, TransferFlag.REPEAT);
        sink.makeRoom(8);
        bench.run();
        long second = show(16, TransferFlag.LOAD_EOT);
        long third = show(32, TransferFlag.LOAD_EOT);
        sink.makeRoom(100);
        bench.run();
        bench.assertEnds(second, DmaStatus.COMPLETE, 0);
        bench.assertEnds(third, DmaStatus.COMPLETE, 0);
        byte[] written = sink.written();
        assertArrayEquals(frames(16, 32), Arrays.copyOfRange(written, written.length - 16, written.length));
        assertEquals(0, (written.length - 16) % 8);
    }

    @Test
    @DisplayName("each pass through a register window begins where the first did")
    void shouldBeginEachPassAtTheBeginningOfTheWindow() {
        bench.channel.configure(SlaveConfig.builder().destination(0x4000, BusWidth.BYTES_4, 1).portWindows(0, 3).build());
        bench.wire(sink);
        show(0, TransferFlag.REPEAT);
        sink.makeRoom(16);
        bench.run();
        assertEquals(List.of("burst 0x4000 1x4", "burst 0x4004 1x4", "burst 0x4000 1x4", "burst 0x4004 1x4"), sink.calls().subList(1, 5));
    }

    // ---- life ----

    @Test
    @DisplayName("ISS-05, TRM-03 a queue, terminated in the middle, and a transfer behind it")
    @Clause({"TRM-03", "TRM-14", "ISS-05"})
    void shouldTerminateAndGoOn() {
        bench.wire(source);
        long first = bench.receive(bench.memory(8));
        long second = bench.receive(bench.memory(8));
        source.arrive(12);
        bench.run();
        bench.assertEnds(first, DmaStatus.COMPLETE, 0);
        bench.channel.terminateAsync();
        bench.run();
        bench.channel.synchronize();
        bench.assertEnds(second, DmaStatus.ABORTED, 4);
        source.arrive(8);
        Mapping memory = bench.memory(8);
        bench.assertEnds(bench.receive(memory), DmaStatus.COMPLETE, 0);
        assertArrayEquals(FifoBench.patternBytes(12, 8), FifoBench.bytes(memory), "what has not been fetched is the device's still");
    }

    @Test
    @Clause("RUS-03")
    void shouldMoveAReusableDescriptorAgain() {
        bench.wire(source);
        Mapping memory = bench.memory(4);
        DmaDescriptor descriptor = bench.channel.prepareSlaveSg(memory, Direction.DEV_TO_MEM).reusable(true);
        for (int i = 0; i < 3; i++) {
            long cookie = bench.begin(descriptor);
            source.arrive(4);
            bench.run();
            bench.completers.deliver();
            bench.assertEnds(cookie, DmaStatus.COMPLETE, 0);
            assertArrayEquals(FifoBench.patternBytes(4 * i, 4), FifoBench.bytes(memory));
        }
    }

    @Test
    @Clause("PREP-34")
    void shouldCallBackBetweenTransfers() {
        bench.wire(source);
        bench.receive(bench.memory(4));
        bench.begin(bench.channel.prepareInterrupt(TransferFlag.INTERRUPT).onComplete(callbacks.record()));
        assertEquals(List.of(), callbacks.results());
        source.arrive(4);
        bench.run();
        bench.completers.deliver();
        assertTrue(callbacks.only().isOk());
    }

    @Test
    void shouldRefuseFramesBetweenMemory() {
        Mapping memory = bench.memory(8);
        InterleavedTemplate template = InterleavedTemplate.memoryToMemory(memory, 0, bench.pattern(8), 0).frames(1, new DataChunk(4, 0)).build();
        DmaException.Rejected refusal = assertThrows(DmaException.Rejected.class, () -> bench.channel.prepareInterleaved(template));
        assertTrue(refusal.getMessage().contains("direction MEM_TO_MEM is refused"), refusal::getMessage);
    }
}

package org.dmaengine.controller.fifo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.dmaengine.BusWidth;
import org.dmaengine.Direction;
import org.dmaengine.DmaStatus;
import org.dmaengine.SlaveConfig;
import org.dmaengine.TransferOutcome;
import org.dmaengine.contract.Clause;
import org.dmaengine.controller.fifo.stubs.HandPort;
import org.dmaengine.fifo.FifoPort;
import org.dmaengine.fifo.FifoSlaveConfig;
import org.dmaengine.mapping.DmaVec;
import org.dmaengine.mapping.Mapping;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// How many words a burst has, of which width, and which address it goes to.
class BurstTest {
    @AutoClose
    private final FifoBench bench = new FifoBench(Map.of("max.burst", 16));
    private final HandPort source = new HandPort(Direction.DEV_TO_MEM);
    private final HandPort sink = new HandPort(Direction.MEM_TO_DEV);

    private void configure(BusWidth width, int burst) {
        bench.channel.configure(FifoBench.words(width, burst));
    }

    @Test
    @DisplayName("the level is looked at once for a burst, and once more to see that there is none")
    void shouldTakeWhatTheDeviceHasABurstAtATime() {
        bench.wire(source);
        configure(BusWidth.BYTES_2, 4);
        Mapping memory = bench.memory(16);
        long cookie = bench.receive(memory);
        assertEquals(1, source.looks());
        source.arrive(10);
        bench.run();
        assertEquals(6, bench.residue(cookie));
        assertEquals(1 + 3, source.looks());
        source.arrive(6);
        bench.run();
        bench.assertEnds(cookie, DmaStatus.COMPLETE, 0);
        assertEquals(1 + 3 + 1, source.looks());
        assertEquals(List.of("connect", "burst 0x4000 4x2", "burst 0x4000 1x2", "burst 0x4000 3x2"), source.calls());
        assertArrayEquals(FifoBench.patternBytes(0, 16), FifoBench.bytes(memory));
    }

    @Test
    void shouldGiveWhatTheDeviceHasRoomFor() {
        bench.wire(sink);
        configure(BusWidth.BYTES_1, 8);
        long cookie = bench.send(bench.pattern(16));
        sink.makeRoom(5);
        bench.run();
        assertEquals(11, bench.residue(cookie));
        sink.makeRoom(100);
        bench.run();
        bench.assertEnds(cookie, DmaStatus.COMPLETE, 0);
        assertArrayEquals(FifoBench.patternBytes(0, 16), sink.written());
        assertEquals(List.of("connect", "burst 0x4000 5x1", "burst 0x4000 8x1", "burst 0x4000 3x1"), sink.calls());
    }

    @Test
    @DisplayName("a step is one burst, however much there is to do")
    void shouldMoveOneBurstAStep() {
        bench.wire(source);
        configure(BusWidth.BYTES_1, 4);
        source.arrive(12);
        long cookie = bench.channel.prepareSlaveSg(bench.memory(12), Direction.DEV_TO_MEM).submit();
        bench.channel.issuePending();
        bench.step();
        assertEquals(8, bench.residue(cookie));
        bench.step();
        assertEquals(4, bench.residue(cookie));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "3, 3", "16, 16"})
    @DisplayName("CFG-04 bursts count words of the device's side, 0 is 1")
    @Clause("CFG-04")
    void shouldCountBurstsInWords(int configured, int words) {
        bench.wire(source);
        bench.channel.configure(SlaveConfig.builder().source(0x4000, BusWidth.BYTES_4, configured)
                .destination(0x9999, BusWidth.BYTES_1, 7).build());
        source.arrive(100);
        bench.receive(bench.memory(64));
        assertEquals("burst 0x4000 " + words + "x4", source.calls().get(1));
    }

    @ParameterizedTest
    @EnumSource(names = {"BYTES_1", "BYTES_2", "BYTES_4", "BYTES_8", "BYTES_16", "BYTES_32", "BYTES_64"})
    @Clause("CFG-03")
    void shouldUseTheConfiguredWidth(BusWidth width) {
        HandPort any = bench.wire(new HandPort(Direction.DEV_TO_MEM, BusWidth.BYTES_1, BusWidth.BYTES_2, BusWidth.BYTES_4,
                BusWidth.BYTES_8, BusWidth.BYTES_16, BusWidth.BYTES_32, BusWidth.BYTES_64));
        configure(width, 2);
        any.arrive(width.bytes() + width.bytes() - 1);
        Mapping memory = bench.memory(128);
        long cookie = bench.receive(memory);
        assertEquals(128 - (width.bytes() == 1 ? 1 : width.bytes()), bench.residue(cookie), "only whole words are moved");
        any.arrive(128);
        bench.run();
        assertArrayEquals(FifoBench.patternBytes(0, 128), FifoBench.bytes(memory));
    }

    @Test
    @DisplayName("CFG-03 an undefined width is the port's narrowest")
    @Clause("CFG-03")
    void shouldUseThePortsNarrowestWidth() {
        HandPort wide = bench.wire(new HandPort(Direction.DEV_TO_MEM, BusWidth.BYTES_8, BusWidth.BYTES_4));
        configure(BusWidth.UNDEFINED, 2);
        wide.arrive(8);
        bench.receive(bench.memory(8));
        assertEquals("burst 0x4000 2x4", wide.calls().get(1));
    }

    @Test
    void shouldFailATransferOfAWidthThatThePortDoesNotTake() {
        HandPort narrow = bench.wire(new HandPort(Direction.MEM_TO_DEV, BusWidth.BYTES_1, BusWidth.BYTES_2));
        configure(BusWidth.BYTES_4, 2);
        narrow.makeRoom(8);
        bench.assertFails(bench.send(bench.memory(8)), TransferOutcome.WRITE_FAILED, 8, "request line 5: port ", HandPort.class.getName(),
                "takes words of [1, 2] bytes, the configuration says 4; configure one of the port's widths");
    }

    @Test
    @DisplayName("what core cannot check, since the width is the port's")
    void shouldFailATransferOfHalfWords() {
        HandPort wide = bench.wire(new HandPort(Direction.DEV_TO_MEM, BusWidth.BYTES_4));
        configure(BusWidth.UNDEFINED, 2);
        bench.assertFails(bench.receive(bench.memory(6)), TransferOutcome.READ_FAILED, 6,
                "moves words of 4 bytes, but the transfer has 6 bytes; move whole words");
        bench.assertFails(bench.begin(bench.channel.prepareCyclic(bench.memory(12), 0, 12, 6, Direction.DEV_TO_MEM)),
                TransferOutcome.READ_FAILED, 12, "has 12 bytes in periods of 6");
        wide.arrive(8);
        Mapping memory = bench.memory(64);
        bench.assertFails(bench.begin(bench.channel.preparePeripheralVec(
                List.of(new DmaVec(memory, 0, 4), new DmaVec(memory, 8, 6), new DmaVec(memory, 32, 2)), Direction.DEV_TO_MEM)),
                TransferOutcome.READ_FAILED, 8, "request line 5: 6 contiguous bytes are left here, which is no multiple of the port's words of 4");
    }

    @Test
    @DisplayName("CFG-02 another address than the port's fails the transfer and names both")
    @Clause("CFG-02")
    void shouldFailATransferToAnotherAddress() {
        bench.wire(sink);
        sink.makeRoom(8);
        bench.channel.configure(SlaveConfig.builder().destination(0x4008, BusWidth.BYTES_1, 1).source(0x4000, BusWidth.BYTES_1, 1).build());
        bench.assertFails(bench.send(bench.memory(8)), TransferOutcome.WRITE_FAILED, 8, "is at bus address 0x4000, the configuration says 0x4008");
        bench.channel.configure(SlaveConfig.builder().destination(0, BusWidth.BYTES_1, 1).build());
        bench.assertEnds(bench.send(bench.memory(8)), DmaStatus.COMPLETE, 0);
        assertEquals("burst 0x0 1x1", sink.calls().get(1), "none is named");
    }

    @Test
    @Clause("CFG-02")
    void shouldTakeAnyAddressWhereThePortHasNone() {
        bench.wire(source, Map.of(FifoPort.REQUEST_LINE, 5));
        bench.channel.configure(SlaveConfig.builder().source(0x1234_5678_9abcL, BusWidth.BYTES_1, 4).build());
        source.arrive(4);
        bench.assertEnds(bench.receive(bench.memory(4)), DmaStatus.COMPLETE, 0);
        assertEquals("burst 0x123456789abc 4x1", source.calls().get(1));
    }

    @Test
    void shouldFailATransferInTheOtherDirection() {
        bench.wire(source);
        configure(BusWidth.BYTES_1, 1);
        bench.assertFails(bench.send(bench.memory(8)), TransferOutcome.WRITE_FAILED, 8,
                "moves data DEV_TO_MEM, the transfer MEM_TO_DEV; a line has one direction");
    }

    // ---- register windows ----

    @Test
    @DisplayName("CFG-05 addresses walk through the window and wrap, over segments too, and begin again with a transfer")
    @Clause("CFG-05")
    void shouldWalkRoundAWindow() {
        bench.wire(source);
        bench.channel.configure(SlaveConfig.builder().source(0x4000, BusWidth.BYTES_2, 3).portWindows(4, 0).build());
        source.arrive(100);
        Mapping memory = bench.memory(64);
        bench.begin(bench.channel.preparePeripheralVec(List.of(new DmaVec(memory, 0, 10), new DmaVec(memory, 20, 6)), Direction.DEV_TO_MEM));
        bench.receive(bench.memory(2));
        assertEquals(List.of("burst 0x4000 3x2", "burst 0x4006 1x2", "burst 0x4000 1x2", "burst 0x4002 3x2", "burst 0x4000 1x2"),
                source.calls().subList(1, 6));
    }

    @Test
    @Clause("CFG-05")
    void shouldWalkOnThroughTheWindowWhereARingGoesRound() {
        bench.wire(sink);
        bench.channel.configure(SlaveConfig.builder().destination(0x4000, BusWidth.BYTES_1, 8).portWindows(0, 3).build());
        bench.begin(bench.channel.prepareCyclic(bench.pattern(4), 0, 4, 4, Direction.MEM_TO_DEV));
        sink.makeRoom(7);
        bench.run();
        assertEquals(List.of("burst 0x4000 3x1", "burst 0x4000 1x1", "burst 0x4001 2x1", "burst 0x4000 1x1"), sink.calls().subList(1, 5));
    }

    // ---- watermark ----

    @Test
    void shouldWaitForTheWatermarkUnlessNoMoreIsLeft() {
        bench.wire(source);
        bench.channel.configure(FifoSlaveConfig.of(FifoBench.words(BusWidth.BYTES_1, 8)).withWatermark(4));
        long cookie = bench.receive(bench.memory(10));
        source.arrive(3);
        bench.run();
        assertEquals(10, bench.residue(cookie));
        assertEquals("request line 5 can move words, but fewer than the watermark", bench.channel.status(cookie).detail());
        source.arrive(2);
        bench.run();
        assertEquals(5, bench.residue(cookie));
        assertEquals("request line 5 is quiet", bench.channel.status(cookie).detail());
        source.arrive(4);
        bench.run();
        assertEquals(1, bench.residue(cookie));
        source.arrive(1);
        bench.run();
        bench.assertEnds(cookie, DmaStatus.COMPLETE, 0);
        assertEquals(List.of("burst 0x4000 5x1", "burst 0x4000 4x1", "burst 0x4000 1x1"), source.calls().subList(1, 4));
    }

    @Test
    @DisplayName("a ring has always more left")
    void shouldWaitForTheWatermarkAtTheEndOfARing() {
        bench.wire(source);
        bench.channel.configure(FifoSlaveConfig.of(FifoBench.words(BusWidth.BYTES_1, 8)).withWatermark(4));
        long cookie = bench.begin(bench.channel.prepareCyclic(bench.memory(6), 0, 6, 6, Direction.DEV_TO_MEM));
        source.arrive(4);
        bench.run();
        source.arrive(3);
        bench.run();
        assertEquals(2, bench.residue(cookie));
        source.arrive(1);
        bench.run();
        assertEquals(List.of("burst 0x4000 4x1", "burst 0x4000 2x1"), source.calls().subList(1, 3));
    }

    @Test
    void shouldTakeFewerWordsThanTheWatermarkBeforeAnEnd() {
        bench.wire(source);
        bench.channel.configure(FifoSlaveConfig.of(FifoBench.words(BusWidth.BYTES_1, 8)).withWatermark(4));
        long cookie = bench.receive(bench.memory(10));
        source.arrive(3);
        source.end();
        bench.run();
        assertEquals(7, bench.residue(cookie));
    }

    @Test
    @DisplayName("a watermark that the FIFO cannot hold would be waited for without end")
    void shouldRefuseAWatermarkAboveTheDepth() {
        bench.wire(source).holds(14);
        configure(8);
        bench.assertFails(bench.receive(bench.memory(64)), TransferOutcome.READ_FAILED, 64, "request line 5: port ",
                "holds 7 words of 2 bytes, the configuration waits for a watermark of 8; configure 7 or less");
        configure(7);
        long cookie = bench.receive(bench.memory(64));
        source.arrive(14);
        bench.run();
        assertEquals(50, bench.residue(cookie));
    }

    @Test
    @DisplayName("a transfer that is shorter than the watermark waits for no more than it has")
    void shouldTakeAnyWatermarkForATransferThatTheFifoHolds() {
        bench.wire(source).holds(14);
        configure(8);
        long cookie = bench.receive(bench.memory(14));
        source.arrive(14);
        bench.run();
        bench.assertEnds(cookie, DmaStatus.COMPLETE, 0);
    }

    private void configure(int watermark) {
        bench.channel.configure(FifoSlaveConfig.of(FifoBench.words(BusWidth.BYTES_2, 8)).withWatermark(watermark));
    }

    @Test
    @DisplayName("a port that moves fewer words than it said is looked at again")
    void shouldCountWhatThePortSaysItMoved() {
        bench.wire(source);
        configure(BusWidth.BYTES_2, 8);
        source.movesAtMost(3);
        source.arrive(16);
        Mapping memory = bench.memory(16);
        bench.assertEnds(bench.receive(memory), DmaStatus.COMPLETE, 0);
        assertArrayEquals(FifoBench.patternBytes(0, 16), FifoBench.bytes(memory));
    }

    @Test
    @DisplayName("a port that moves none of the words it has said is not taken for a quiet one, and goes on when it raises")
    void shouldTellAPortThatMovesNothing() {
        bench.wire(source);
        configure(BusWidth.BYTES_1, 8);
        source.movesAtMost(0);
        source.arrive(3);
        long cookie = bench.receive(bench.memory(3));
        assertEquals("the port on request line 5 said 3 words and moved none", bench.channel.status(cookie).detail());
        assertEquals(1, source.looks(), "it is waited for, not asked again");
        source.movesAtMost(3);
        source.raise();
        bench.run();
        bench.assertEnds(cookie, DmaStatus.COMPLETE, 0);
    }
}

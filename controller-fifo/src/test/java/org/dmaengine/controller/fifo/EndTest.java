package org.dmaengine.controller.fifo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.dmaengine.BusWidth;
import org.dmaengine.Direction;
import org.dmaengine.DmaStatus;
import org.dmaengine.SlaveConfig;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferOutcome;
import org.dmaengine.TransferResult;
import org.dmaengine.contract.Clause;
import org.dmaengine.controller.fifo.stubs.BadPort;
import org.dmaengine.controller.fifo.stubs.HandPort;
import org.dmaengine.core.stubs.Callbacks;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Devices that come to an end, or break.
class EndTest {
    @AutoClose
    private final FifoBench bench = new FifoBench();
    private final HandPort source = new HandPort(Direction.DEV_TO_MEM);
    private final HandPort sink = new HandPort(Direction.MEM_TO_DEV);

    private void configure(BusWidth width, boolean deviceFlowControl) {
        bench.channel.configure(SlaveConfig.builder().source(0x4000, width, 4).destination(0x4000, width, 4)
                .deviceFlowControl(deviceFlowControl).build());
    }

    // ---- the device controls the flow ----

    @Test
    @DisplayName("CFG-06 the device ends the transfer, and what is missing is its residue")
    @Clause({"CFG-06", "ST-13"})
    void shouldEndWhereTheDeviceEnds() {
        bench.wire(source);
        configure(BusWidth.BYTES_1, true);
        source.arrive(6);
        source.end();
        source.arrive(3);
        Callbacks callbacks = new Callbacks();
        Mapping first = bench.memory(10);
        bench.begin(bench.channel.prepareSlaveSg(first, Direction.DEV_TO_MEM, TransferFlag.INTERRUPT).onComplete(callbacks.record()));
        bench.completers.deliver();
        TransferResult result = callbacks.only();
        assertEquals(TransferOutcome.NO_ERROR, result.outcome());
        assertEquals(4, result.residue());
        assertArrayEquals(Arrays.copyOf(FifoBench.patternBytes(0, 6), 10), FifoBench.bytes(first));
        assertEquals(List.of("burst 0x4000 4x1", "burst 0x4000 2x1", "passEnd"), source.calls().subList(1, 4));

        Mapping second = bench.memory(3);
        bench.assertEnds(bench.receive(second), DmaStatus.COMPLETE, 0);
        assertArrayEquals(FifoBench.patternBytes(6, 3), FifoBench.bytes(second));
    }

    @Test
    @Clause("CFG-06")
    void shouldPassTheEndThatComesWithTheLastByte() {
        bench.wire(source);
        configure(BusWidth.BYTES_1, true);
        source.arrive(4);
        source.end();
        bench.assertEnds(bench.receive(bench.memory(4)), DmaStatus.COMPLETE, 0);
        assertEquals("passEnd", source.calls().getLast());
        source.arrive(4);
        bench.assertEnds(bench.receive(bench.memory(4)), DmaStatus.COMPLETE, 0);
    }

    @Test
    @DisplayName("an end with nothing before it ends a transfer with nothing in it")
    @Clause("CFG-06")
    void shouldEndATransferThatHasNoBytes() {
        bench.wire(source);
        configure(BusWidth.BYTES_1, true);
        long cookie = bench.receive(bench.memory(4));
        source.end();
        bench.run();
        bench.assertEnds(cookie, DmaStatus.COMPLETE, 4);
        source.arrive(4);
        bench.assertEnds(bench.receive(bench.memory(4)), DmaStatus.COMPLETE, 0);
    }

    @Test
    @Clause("CFG-06")
    void shouldEndATransferToADeviceThatWantsNoMore() {
        bench.wire(sink);
        configure(BusWidth.BYTES_1, true);
        sink.makeRoom(6);
        sink.end();
        bench.assertEnds(bench.send(bench.pattern(10)), DmaStatus.COMPLETE, 4);
        assertArrayEquals(FifoBench.patternBytes(0, 6), sink.written());
    }

    // ---- it does not ----

    @Test
    @DisplayName("CFG-06 without device flow control the transfer goes on behind the end")
    @Clause("CFG-06")
    void shouldGoOnBehindAnEnd() {
        bench.wire(source);
        configure(BusWidth.BYTES_1, false);
        source.arrive(2);
        source.end();
        source.arrive(2);
        source.end();
        long cookie = bench.receive(bench.memory(8));
        assertEquals(4, bench.residue(cookie));
        source.end(); // one with nothing before it
        source.arrive(4);
        bench.run();
        bench.assertEnds(cookie, DmaStatus.COMPLETE, 0);
    }

    @Test
    void shouldFailBehindTheEndOfAStream() {
        bench.wire(source);
        configure(BusWidth.BYTES_1, false);
        source.arrive(5);
        source.endStream();
        Mapping memory = bench.memory(8);
        bench.assertFails(bench.receive(memory), TransferOutcome.READ_FAILED, 3, "the stream has ended");
        assertArrayEquals(Arrays.copyOf(FifoBench.patternBytes(0, 5), 8), FifoBench.bytes(memory));
        bench.assertFails(bench.receive(memory), TransferOutcome.READ_FAILED, 8, "the stream has ended");
    }

    @Test
    @DisplayName("a stream that ends inside a word: the odd bytes are told")
    void shouldTellTheOddBytesOfAStream() {
        bench.wire(source);
        configure(BusWidth.BYTES_4, true);
        source.arrive(7);
        source.endStream();
        bench.assertFails(bench.receive(bench.memory(16)), TransferOutcome.READ_FAILED, 12,
                "the stream has ended; the last 3 bytes before it fill no word of 4 bytes");
    }

    // ---- faults ----

    @Test
    @DisplayName("a device that fails answers what it has; residue exact, the next transfer has its own chance")
    void shouldFailWithWhatWasMovedBefore() {
        bench.wire(source);
        configure(BusWidth.BYTES_1, true);
        long cookie = bench.receive(bench.memory(10));
        source.arrive(6);
        source.fail("cable pulled");
        bench.run();
        bench.assertFails(cookie, TransferOutcome.READ_FAILED, 4, "cable pulled");
        source.fail(null);
        source.arrive(4);
        bench.assertEnds(bench.receive(bench.memory(4)), DmaStatus.COMPLETE, 0);
    }

    @Test
    void shouldFailToWriteToADeviceThatFails() {
        bench.wire(sink);
        configure(BusWidth.BYTES_1, false);
        sink.makeRoom(6);
        sink.fail("connection reset");
        bench.assertFails(bench.send(bench.pattern(10)), TransferOutcome.WRITE_FAILED, 4, "connection reset");
        assertEquals(6, sink.written().length);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("a port that breaks its contract costs the transfer, not the channel")
    void shouldFailATransferWithADefectivePort(BadPort.Deed deed) {
        BadPort bad = bench.wire(new BadPort(deed));
        configure(BusWidth.BYTES_1, true);
        bench.assertFails(bench.receive(bench.memory(8)), TransferOutcome.READ_FAILED, deed == BadPort.Deed.THROWS_AT_END ? 4 : 8,
                "request line 5: port " + BadPort.class.getName(), "is defective: " + deed.named());
        bench.unwire(bad);
        bench.wire(source).arrive(8);
        bench.assertEnds(bench.receive(bench.memory(8)), DmaStatus.COMPLETE, 0);
    }

    @Test
    @DisplayName("an exception without a message is told by its name")
    void shouldNameAnExceptionWithoutMessage() {
        BadPort bad = bench.wire(new BadPort(BadPort.Deed.THROWS_LEVEL));
        bad.instead(new IOException());
        configure(BusWidth.BYTES_1, true);
        bench.assertFails(bench.receive(bench.memory(8)), TransferOutcome.READ_FAILED, 8, "java.io.IOException");
    }

    @Test
    @DisplayName("D8 an arena that is closed under the transfer")
    void shouldLeaveAClosedArenaToTheCore() {
        bench.wire(source);
        configure(BusWidth.BYTES_1, false);
        Arena arena = Arena.ofShared();
        MemorySegment memory = arena.allocate(8);
        long cookie = bench.receive(bench.channel.mapper().map(memory, MapDirection.FROM_DEVICE));
        arena.close();
        source.arrive(8);
        bench.run();
        bench.assertFails(cookie, TransferOutcome.WRITE_FAILED, 8, "arena");
        assertEquals(8, source.left());
        assertTrue(bench.channel.status(cookie).uncertain() <= 8);
        bench.assertEnds(bench.receive(bench.memory(8)), DmaStatus.COMPLETE, 0);
    }
}

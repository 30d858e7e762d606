package org.dmaengine.controller.fifo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.dmaengine.BusWidth;
import org.dmaengine.Direction;
import org.dmaengine.DmaStatus;
import org.dmaengine.SlaveConfig;
import org.dmaengine.TransferOutcome;
import org.dmaengine.contract.Clause;
import org.dmaengine.controller.fifo.stubs.HandPort;
import org.dmaengine.fifo.FifoSlaveConfig;
import org.dmaengine.mapping.DmaVec;
import org.dmaengine.mapping.Mapping;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A narrow device and wide memory, bytes the other way round, and what is inside the controller meanwhile.
class PackingTest {
    @AutoClose
    private final FifoBench bench = new FifoBench();
    private final HandPort source = bench.wire(new HandPort(Direction.DEV_TO_MEM));
    private final HandPort sink = new HandPort(Direction.MEM_TO_DEV);

    private void pack(BusWidth word, BusWidth memory, int burst) {
        bench.channel.configure(FifoSlaveConfig.of(FifoBench.words(word, burst)).withPacking(memory));
    }

    private void useSink() {
        bench.unwire(source);
        bench.wire(sink);
    }

    private void assertInside(long cookie, long residue, long inFlight) {
        assertEquals(residue + " left, " + inFlight + " in flight",
                bench.residue(cookie) + " left, " + bench.channel.status(cookie).inFlight() + " in flight");
    }

    @Test
    @DisplayName("ST-19, ST-20 from the device: what has not reached memory is in flight, and not moved")
    @Clause({"ST-19", "ST-20"})
    void shouldHoldWhatDoesNotFillAMemoryAccess() {
        pack(BusWidth.BYTES_1, BusWidth.BYTES_4, 8);
        Mapping memory = bench.memory(12);
        long cookie = bench.receive(memory);
        source.arrive(3);
        bench.run();
        assertInside(cookie, 12, 3);
        assertArrayEquals(new byte[12], FifoBench.bytes(memory));
        source.arrive(3);
        bench.run();
        assertInside(cookie, 8, 2);
        assertArrayEquals(Arrays.copyOf(FifoBench.patternBytes(0, 4), 12), FifoBench.bytes(memory));
        source.arrive(6);
        bench.run();
        bench.assertEnds(cookie, DmaStatus.COMPLETE, 0);
        assertArrayEquals(FifoBench.patternBytes(0, 12), FifoBench.bytes(memory));
    }

    @Test
    @DisplayName("a burst that only fills part of a memory access is not the last: the rest is there already")
    void shouldGoOnAfterABurstThatDeliversNothing() {
        pack(BusWidth.BYTES_1, BusWidth.BYTES_8, 3);
        source.arrive(16);
        bench.assertEnds(bench.receive(bench.memory(16)), DmaStatus.COMPLETE, 0);
    }

    @Test
    @DisplayName("PAU-02 a pause delivers what is inside, and nothing is lost or repeated")
    @Clause({"PAU-02", "ST-22"})
    void shouldDeliverOnPauseAndGoOn() {
        pack(BusWidth.BYTES_1, BusWidth.BYTES_4, 8);
        Mapping memory = bench.memory(12);
        long cookie = bench.receive(memory);
        source.arrive(7);
        bench.run();
        assertInside(cookie, 8, 3);
        bench.channel.pause();
        assertInside(cookie, 5, 0);
        assertArrayEquals(Arrays.copyOf(FifoBench.patternBytes(0, 7), 12), FifoBench.bytes(memory));
        source.arrive(2);
        bench.run();
        assertInside(cookie, 5, 0);
        bench.channel.resume();
        bench.run();
        source.arrive(3);
        bench.run();
        bench.assertEnds(cookie, DmaStatus.COMPLETE, 0);
        assertArrayEquals(FifoBench.patternBytes(0, 12), FifoBench.bytes(memory));
    }

    @Test
    @Clause("TRM-03")
    void shouldDeliverOnTerminate() {
        pack(BusWidth.BYTES_1, BusWidth.BYTES_4, 8);
        Mapping memory = bench.memory(12);
        long cookie = bench.receive(memory);
        source.arrive(7);
        bench.run();
        bench.channel.terminateAsync();
        bench.run();
        bench.assertEnds(cookie, DmaStatus.ABORTED, 5);
        assertArrayEquals(Arrays.copyOf(FifoBench.patternBytes(0, 7), 12), FifoBench.bytes(memory));
    }

    @Test
    void shouldDeliverWhereTheDeviceEnds() {
        bench.channel.configure(FifoSlaveConfig.of(SlaveConfig.builder().source(0x4000, BusWidth.BYTES_1, 8).deviceFlowControl(true)
                .build()).withPacking(BusWidth.BYTES_4));
        Mapping memory = bench.memory(12);
        source.arrive(7);
        source.end();
        bench.assertEnds(bench.receive(memory), DmaStatus.COMPLETE, 5);
        assertArrayEquals(Arrays.copyOf(FifoBench.patternBytes(0, 7), 12), FifoBench.bytes(memory));
    }

    @Test
    void shouldDeliverWhenTheDeviceFails() {
        pack(BusWidth.BYTES_1, BusWidth.BYTES_4, 8);
        Mapping memory = bench.memory(12);
        source.arrive(7);
        source.fail("cable pulled");
        bench.assertFails(bench.receive(memory), TransferOutcome.READ_FAILED, 5, "cable pulled");
        assertArrayEquals(Arrays.copyOf(FifoBench.patternBytes(0, 7), 12), FifoBench.bytes(memory));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 16})
    @DisplayName("a memory access never reaches beyond a segment or a period: the last one is shorter")
    void shouldNotReachBeyondSegments(int burst) {
        pack(BusWidth.BYTES_1, BusWidth.BYTES_8, burst);
        Mapping memory = bench.memory(40);
        source.arrive(19);
        bench.assertEnds(bench.begin(bench.channel.preparePeripheralVec(
                List.of(new DmaVec(memory, 0, 5), new DmaVec(memory, 10, 11), new DmaVec(memory, 30, 3)), Direction.DEV_TO_MEM)),
                DmaStatus.COMPLETE, 0);
        byte[] expected = new byte[40];
        System.arraycopy(FifoBench.patternBytes(0, 5), 0, expected, 0, 5);
        System.arraycopy(FifoBench.patternBytes(5, 11), 0, expected, 10, 11);
        System.arraycopy(FifoBench.patternBytes(16, 3), 0, expected, 30, 3);
        assertArrayEquals(expected, FifoBench.bytes(memory));
    }

    @Test
    void shouldNotReachBeyondAPeriod() {
        pack(BusWidth.BYTES_1, BusWidth.BYTES_4, 8);
        long cookie = bench.begin(bench.channel.prepareCyclic(bench.memory(12), 0, 12, 6, Direction.DEV_TO_MEM));
        source.arrive(6);
        bench.run();
        assertInside(cookie, 6, 0);
        source.arrive(6 + 5);
        bench.run();
        assertInside(cookie, 8, 1);
    }

    // ---- to the device ----

    @Test
    @DisplayName("ST-19, ST-20 to the device: what has been read and not been taken is in flight, and not moved")
    @Clause({"ST-19", "ST-20"})
    void shouldReadWholeMemoryAccesses() {
        useSink();
        pack(BusWidth.BYTES_1, BusWidth.BYTES_4, 8);
        long cookie = bench.send(bench.pattern(12));
        sink.makeRoom(3);
        bench.run();
        assertInside(cookie, 9, 1);
        sink.makeRoom(3);
        bench.run();
        assertInside(cookie, 6, 2);
        sink.makeRoom(6);
        bench.run();
        bench.assertEnds(cookie, DmaStatus.COMPLETE, 0);
        assertArrayEquals(FifoBench.patternBytes(0, 12), sink.written());
    }

    @Test
    @DisplayName("PAU-02 a pause gives back what the device has not taken: it is read again")
    @Clause("PAU-02")
    void shouldGiveBackOnPause() {
        useSink();
        pack(BusWidth.BYTES_1, BusWidth.BYTES_4, 8);
        Mapping memory = bench.pattern(8);
        long cookie = bench.send(memory);
        sink.makeRoom(1);
        bench.run();
        assertInside(cookie, 7, 3);
        bench.channel.pause();
        assertInside(cookie, 7, 0);
        bench.channel.resume();
        sink.makeRoom(7);
        bench.run();
        assertArrayEquals(FifoBench.patternBytes(0, 8), sink.written());
    }

    @Test
    void shouldGiveBackOnTerminate() {
        useSink();
        pack(BusWidth.BYTES_1, BusWidth.BYTES_4, 8);
        Mapping memory = bench.pattern(8);
        long cookie = bench.send(memory);
        sink.makeRoom(5);
        bench.run();
        bench.channel.terminateAsync();
        bench.run();
        bench.assertEnds(cookie, DmaStatus.ABORTED, 3);
        sink.makeRoom(8);
        bench.assertEnds(bench.send(memory), DmaStatus.COMPLETE, 0);
        assertArrayEquals(FifoBench.patternBytes(0, 8), Arrays.copyOfRange(sink.written(), 5, 13));
    }

    // ---- bytes the other way round ----

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8, 16})
    void shouldReverseTheBytesOfEachWord(int width) {
        BusWidth word = BusWidth.ofBytes(width);
        bench.unwire(source);
        HandPort from = bench.wire(new HandPort(Direction.DEV_TO_MEM, word));
        bench.channel.configure(FifoSlaveConfig.of(FifoBench.words(word, 3)).withByteSwap(true));
        Mapping memory = bench.memory(4 * width);
        from.arrive(4 * width);
        bench.assertEnds(bench.receive(memory), DmaStatus.COMPLETE, 0);
        byte[] swapped = new byte[4 * width];
        for (int i = 0; i < swapped.length; i++) {
            swapped[i] = (byte) (i / width * width + width - 1 - i % width);
        }
        assertArrayEquals(swapped, FifoBench.bytes(memory));

        bench.unwire(from);
        HandPort to = bench.wire(new HandPort(Direction.MEM_TO_DEV, word));
        to.makeRoom(4 * width);
        bench.assertEnds(bench.send(memory), DmaStatus.COMPLETE, 0);
        assertArrayEquals(FifoBench.patternBytes(0, 4 * width), to.written());
        assertArrayEquals(swapped, FifoBench.bytes(memory), "the client's memory is as it was");
    }

    @Test
    void shouldReverseAndPack() {
        bench.channel.configure(FifoSlaveConfig.of(FifoBench.words(BusWidth.BYTES_2, 8)).withByteSwap(true).withPacking(BusWidth.BYTES_8));
        Mapping memory = bench.memory(12);
        source.arrive(10);
        long cookie = bench.receive(memory);
        assertInside(cookie, 4, 2);
        assertArrayEquals(new byte[] {1, 0, 3, 2, 5, 4, 7, 6, 0, 0, 0, 0}, FifoBench.bytes(memory));
    }

    @Test
    void shouldFailWhereThePortsWidthDoesNotFillThePacking() {
        bench.unwire(source);
        bench.wire(new HandPort(Direction.DEV_TO_MEM, BusWidth.BYTES_8));
        pack(BusWidth.UNDEFINED, BusWidth.BYTES_4, 1);
        bench.assertFails(bench.receive(bench.memory(16)), TransferOutcome.READ_FAILED, 16,
                "moves words of 8 bytes, which do not fill the configured packing of 4 bytes");
    }
}

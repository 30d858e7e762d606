package org.dmaengine.core.channel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.Direction;
import org.dmaengine.SlaveConfig;
import org.dmaengine.TransferFlag;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.stubs.Bench;
import org.dmaengine.core.stubs.Callbacks;
import org.dmaengine.core.stubs.DriverCall;
import org.dmaengine.core.stubs.FickleList;
import org.dmaengine.mapping.DmaVec;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.mapping.ScatterList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Lists and vectors on either side, and how they are cut into runs (PREP-11 to PREP-19, PREP-29, PREP-36).
class ListTransferTest {
    @AutoClose
    private final Bench bench = Bench.of(ChannelCapabilities.of(Capability.MEMCPY_SG, Capability.MEMSET, Capability.MEMSET_SG,
            Capability.SLAVE).directions(Direction.MEM_TO_DEV, Direction.DEV_TO_MEM).maxSegmentLength(16));
    private final VirtualChannel channel = bench.channel;
    private final Callbacks callbacks = new Callbacks();

    /// A list of heap segments of these lengths over one array.
    private static ScatterList list(byte[] bytes, int... lengths) {
        List<MemorySegment> segments = new ArrayList<>();
        int at = 0;
        for (int length : lengths) {
            segments.add(MemorySegment.ofArray(bytes).asSlice(at, length));
            at += length;
        }
        return new ScatterList(segments);
    }

    private Mapping map(ScatterList list) {
        return channel.mapper().map(list, MapDirection.BIDIRECTIONAL);
    }

    /// Moves everything in steps of the size given, so that cuts fall everywhere.
    private void moveInStepsOf(int bytes) {
        channel.issuePending();
        for (int i = 0; i < 300; i++) {
            bench.move(bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 7, 1000})
    @DisplayName("PREP-36 a copy from list to list ends with the shorter of the two")
    @Clause("PREP-36")
    void shouldCopyFromListToList(int step) {
        byte[] from = Bench.patternBytes(1, 60);
        byte[] to = new byte[50];
        long cookie = channel.prepareMemcpySg(map(list(to, 5, 30, 15)), map(list(from, 20, 1, 9, 30))).submit();
        assertEquals(50, channel.status(cookie).residue());
        moveInStepsOf(step);
        assertTrue(channel.status(cookie).isOk());
        assertArrayEquals(Bench.patternBytes(1, 50), to);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    @DisplayName("PREP-36 whatever the two lists look like")
    @Clause("PREP-36")
    void shouldCopyBetweenAnyTwoLists(int seed) {
        Random random = new Random(seed);
        int[] fromLengths = random.ints(12, 1, 9).toArray();
        int[] toLengths = random.ints(12, 1, 9).toArray();
        byte[] from = new byte[200];
        random.nextBytes(from);
        byte[] to = new byte[200];
        Mapping source = map(list(from, fromLengths));
        Mapping target = map(list(to, toLengths));
        int length = (int) Math.min(source.length(), target.length());
        channel.prepareMemcpySg(target, source).submit();
        moveInStepsOf(1 + random.nextInt(20));
        byte[] expected = new byte[200];
        System.arraycopy(from, 0, expected, 0, length);
        assertArrayEquals(expected, to, "seed " + seed);
    }

    @Test
    @DisplayName("PREP-28, PREP-29 fills of one run and of a list")
    @Clause({"PREP-28", "PREP-29", "CAP-05", "CAP-06"})
    void shouldFillARunAndAList() {
        byte[] to = new byte[40];
        channel.prepareMemset(map(ScatterList.of(MemorySegment.ofArray(to))), 3, (byte) -2, 7).submit();
        channel.prepareMemsetSg(map(list(to, 1)), (byte) 9).submit();
        ScatterList back = new ScatterList(List.of(MemorySegment.ofArray(to).asSlice(30, 4), MemorySegment.ofArray(to).asSlice(20, 2)));
        channel.prepareMemsetSg(map(back), (byte) 5).submit();
        moveInStepsOf(3);
        byte[] expected = new byte[40];
        Arrays.fill(expected, 3, 10, (byte) -2);
        expected[0] = 9;
        Arrays.fill(expected, 30, 34, (byte) 5);
        Arrays.fill(expected, 20, 22, (byte) 5);
        assertArrayEquals(expected, to);
    }

    @Test
    @DisplayName("PREP-11, PREP-17 all segments of a list complete as a unit: one callback after the last")
    @Clause({"PREP-11", "PREP-12", "PREP-17", "CAP-10"})
    void shouldWriteAListToTheDeviceAsAUnit() {
        channel.configure(SlaveConfig.builder().build());
        channel.prepareSlaveSg(map(list(Bench.patternBytes(0, 30), 10, 10, 10)), Direction.MEM_TO_DEV, TransferFlag.INTERRUPT)
                .onComplete(callbacks.record()).submit();
        bench.issueAndMove(29);
        assertEquals(0, bench.completers.waiting());
        bench.move(1);
        bench.deliver();
        assertEquals(30, callbacks.only().transferred());
        assertArrayEquals(Bench.patternBytes(0, 30), bench.driver.written());
    }

    @Test
    @DisplayName("PREP-11 from the device into a list, in order")
    @Clause({"PREP-11", "PREP-12"})
    void shouldReadAListFromTheDevice() {
        channel.configure(SlaveConfig.builder().build());
        byte[] to = new byte[30];
        channel.prepareSlaveSg(map(list(to, 4, 6, 20)), Direction.DEV_TO_MEM).submit();
        moveInStepsOf(7);
        assertArrayEquals(Bench.patternBytes(0, 30), to);
    }

    @Test
    @DisplayName("PREP-19, PREP-07 a vector is pieces of mappings, in any order; it is copied when prepared")
    @Clause({"PREP-07", "PREP-19", "CLC-02"})
    void shouldWriteAVectorInItsOrder() {
        channel.configure(SlaveConfig.builder().build());
        Mapping a = bench.pattern(20);
        Mapping b = bench.pattern(40);
        List<DmaVec> vector = new ArrayList<>(List.of(new DmaVec(b, 30, 5), new DmaVec(a, 2, 3), new DmaVec(b, 0, 1)));
        long cookie = channel.preparePeripheralVec(vector, Direction.MEM_TO_DEV).submit();
        vector.clear();
        assertEquals(9, channel.status(cookie).residue());
        moveInStepsOf(2);
        assertArrayEquals(new byte[] {30, 31, 32, 33, 34, 2, 3, 4, 0}, bench.driver.written());
    }

    @Test
    @Clause("PREP-07")
    @DisplayName("PREP-07 a vector that is changed while it is being prepared: what is checked is what is moved")
    void shouldMoveWhatItHasChecked() {
        channel.configure(SlaveConfig.builder().build());
        Mapping a = bench.pattern(20);
        Mapping unreadable = channel.mapper().map(MemorySegment.ofArray(new byte[40]), MapDirection.FROM_DEVICE);
        channel.preparePeripheralVec(new FickleList<>(List.of(new DmaVec(a, 3, 2)), List.of(new DmaVec(unreadable, 0, 40))),
                Direction.MEM_TO_DEV).submit();
        moveInStepsOf(100);
        assertArrayEquals(new byte[] {3, 4}, bench.driver.written());
    }

    @Test
    @DisplayName("PREP-18 a single buffer is a list of one")
    @Clause("PREP-18")
    void shouldWriteASingleBuffer() {
        channel.configure(SlaveConfig.builder().build());
        channel.prepareSlaveSingle(bench.pattern(20), 5, 10, Direction.MEM_TO_DEV).submit();
        moveInStepsOf(3);
        assertArrayEquals(Bench.patternBytes(5, 10), bench.driver.written());
    }

    @Test
    @DisplayName("PREP-16 runs longer than the driver takes are cut; the client sees one transfer")
    @Clause("PREP-16")
    void shouldCutRunsThatAreLongerThanTheDriverTakes() {
        channel.configure(SlaveConfig.builder().build());
        List<String> runs = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            bench.driver.plan(DriverCall.STEP, (transfer, limit) -> {
                runs.add(transfer.sourceOffset() + "+" + transfer.run() + " of " + limit);
                return bench.driver.move(transfer, limit);
            });
        }
        long cookie = channel.prepareSlaveSingle(bench.pattern(64), 0, 50, Direction.MEM_TO_DEV).submit();
        bench.issueAndMove(0);
        bench.run();
        assertEquals(List.of("0+16 of 50", "16+16 of 34", "32+16 of 18", "48+2 of 2"), runs);
        assertTrue(channel.status(cookie).isOk());
    }

    @Test
    @DisplayName("Transfer.step may answer more than one run: a driver that looks ahead keeps its own place")
    void shouldCountAcrossRuns() {
        channel.configure(SlaveConfig.builder().build());
        List<Long> left = new ArrayList<>();
        bench.driver.plan(DriverCall.STEP, (transfer, limit) -> 25);
        bench.driver.plan(DriverCall.STEP, (transfer, limit) -> {
            left.add(transfer.moved());
            left.add(transfer.sourceOffset());
            left.add(transfer.run());
            return 5;
        });
        channel.prepareSlaveSg(map(list(Bench.patternBytes(0, 30), 10, 10, 10)), Direction.MEM_TO_DEV).submit();
        bench.issueAndMove(0);
        assertEquals(List.of(25L, 5L, 5L), left);
        assertTrue(channel.hasEnded(1));
    }
}

package org.dmaengine.core.mapping;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.client.MappingClient;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.channel.VirtualChannel;
import org.dmaengine.core.stubs.Bench;
import org.dmaengine.core.stubs.Client;
import org.dmaengine.core.stubs.DriverCall;
import org.dmaengine.mapping.DmaMapper;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.mapping.ScatterList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Lending memory to a DMA device and taking it back (contract 2.8, D8).
class MappingTest {
    /// More than this is not moved on the issuing thread.
    private static final int INLINE = 4096;

    @AutoClose
    private final Bench bench = Bench.of(ChannelCapabilities.of(Capability.MEMCPY, Capability.MEMCPY_SG));
    private final VirtualChannel channel = bench.channel;
    private final DmaMapper mapper = channel.mapper();

    private static MemorySegment heap(int bytes) {
        return MemorySegment.ofArray(new byte[bytes]);
    }

    private static String refusal(Runnable call) {
        return assertThrows(IllegalArgumentException.class, call::run).getMessage();
    }

    // ---- what is mapped ----

    @ParameterizedTest
    @EnumSource(MapDirection.class)
    @DisplayName("MAP-03 heap, shared, automatic and global memory, in every direction")
    void shouldMapEveryKindOfMemory(MapDirection direction) {
        try (Arena shared = Arena.ofShared()) {
            for (MemorySegment memory : List.of(heap(8), shared.allocate(8), Arena.ofAuto().allocate(8), Arena.global().allocate(8))) {
                Mapping mapping = mapper.map(memory, direction);
                assertEquals(8, mapping.length());
                assertEquals(1, mapping.entries());
                assertEquals(direction, mapping.direction());
                mapping.close();
            }
        }
        assertEquals(0, bench.device.liveMappings());
    }

    @Test
    @DisplayName("MAP-04 a list is one mapping with as many entries")
    @Clause("MAP-04")
    void shouldMapAList() {
        Mapping list = mapper.map(ScatterList.of(heap(3), heap(5)), MapDirection.TO_DEVICE);
        list.syncForCpu();
        assertEquals(2, list.entries());
        assertEquals(8, list.length());
        assertEquals(5, list.segment(1).byteSize());
        assertThrows(IllegalStateException.class, list::segment);
    }

    @Test
    @DisplayName("MAP-07 memory of the engine's own: zeroed, native, both ways, no sync needed")
    @Clause("MAP-07")
    void shouldAllocateMemoryThatBothMayTouch() {
        Mapping memory = mapper.allocate(100);
        assertArrayEquals(new byte[100], Bench.bytes(memory));
        assertTrue(memory.segment().isNative());
        assertEquals(MapDirection.BIDIRECTIONAL, memory.direction());
        assertEquals(List.of(), bench.reports);
        MemorySegment segment = memory.segment();
        memory.close();
        assertThrows(IllegalStateException.class, () -> segment.get(ValueLayout.JAVA_BYTE, 0), "it is freed");
        for (long bytes : new long[] {0, -1}) {
            assertTrue(refusal(() -> mapper.allocate(bytes)).contains("" + bytes));
        }
    }

    // ---- what is refused ----

    @Test
    @DisplayName("D8 memory that is confined to a thread, unless bounced")
    void shouldRefuseConfinedMemory() {
        try (Arena confined = Arena.ofConfined()) {
            MemorySegment memory = confined.allocate(8);
            String message = refusal(() -> mapper.map(memory, MapDirection.TO_DEVICE));
            assertTrue(message.contains("confined") && message.contains("mapBounced"), message);
            assertTrue(refusal(() -> mapper.map(ScatterList.of(heap(8), memory), MapDirection.TO_DEVICE)).contains("segment 1"));
            Client<Mapping> elsewhere = Client.calls("other thread", () -> mapper.mapBounced(memory, MapDirection.TO_DEVICE));
            assertTrue(refusal(elsewhere::answer).contains("another thread"));
            assertDoesNotThrow(() -> mapper.mapBounced(memory, MapDirection.TO_DEVICE));
        }
    }

    @Test
    @DisplayName("D8 memory that is closed, empty, or read-only where the device is to write")
    void shouldRefuseWhatCannotBeMapped() {
        Arena arena = Arena.ofShared();
        MemorySegment closed = arena.allocate(8);
        arena.close();
        for (boolean bounced : new boolean[] {false, true}) {
            for (MapDirection direction : MapDirection.values()) {
                assertTrue(refusal(() -> map(closed, direction, bounced)).contains("closed already"));
                assertTrue(refusal(() -> map(heap(0), direction, bounced)).contains("no bytes"));
                MemorySegment readOnly = heap(8).asReadOnly();
                if (direction.isWritable()) {
                    String message = refusal(() -> map(readOnly, direction, bounced));
                    assertTrue(message.contains("read-only") && message.contains(direction.name()), message);
                } else {
                    map(readOnly, direction, bounced).close();
                }
            }
        }
        assertEquals(0, bench.device.liveMappings());
    }

    private Mapping map(MemorySegment segment, MapDirection direction, boolean bounced) {
        return bounced ? mapper.mapBounced(segment, direction) : mapper.map(segment, direction);
    }

    @Test
    @DisplayName("D8 the device's view has the mapped bounds, and of memory it only reads it is read-only")
    void shouldShowTheDeviceNoMoreThanIsMapped() {
        MemorySegment memory = heap(64);
        Mapping from = mapper.map(memory.asSlice(8, 16), MapDirection.TO_DEVICE);
        Mapping to = mapper.map(memory.asSlice(32, 16), MapDirection.FROM_DEVICE);
        List<String> seen = new ArrayList<>();
        bench.driver.plan(DriverCall.START, (transfer, limit) -> {
            seen.add(transfer.source().byteSize() + " " + transfer.source().isReadOnly());
            seen.add(transfer.destination().byteSize() + " " + transfer.destination().isReadOnly());
            return 0;
        });
        channel.prepareMemcpy(to, 0, from, 0, 16).submit();
        bench.issueAndMove(16);
        assertEquals(List.of("16 true", "16 false"), seen);
    }

    // ---- whose turn it is ----

    @Test
    @DisplayName("MAP-05 with debugging on use out of turn is reported, with the place where the memory was mapped")
    @Clause("MAP-05")
    void shouldReportUseOutOfTurn() {
        Mapping memory = MappingClient.maps(mapper, heap(64), MapDirection.BIDIRECTIONAL);
        memory.segment();
        assertEquals(1, bench.reports.size());
        assertTrue(bench.reports.getFirst().contains("belongs to the device") && bench.reports.getFirst().contains("syncForCpu")
                && bench.reports.getFirst().contains("MappingClient.maps"), bench.reports.getFirst());
        memory.syncForCpu();
        memory.segment();
        assertEquals(1, bench.reports.size(), "in turn");
        channel.prepareMemcpy(memory, 0, memory, 32, 8);
        assertEquals(3, bench.reports.size(), "once as destination, once as source");
        assertTrue(bench.reports.getLast().contains("belongs to the client") && bench.reports.getLast().contains("syncForDevice"),
                bench.reports.getLast());
        memory.syncForDevice();
        channel.enqueueMemcpy(memory, 0, memory, 32, 8, 0);
        assertEquals(3, bench.reports.size());
    }

    @Test
    @DisplayName("D8 mapping the same bytes again while one of the two is written is reported, reading twice is not")
    void shouldReportMemoryThatIsMappedTwice() {
        MemorySegment memory = heap(64);
        Mapping first = mapper.map(memory.asSlice(0, 32), MapDirection.TO_DEVICE);
        mapper.map(memory, MapDirection.TO_DEVICE);
        mapper.map(memory.asSlice(32), MapDirection.TO_DEVICE);
        assertEquals(List.of(), bench.reports);
        Mapping written = mapper.map(memory.asSlice(30, 1), MapDirection.FROM_DEVICE);
        assertEquals(2, bench.reports.size(), bench.reports.toString());
        assertTrue(bench.reports.getFirst().contains("still mapped"), bench.reports.getFirst());
        first.close();
        written.close();
        assertEquals(2, bench.reports.size());
    }

    @Test
    @DisplayName("MAP-05 with debugging off nothing is tracked")
    void shouldReportNothingWithoutDebugging() {
        List<String> reports = new ArrayList<>();
        DmaMapper quiet = new LeaseMapper(new DmaDevice("quiet", false, false, reports::add));
        MemorySegment memory = heap(8);
        quiet.map(memory, MapDirection.FROM_DEVICE).segment();
        quiet.map(memory, MapDirection.FROM_DEVICE).segment();
        assertEquals(List.of(), reports);
    }

    // ---- bouncing ----

    @Test
    @DisplayName("D8 heap memory is bounced for a controller that needs native memory: in at map, out at sync and close")
    @Clause("MAP-05")
    void shouldBounceHeapMemoryForAControllerThatNeedsNative() {
        try (Bench nativeOnly = Bench.of(ChannelCapabilities.of(Capability.MEMCPY).nativeMemory(true))) {
            MemorySegment source = MemorySegment.ofArray(Bench.patternBytes(0, 16));
            MemorySegment target = MemorySegment.ofArray(Bench.patternBytes(100, 16));
            Mapping from = nativeOnly.channel.mapper().map(source, MapDirection.TO_DEVICE);
            Mapping to = nativeOnly.channel.mapper().map(target, MapDirection.FROM_DEVICE);
            List<Boolean> isNative = new ArrayList<>();
            nativeOnly.driver.plan(DriverCall.START, (transfer, limit) -> {
                isNative.add(transfer.source().isNative() && transfer.destination().isNative());
                return 0;
            });
            source.fill((byte) 7); // too late: the engine's copy was made when it was mapped
            nativeOnly.channel.prepareMemcpy(to, 0, from, 0, 8).submit();
            nativeOnly.issueAndMove(8);
            assertEquals(List.of(true), isNative);
            assertArrayEquals(Bench.patternBytes(100, 16), target.toArray(ValueLayout.JAVA_BYTE), "not to be seen yet");
            to.syncForCpu();
            byte[] expected = Bench.patternBytes(100, 16);
            System.arraycopy(Bench.patternBytes(0, 8), 0, expected, 0, 8);
            assertArrayEquals(expected, target.toArray(ValueLayout.JAVA_BYTE), "what was not written is as it was");
            from.syncForDevice();
            to.syncForDevice();
            nativeOnly.channel.prepareMemcpy(to, 8, from, 0, 8).submit();
            nativeOnly.issueAndMove(8);
            to.close();
            assertEquals(7, target.get(ValueLayout.JAVA_BYTE, 15));
            assertEquals(0, target.get(ValueLayout.JAVA_BYTE, 0));
        }
    }

    @Test
    @DisplayName("D8 confined memory is bounced for its owner; closing on another thread is refused, and changes nothing")
    void shouldBounceConfinedMemoryForItsOwner() {
        try (Arena confined = Arena.ofConfined()) {
            MemorySegment target = confined.allocate(8);
            Mapping to = mapper.mapBounced(target, MapDirection.FROM_DEVICE);
            channel.prepareMemcpy(to, 0, bench.pattern(8), 0, 8).submit();
            bench.issueAndMove(8);
            Client<Void> elsewhere = Client.does("other thread", to::close);
            String message = assertThrows(IllegalStateException.class, elsewhere::answer).getMessage();
            assertTrue(message.contains("close it there"), message);
            assertTrue(to.isOpen());
            to.close();
            assertArrayEquals(Bench.patternBytes(0, 8), target.toArray(ValueLayout.JAVA_BYTE));
        }
    }

    @Test
    @DisplayName("D8 a deferred close of bounced confined memory costs its bytes, with a report, and nobody's thread")
    void shouldSurviveADeferredCloseOfConfinedMemory() {
        try (Arena confined = Arena.ofConfined()) {
            Mapping to = mapper.mapBounced(confined.allocate(8), MapDirection.FROM_DEVICE);
            channel.prepareMemcpy(to, 0, bench.pattern(8), 0, 8).submit();
            bench.issueAndMove(3);
            channel.terminateAsync();
            to.close();
            Client.does("runner", bench::run).answer();
            assertEquals(1, bench.reports.size(), bench.reports.toString());
            assertTrue(bench.reports.getFirst().contains("could not be copied back"), bench.reports.getFirst());
            assertEquals(1, bench.device.liveMappings());
        }
    }

    // ---- closing ----

    @Test
    @DisplayName("D8, MAP-08 closing in flight is refused, naming channel and cookies; nothing has changed")
    @Clause({"MAP-12", "PREP-08", "MAP-03"})
    void shouldRefuseToCloseInFlight() {
        Mapping from = bench.pattern(8);
        Mapping to = bench.zeroes(8);
        for (int i = 0; i < 10; i++) {
            channel.prepareMemcpy(to, 0, from, 0, 8).submit();
        }
        bench.issueAndMove(12);
        String message = assertThrows(IllegalStateException.class, to::close).getMessage();
        assertTrue(message.contains("dma0chan0 cookies 2, 3, 4, 5, 6, 7, 8, 9 and 1 more"), message);
        assertTrue(to.isOpen());
        bench.move(100);
        assertArrayEquals(Bench.patternBytes(0, 8), Bench.bytes(to));
        to.close();
        assertDoesNotThrow(to::close);
        assertFalse(to.isOpen());
    }

    @Test
    @DisplayName("D8 every mapping of a list transfer counts as used; one that is only prepared does not")
    @Clause({"MAP-12", "PREP-08"})
    void shouldKnowEveryMappingOfATransfer() {
        Mapping from = mapper.map(ScatterList.of(heap(8), heap(8)), MapDirection.TO_DEVICE);
        Mapping to = mapper.map(ScatterList.of(heap(4), heap(12)), MapDirection.FROM_DEVICE);
        Mapping idle = bench.zeroes(8);
        channel.prepareMemcpy(idle, 0, bench.pattern(8), 0, 8);
        channel.prepareMemcpySg(to, from).submit();
        assertThrows(IllegalStateException.class, to::close);
        assertThrows(IllegalStateException.class, from::close);
        assertDoesNotThrow(idle::close);
    }

    @Test
    @DisplayName("D8 after terminateAsync the close is deferred until the driver has stopped")
    @Clause({"MAP-08", "PREP-08"})
    void shouldDeferTheCloseUntilTheDriverHasStopped() {
        Mapping from = bench.pattern(8);
        Mapping to = bench.zeroes(8);
        MemorySegment memory = to.segment();
        channel.prepareMemcpy(to, 0, from, 0, 8).submit();
        bench.issueAndMove(3);
        channel.terminateAsync();
        to.close();
        assertFalse(to.isOpen());
        assertThrows(IllegalStateException.class, to::syncForCpu);
        assertEquals(2, memory.get(ValueLayout.JAVA_BYTE, 2), "not freed yet: the driver may still write");
        bench.run();
        assertThrows(IllegalStateException.class, () -> memory.get(ValueLayout.JAVA_BYTE, 2));
        assertEquals(1, bench.device.liveMappings());
    }

    @Test
    @DisplayName("MAP-01 a mapping serves every channel of its device: a close asks them all, a lease's end takes it from all")
    @Clause({"MAP-01", "MAP-08"})
    void shouldServeEveryChannelOfTheDevice() {
        VirtualChannel second = bench.lease();
        Mapping from = bench.pattern(8);
        Mapping to = bench.zeroes(8);
        long cookie = second.prepareMemcpy(to, 0, from, 0, 8).submit();
        assertThrows(IllegalStateException.class, to::close);
        channel.close(); // the lease that it was made through
        assertFalse(to.isOpen());
        assertEquals(2, bench.device.liveMappings(), "the other channel still uses them");
        second.issuePending();
        bench.move(8);
        assertTrue(second.status(cookie).isOk());
        assertThrows(IllegalStateException.class, () -> second.prepareMemcpy(to, 0, from, 0, 8));
        second.close();
        assertEquals(0, bench.device.liveMappings());
    }

    @Test
    @DisplayName("D8 a mapping that has just been waited for can be closed for good at once")
    void shouldCloseForGoodAfterAWait() throws InterruptedException {
        try (Bench busy = Bench.assistable(ChannelCapabilities.of(Capability.MEMCPY))) {
            busy.driver.allow(Long.MAX_VALUE / 2);
            busy.engine.start();
            Mapping from = busy.pattern(INLINE + 1);
            for (int i = 0; i < 20_000; i++) {
                Mapping to = busy.zeroes(INLINE + 1);
                long cookie = busy.channel.enqueueMemcpy(to, 0, from, 0, INLINE + 1, 0);
                busy.channel.issuePending();
                while (!busy.channel.hasEnded(cookie)) {
                    Thread.onSpinWait();
                }
                to.close();
                assertEquals(1, busy.device.liveMappings(), "after " + i);
            }
            assertNotEquals(0, busy.totals.bytes());
            busy.engine.stop(System.nanoTime() + 1_000_000_000L);
        }
    }
}

package org.dmaengine.core.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.dmaengine.DmaException;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.stubs.MeteredArena;
import org.dmaengine.mapping.DmaMapper;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.mapping.ScatterList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Native memory that cannot be had, or is not wanted after all: nothing stays behind.
class NativeMemoryTest {
    private final List<String> reports = new ArrayList<>();
    private final DmaDevice device = new DmaDevice("dma0", true, true, reports::add);
    private MeteredArena last;

    /// A mapper whose arenas have memory for so many allocations each.
    private LeaseMapper mapper(int allocations) {
        return new LeaseMapper(device, () -> last = new MeteredArena(allocations));
    }

    private static MemorySegment heap(int bytes) {
        return MemorySegment.ofArray(new byte[bytes]);
    }

    private void assertNothingLeft() {
        assertTrue(last.isClosed(), "the arena is closed");
        assertEquals(0, device.liveMappings());
    }

    @ParameterizedTest
    @ValueSource(longs = {1L << 50, 1L << 62, Long.MAX_VALUE})
    @Clause("MAP-04")
    void shouldRefuseMoreThanTheMachineHas(long bytes) {
        DmaMapper real = new LeaseMapper(device);
        String message = assertThrows(DmaException.Rejected.class, () -> real.allocate(bytes)).getMessage();
        assertTrue(message.startsWith("dma0: native memory of bytes " + bytes + " is refused"), message);
        assertTrue(message.matches(".*what this machine has left, \\d+ bytes.*allocate less.*"), message);
        assertEquals(0, device.liveMappings());
    }

    @Test
    void shouldCloseTheArenaOfAnAllocationThatFails() {
        assertThrows(DmaException.Rejected.class, () -> mapper(0).allocate(8));
        assertNothingLeft();
    }

    @Test
    @Clause("MAP-04")
    void shouldCloseTheArenaOfAListWhoseLastCopyFails() {
        ScatterList list = ScatterList.of(heap(8), heap(8), heap(8));
        String message = assertThrows(DmaException.Rejected.class, () -> mapper(2).map(list, MapDirection.TO_DEVICE)).getMessage();
        assertTrue(message.contains("exhausted"), message);
        assertNothingLeft();
        mapper(3).map(list, MapDirection.TO_DEVICE).close();
        assertNothingLeft();
    }

    @Test
    void shouldCloseTheArenaOfABounceThatFails() {
        assertThrows(DmaException.Rejected.class, () -> mapper(0).mapBounced(heap(8), MapDirection.TO_DEVICE));
        assertNothingLeft();
    }

    @Test
    void shouldCloseTheArenaIfTheClientsMemoryGoesMeanwhile() {
        Arena client = Arena.ofShared();
        MemorySegment memory = client.allocate(8);
        LeaseMapper mapper = new LeaseMapper(device, () -> {
            client.close();
            return last = new MeteredArena(1);
        });
        assertThrows(IllegalStateException.class, () -> mapper.mapBounced(memory, MapDirection.TO_DEVICE));
        assertNothingLeft();
    }

    @Test
    void shouldCloseTheArenaIfTheLeaseHasEnded() {
        LeaseMapper ended = mapper(1);
        ended.endLease();
        assertThrows(IllegalStateException.class, () -> ended.allocate(8));
        assertNothingLeft();
    }

    @Test
    void shouldCloseTheArenaIfTheMappingCannotBeRegistered() {
        MemorySegment memory = heap(8);
        DmaDevice failing = new DmaDevice("dma0", true, true, text -> {
            throw new OutOfMemoryError("no heap for a report");
        });
        LeaseMapper mapper = new LeaseMapper(failing, () -> last = new MeteredArena(1));
        mapper.map(memory, MapDirection.FROM_DEVICE);
        assertThrows(OutOfMemoryError.class, () -> mapper.map(memory, MapDirection.FROM_DEVICE), "its overlap is reported");
        assertTrue(last.isClosed());
        assertEquals(1, failing.liveMappings());
    }

    @Test
    void shouldKeepTheArenaOfAMappingThatWorks() {
        Mapping mapping = mapper(1).allocate(8);
        assertFalse(last.isClosed());
        assertEquals(0, mapping.segment().get(ValueLayout.JAVA_BYTE, 7));
        mapping.close();
        assertNothingLeft();
    }
}

package org.dmaengine.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.dmaengine.contract.Clause;
import org.dmaengine.mapping.stubs.StubMapping;
import org.junit.jupiter.api.Test;

/// Scatter lists and pieces of vectors as values.
class ListsTest {
    private static MemorySegment heap(int bytes) {
        return MemorySegment.ofArray(new byte[bytes]);
    }

    @Test
    @Clause("PREP-07")
    void shouldCopyTheSegmentsOfAList() {
        List<MemorySegment> segments = new ArrayList<>(List.of(heap(3), heap(5)));
        ScatterList list = new ScatterList(segments);
        segments.clear();
        assertEquals(2, list.segments().size());
        assertEquals(8, list.length());
    }

    @Test
    @Clause("PREP-15")
    void shouldRefuseEmptyListsAndEmptyPieces() {
        assertThrows(IllegalArgumentException.class, ScatterList::of);
        String message = assertThrows(IllegalArgumentException.class, () -> ScatterList.of(heap(1), heap(0))).getMessage();
        assertTrue(message.contains("segment 1"), message);
        assertThrows(IllegalArgumentException.class, () -> new DmaVec(new StubMapping(8), 0, 0));
    }

    @Test
    @Clause("PREP-19")
    void shouldRefusePiecesOutsideTheirMapping() {
        Mapping mapping = new StubMapping(8);
        for (long[] range : new long[][] {{-1, 1}, {0, 9}, {8, 1}, {Long.MAX_VALUE, 1}, {1, Long.MAX_VALUE}}) {
            assertThrows(IndexOutOfBoundsException.class, () -> new DmaVec(mapping, range[0], range[1]));
        }
        assertEquals(3, new DmaVec(mapping, 5, 3).length());
    }
}

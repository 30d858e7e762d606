package org.dmaengine.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.dmaengine.Direction;
import org.dmaengine.contract.Clause;
import org.dmaengine.mapping.stubs.StubMapping;
import org.junit.jupiter.api.Test;

/// Templates as values: which gap counts where, how many bytes they move, what nobody could do.
class InterleavedTemplateTest {
    private static final Mapping FROM = new StubMapping(1024);
    private static final Mapping TO = new StubMapping(1024);

    private static InterleavedTemplate.Builder example() {
        return InterleavedTemplate.memoryToMemory(TO, 7, FROM, 5).frames(3, new DataChunk(16, 4), new DataChunk(8, 36));
    }

    private static String refused(Runnable making) {
        return assertThrows(IllegalArgumentException.class, making::run).getMessage();
    }

    @Test
    @Clause("IL-01")
    void shouldCarryEveryFieldOfTheKernelsTemplate() {
        InterleavedTemplate template = example().increment(true, false).gaps(false, true).build();
        assertEquals(new InterleavedTemplate(Direction.MEM_TO_MEM, TO, 7, FROM, 5, true, false, false, true, 3,
                List.of(new DataChunk(16, 4, 0, 0), new DataChunk(8, 36, 0, 0))), template);
    }

    @Test
    @Clause({"IL-03", "IL-04"})
    void shouldAdvanceAndSkipOnEveryMemorySideUnlessSaidOtherwise() {
        InterleavedTemplate both = example().build();
        assertTrue(both.srcInc() && both.dstInc() && both.srcSgl() && both.dstSgl());
        InterleavedTemplate out = InterleavedTemplate.toDevice(FROM, 1).frames(1, new DataChunk(8, 8)).build();
        assertTrue(out.srcInc() && out.srcSgl());
        assertFalse(out.dstInc() || out.dstSgl());
        assertNull(out.destination());
        InterleavedTemplate in = InterleavedTemplate.fromDevice(TO, 1).frames(1, new DataChunk(8, 8)).build();
        assertTrue(in.dstInc() && in.dstSgl());
        assertFalse(in.srcInc() || in.srcSgl());
        assertNull(in.source());
    }

    @Test
    @Clause("IL-02")
    void shouldCountFramesTimesChunks() {
        assertEquals(72, example().build().length());
        assertThrows(ArithmeticException.class, () -> example().frames(Long.MAX_VALUE, new DataChunk(2, 0)).build().length());
    }

    @Test
    @Clause("IL-03")
    void shouldHaveNoGapsOnASideThatStays() {
        InterleavedTemplate template = example().increment(false, false).frames(1, new DataChunk(1, 2, 3, 4)).build();
        assertEquals(0, template.srcGap(0));
        assertEquals(0, template.dstGap(0));
    }

    @Test
    @Clause("IL-04")
    void shouldApplyTheCommonGapWhereTheSideIsMarked() {
        InterleavedTemplate template = example().gaps(true, false).build();
        assertEquals(4, template.dstGap(0));
        assertEquals(36, template.dstGap(1));
        assertEquals(0, template.srcGap(0));
        assertEquals(0, template.srcGap(1));
    }

    @Test
    @Clause("IL-05")
    void shouldPreferTheGapOfTheSideUnlessItIsZero() {
        InterleavedTemplate marked = example().frames(1, new DataChunk(8, 2, 3, 4), new DataChunk(8, 2, 0, 0)).build();
        assertEquals(3, marked.dstGap(0));
        assertEquals(4, marked.srcGap(0));
        assertEquals(2, marked.dstGap(1), "0 does not override");
        assertEquals(2, marked.srcGap(1), "0 does not override");
        InterleavedTemplate unmarked = example().gaps(false, false).frames(1, new DataChunk(8, 2, 3, 4)).build();
        assertEquals(3, unmarked.dstGap(0), "also on a side that is not marked");
        assertEquals(4, unmarked.srcGap(0), "also on a side that is not marked");
    }

    @Test
    @Clause("IL-09")
    void shouldRefuseToGoBackwards() {
        assertTrue(refused(() -> new DataChunk(8, -1)).contains("interChunkGap -1"));
        assertTrue(refused(() -> new DataChunk(8, 0, -2, 0)).contains("dstGap -2"));
        assertTrue(refused(() -> new DataChunk(8, 0, 0, -3)).contains("srcGap -3"));
        assertTrue(refused(() -> InterleavedTemplate.toDevice(FROM, -1).frames(1, new DataChunk(8, 0)).build()).contains("srcStart -1"));
        assertTrue(refused(() -> InterleavedTemplate.fromDevice(TO, -1).frames(1, new DataChunk(8, 0)).build()).contains("dstStart -1"));
    }

    @Test
    @Clause({"IL-11", "PREP-26"})
    void shouldRefuseWhatMovesNothing() {
        assertTrue(refused(() -> example().frames(0, new DataChunk(8, 0)).build()).contains("0 frames"));
        assertTrue(refused(() -> example().frames(1).build()).contains("0 chunks"));
        assertTrue(refused(() -> new DataChunk(0, 1)).contains("chunk size 0"));
    }

    @Test
    @Clause("PREP-25")
    void shouldWantMemoryExactlyWhereTheDirectionHasIt() {
        List<DataChunk> frame = List.of(new DataChunk(8, 0));
        for (Direction direction : Direction.values()) {
            for (Mapping to : new Mapping[] {null, TO}) {
                for (Mapping from : new Mapping[] {null, FROM}) {
                    boolean fits = (to != null) == direction.writesMemory() && (from != null) == direction.readsMemory();
                    Runnable making = () -> new InterleavedTemplate(direction, to, 0, from, 0, true, true, true, true, 1, frame);
                    if (fits) {
                        making.run();
                    } else {
                        assertTrue(refused(making).contains(direction.name()));
                    }
                }
            }
        }
    }

    @Test
    @Clause("PREP-07")
    void shouldCopyItsFrame() {
        List<DataChunk> frame = new ArrayList<>(List.of(new DataChunk(8, 0)));
        InterleavedTemplate template = new InterleavedTemplate(Direction.MEM_TO_MEM, TO, 0, FROM, 0, true, true, true, true, 1, frame);
        frame.add(new DataChunk(100, 0));
        assertEquals(8, template.length());
    }
}

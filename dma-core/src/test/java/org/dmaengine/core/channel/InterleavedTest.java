package org.dmaengine.core.channel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.Direction;
import org.dmaengine.SlaveConfig;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.stubs.Bench;
import org.dmaengine.mapping.DataChunk;
import org.dmaengine.mapping.InterleavedTemplate;
import org.dmaengine.mapping.Mapping;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The arithmetic of templates, byte by byte (contract 4.3). Addresses are those of the contract less 0x1000 at the
/// source and 0x8000 at the destination.
class InterleavedTest {
    private static final int SOURCE = 0xa0;
    private static final int DESTINATION = 0x80;
    /// Where the six runs of the worked example are read.
    private static final int[] READS = {0x00, 0x14, 0x40, 0x54, 0x80, 0x94};
    private static final int[] SIZES = {16, 8, 16, 8, 16, 8};

    @AutoClose
    private final Bench bench = Bench.of(ChannelCapabilities.of(Capability.INTERLEAVE)
            .directions(Direction.MEM_TO_DEV, Direction.DEV_TO_MEM));
    private final VirtualChannel channel = bench.channel;
    private final Mapping from = bench.pattern(SOURCE);
    private final Mapping to = bench.zeroes(DESTINATION);

    private InterleavedTemplate.Builder example(long gapOfFirst, DataChunk second) {
        return InterleavedTemplate.memoryToMemory(to, 0, from, 0).frames(3, new DataChunk(16, gapOfFirst), second);
    }

    /// Runs the template in steps of so many bytes and compares the destination with writes at these places.
    private void assertWrites(InterleavedTemplate template, int step, int... writes) {
        long cookie = channel.prepareInterleaved(template).submit();
        assertEquals(72, channel.status(cookie).residue(), "IL-02: frames times chunks");
        channel.issuePending();
        while (!channel.hasEnded(cookie)) {
            bench.move(step);
        }
        byte[] expected = new byte[DESTINATION];
        byte[] source = Bench.bytes(from);
        for (int i = 0; i < writes.length; i++) {
            System.arraycopy(source, READS[i], expected, writes[i], SIZES[i]);
        }
        assertArrayEquals(expected, Bench.bytes(to));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 8, 16, 1000})
    @DisplayName("IL-12 gaps at the source, a contiguous destination")
    @Clause({"IL-06", "IL-12", "IL-02"})
    void shouldGatherTheWorkedExample(int step) {
        assertWrites(example(4, new DataChunk(8, 36)).gaps(false, true).build(), step, 0x00, 0x10, 0x18, 0x28, 0x30, 0x40);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 8, 16, 1000})
    @DisplayName("IL-13 gaps on both sides, the destination with one of its own")
    @Clause({"IL-06", "IL-13"})
    void shouldUseTheOwnGapOfASide(int step) {
        assertWrites(example(4, new DataChunk(8, 36, 8, 0)).build(), step, 0x00, 0x14, 0x24, 0x38, 0x48, 0x5c);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 8, 16, 1000})
    @DisplayName("IL-14, IL-05 a gap of its own counts even on a side without gaps")
    @Clause({"IL-05", "IL-10", "IL-14"})
    void shouldUseTheOwnGapOfASideWithoutGaps(int step) {
        assertWrites(example(4, new DataChunk(8, 36, 8, 0)).gaps(false, true).build(), step, 0x00, 0x10, 0x20, 0x30, 0x40, 0x50);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 8, 16, 1000})
    @DisplayName("IL-15, IL-03 a side that does not advance: every run at its start")
    @Clause({"IL-03", "IL-15"})
    void shouldStayAtTheStartOfASideThatDoesNotAdvance(int step) {
        assertWrites(example(4, new DataChunk(8, 36)).increment(false, true).build(), step, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00);
    }

    @Test
    @DisplayName("IL-05 a gap of 0 of its own does not override the common one")
    void shouldNotOverrideTheCommonGapWithZero() {
        InterleavedTemplate template = example(4, new DataChunk(8, 36, 0, 0)).build();
        assertEquals(36, template.dstGap(1));
        assertEquals(36, template.srcGap(1));
    }

    @Test
    @DisplayName("IL-07 the gap behind the very last chunk is not touched")
    @Clause("IL-07")
    void shouldFitIfOnlyTheLastGapReachesOut() {
        Mapping exact = bench.pattern(0x9c);
        Mapping target = bench.zeroes(72);
        long cookie = channel.prepareInterleaved(InterleavedTemplate.memoryToMemory(target, 0, exact, 0).gaps(false, true)
                .frames(3, new DataChunk(16, 4), new DataChunk(8, 36)).build()).submit();
        bench.issueAndMove(72);
        assertTrue(channel.status(cookie).isOk());
        assertArrayEquals(Bench.patternBytes(0x94, 8), Arrays.copyOfRange(Bench.bytes(target), 64, 72));
    }

    @Test
    @DisplayName("IL-08 a one-chunk frame is a rectangle: stride = size + gap")
    @Clause({"IL-08", "CAP-12"})
    void shouldCopyARectangle() {
        Mapping picture = bench.pattern(64);
        Mapping copy = bench.zeroes(64);
        // A 3 x 4 rectangle at (2, 1) of an 8 x 8 picture, to (5, 4).
        channel.prepareInterleaved(InterleavedTemplate.memoryToMemory(copy, 4 * 8 + 5, picture, 8 + 2)
                .frames(4, new DataChunk(3, 5)).build()).submit();
        bench.issueAndMove(100);
        byte[] expected = new byte[64];
        for (int line = 0; line < 4; line++) {
            for (int column = 0; column < 3; column++) {
                expected[(4 + line) * 8 + 5 + column] = (byte) ((1 + line) * 8 + 2 + column);
            }
        }
        assertArrayEquals(expected, Bench.bytes(copy));
    }

    @Test
    @DisplayName("PREP-25 between memory and the device")
    @Clause("PREP-25")
    void shouldGatherForTheDeviceAndScatterFromIt() {
        channel.configure(SlaveConfig.builder().build());
        channel.prepareInterleaved(InterleavedTemplate.toDevice(from, 1).frames(3, new DataChunk(2, 6)).build()).submit();
        channel.prepareInterleaved(InterleavedTemplate.fromDevice(to, 1).frames(3, new DataChunk(2, 6)).build()).submit();
        bench.issueAndMove(100);
        assertArrayEquals(new byte[] {1, 2, 9, 10, 17, 18}, bench.driver.written());
        assertArrayEquals(new byte[] {0, 0, 1, 0, 0, 0, 0, 0, 0, 2, 3, 0, 0, 0, 0, 0, 0, 4, 5, 0},
                Arrays.copyOf(Bench.bytes(to), 20));
    }

    @Test
    @DisplayName("PREP-07 the template is copied: gaps and residue of a transfer under way are its own")
    void shouldCountTheResidueInPayloadBytes() {
        long cookie = channel.prepareInterleaved(example(4, new DataChunk(8, 36)).gaps(false, true).build()).submit();
        bench.issueAndMove(17);
        assertEquals(55, channel.status(cookie).residue());
        assertEquals(List.of("start 1", "step 1 +16", "step 1 +1"), bench.driver.calls());
    }
}

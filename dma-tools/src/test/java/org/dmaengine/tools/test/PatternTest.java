package org.dmaengine.tools.test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemorySegment;
import org.dmaengine.contract.Clause;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PatternTest {
    private static final byte[] AREAS = new byte[12];

    @Test
    @Clause({"TST-48", "TST-49"})
    @DisplayName("TST-48, TST-49: source bytes 9F 9E 9D 9C idle, DF DE DD DC to be copied")
    void shouldMarkTheSourceAsTheKernelDoes() {
        MemorySegment buffer = MemorySegment.ofArray(AREAS.clone());
        new Pattern(Operation.COPY).fillSource(buffer, 4, 4);
        assertArrayEquals(bytes(0x9f, 0x9e, 0x9d, 0x9c, 0xdb, 0xda, 0xd9, 0xd8, 0x97, 0x96, 0x95, 0x94), array(buffer));
        new Pattern(Operation.COPY).fillSource(buffer, 0, 4);
        assertArrayEquals(bytes(0xdf, 0xde, 0xdd, 0xdc, 0x9b, 0x9a, 0x99, 0x98, 0x97, 0x96, 0x95, 0x94), array(buffer));
    }

    @Test
    @Clause({"TST-48", "TST-49"})
    @DisplayName("TST-49: target bytes 1F 1E 1D 1C idle, 3F 3E 3D 3C before they are overwritten")
    void shouldMarkTheTargetAsTheKernelDoes() {
        MemorySegment buffer = MemorySegment.ofArray(AREAS.clone());
        new Pattern(Operation.COPY).fillTarget(buffer, 0, 4);
        assertArrayEquals(bytes(0x3f, 0x3e, 0x3d, 0x3c, 0x1b, 0x1a, 0x19, 0x18, 0x17, 0x16, 0x15, 0x14), array(buffer));
    }

    @Test
    @Clause("TST-50")
    @DisplayName("TST-50: in a test of fills every byte has index 1")
    void shouldUseOneIndexForFills() {
        Pattern set = new Pattern(Operation.SET);
        MemorySegment source = MemorySegment.ofArray(AREAS.clone());
        MemorySegment target = MemorySegment.ofArray(AREAS.clone());
        set.fillSource(source, 1, 2);
        set.fillTarget(target, 1, 2);
        assertArrayEquals(bytes(0x9e, 0xde, 0xde, 0x9e), array(source.asSlice(0, 4)));
        assertArrayEquals(bytes(0x1e, 0x3e, 0x3e, 0x1e), array(target.asSlice(0, 4)));
        assertEquals((byte) 0xde, set.at(Pattern.SOURCE | Pattern.COPIED, 1));
    }

    @Test
    @Clause("TST-48")
    @DisplayName("TST-48: the index counts modulo 32")
    void shouldWrapTheIndex() {
        assertEquals((byte) 0x80, new Pattern(Operation.COPY).at(Pattern.SOURCE, 31));
        assertEquals((byte) 0x9f, new Pattern(Operation.COPY).at(Pattern.SOURCE, 32));
    }

    private static byte[] array(MemorySegment segment) {
        return segment.toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}

package org.dmaengine.tools.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.dmaengine.contract.Clause;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Buffers of 256 bytes, of which 100 go from 0x20 in the source to 0x41 in the target; then one byte is broken.
class DataCheckTest {
    private static final int FROM = 0x20;
    private static final int TO = 0x41;
    private static final int LENGTH = 100;

    private final MemorySegment source = MemorySegment.ofArray(new byte[256]);
    private final MemorySegment target = MemorySegment.ofArray(new byte[256]);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Pattern pattern = new Pattern(Operation.COPY);

    @BeforeEach
    void copy() {
        copy(pattern);
    }

    private void copy(Pattern with) {
        with.fillSource(source, FROM, LENGTH);
        with.fillTarget(target, TO, LENGTH);
        MemorySegment.copy(source, FROM, target, TO, LENGTH);
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void shouldFindNothingWrongWithAGoodCopy(Operation operation) {
        copy(new Pattern(operation));
        assertEquals(0, wrongBytes(new Pattern(operation)));
        assertEquals(List.of(), lines());
    }

    @Test
    @Clause({"TST-51", "TST-52"})
    @DisplayName("TST-51, TST-52: a source byte that changed, in each of its three areas")
    void shouldCatchAnOverwrittenSource() {
        source.set(ValueLayout.JAVA_BYTE, 3, (byte) 0);
        source.set(ValueLayout.JAVA_BYTE, 0x21, (byte) 0xdf);
        source.set(ValueLayout.JAVA_BYTE, 0xff, (byte) 0x81);
        assertEquals(3, wrongBytes(pattern));
        assertEquals(List.of("dmatest: t: srcbuf[0x3] overwritten: expected 9c, got 00",
                "dmatest: t: srcbuf[0x21] overwritten: expected de, got df",
                "dmatest: t: srcbuf[0xff] overwritten: expected 80, got 81"), lines());
    }

    @Test
    @Clause("TST-52")
    @DisplayName("TST-52: a target byte that still has its old value")
    void shouldCatchAByteThatWasNotCopied() {
        target.set(ValueLayout.JAVA_BYTE, TO + 1, pattern.at(Pattern.TARGET | Pattern.OVERWRITTEN, TO + 1));
        assertEquals(1, wrongBytes(pattern));
        assertEquals(List.of("dmatest: t: dstbuf[0x42] not copied: expected de, got 3d"), lines());
    }

    @Test
    @Clause({"TST-51", "TST-52"})
    @DisplayName("TST-52: a byte from the source where none should be, before and behind the window")
    void shouldCatchAByteThatWasCopiedTooFar() {
        target.set(ValueLayout.JAVA_BYTE, TO - 1, (byte) 0x9f);
        target.set(ValueLayout.JAVA_BYTE, TO + LENGTH, (byte) 0x9f);
        assertEquals(2, wrongBytes(pattern));
        assertEquals(List.of("dmatest: t: dstbuf[0x40] was copied: expected 1f, got 9f",
                "dmatest: t: dstbuf[0xa5] was copied: expected 1a, got 9f"), lines());
    }

    @Test
    @Clause({"TST-51", "TST-52"})
    @DisplayName("TST-51: the right kind of byte from the wrong place: the index counts from the source's offset")
    void shouldCatchAShiftedByte() {
        target.set(ValueLayout.JAVA_BYTE, TO, pattern.at(Pattern.SOURCE | Pattern.COPIED, FROM + 1));
        assertEquals(1, wrongBytes(pattern));
        assertEquals(List.of("dmatest: t: dstbuf[0x41] mismatch: expected df, got de"), lines());
    }

    @Test
    @Clause("TST-51")
    void shouldCatchEverySingleBitAnywhere() {
        for (MemorySegment buffer : List.of(source, target)) {
            for (int i = 0; i < 256; i++) {
                for (int bit = 0; bit < 8; bit++) {
                    byte good = buffer.get(ValueLayout.JAVA_BYTE, i);
                    buffer.set(ValueLayout.JAVA_BYTE, i, (byte) (good ^ 1 << bit));
                    assertEquals(1, wrongBytes(pattern), "byte " + i + ", bit " + bit);
                    buffer.set(ValueLayout.JAVA_BYTE, i, good);
                }
            }
        }
        assertEquals(0, wrongBytes(pattern));
    }

    @Test
    @Clause("TST-53")
    @DisplayName("TST-53: 32 lines per pass, then one with the number of the others")
    void shouldSuppressLinesButCountBytes() {
        target.asSlice(TO, LENGTH).fill((byte) 0);
        source.set(ValueLayout.JAVA_BYTE, 0, (byte) 0);
        assertEquals(LENGTH + 1, wrongBytes(pattern));
        assertEquals(1 + 32 + 1, lines().size());
        assertEquals("dmatest: t: 68 errors suppressed", lines().getLast());
        assertTrue(lines().get(32).contains("dstbuf[0x60]"), lines().get(32));
    }

    private long wrongBytes(Pattern checked) {
        TestLog log = new TestLog(new PrintStream(out), "t", false);
        return DataCheck.wrongBytes(checked, log, source, FROM, target, TO, LENGTH);
    }

    private List<String> lines() {
        return out.toString().lines().toList();
    }
}

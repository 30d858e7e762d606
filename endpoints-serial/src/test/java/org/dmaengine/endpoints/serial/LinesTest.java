package org.dmaengine.endpoints.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What real lines do and pseudo-terminals do not, and time.
class LinesTest {
    private static final LineOptions FAST = LineOptions.of(List.of("baud=3000000"));

    @Test
    void shouldRefuseARateThatTheLineCannotDoAndLeaveItAsItWas() {
        StubTerminal line = new StubTerminal(false, 2_000_000);
        LineSettings former = line.settings();
        assertEquals("the line cannot send at 3000000 baud, the nearest that it can is 2000000; say baud=2000000",
                assertThrows(IOException.class, () -> lines(line).write("line", FAST)).getMessage());
        assertEquals(former, line.settings());
        assertEquals(List.of("close"), line.calls);
    }

    @Test
    void shouldTakeARateThatIsNearEnough() throws IOException {
        lines(new StubTerminal(false, 2_900_000)).write("line", FAST).close();
    }

    @Test
    void shouldDropWhatIsNotSentOfALineThatMayBeStopped() throws IOException {
        StubTerminal line = new StubTerminal(false, 3_000_000);
        LineWriter writer = lines(line).write("line", FAST);
        writer.close();
        assertEquals(List.of("ring", "discard", "bell away", "close"), line.calls);
    }

    @Test
    void shouldDropNothingOfAPseudoTerminalWhosePeerHasIt() throws IOException {
        StubTerminal line = new StubTerminal(true, 3_000_000);
        lines(line).write("line", FAST).close();
        assertEquals(List.of("ring", "bell away", "close"), line.calls);
    }

    @Test
    void shouldDropNothingBehindItsEnd() throws IOException {
        StubTerminal line = new StubTerminal(false, 3_000_000);
        LineWriter writer = lines(line).write("line", FAST);
        writer.finish();
        writer.close();
        writer.close();
        assertEquals(List.of("drain", "ring", "bell away", "close"), line.calls);
    }

    @Test
    void shouldLeaveThePaceOfARealLineToIt() throws IOException {
        StubTerminal line = new StubTerminal(false, 3_000_000);
        LineWriter writer = lines(line).write("line", FAST);
        writer.write(ByteBuffer.allocate(100_000));
        assertEquals(List.of(100_000), line.written);
        assertEquals(0, line.now);
        writer.close();
    }

    @Test
    void shouldPaceAPseudoTerminalToItsRate() throws IOException {
        StubTerminal line = new StubTerminal(true, 3_000_000);
        LineWriter writer = lines(line).write("line", FAST);
        ByteBuffer second = ByteBuffer.allocate(300_000);
        while (second.hasRemaining()) {
            writer.write(second);
        }
        writer.finish();
        assertTrue(Math.abs(line.now - 1_000_000_000) < 11_000_000, () -> "took " + line.now + " ns");
        assertTrue(line.written.stream().allMatch(bytes -> bytes <= 3_000), "smoothly: " + line.written);
        writer.close();
    }

    private static Lines lines(StubTerminal line) {
        return new Lines(_ -> line, () -> line.now);
    }
}

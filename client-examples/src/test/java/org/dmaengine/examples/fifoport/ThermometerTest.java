package org.dmaengine.examples.fifoport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The port that the guide for peripherals shows, asked as a controller would.
class ThermometerTest {
    private final Thermometer port = new Thermometer();
    private final AtomicInteger raised = new AtomicInteger();

    @BeforeEach
    void connect() {
        port.connect(raised::incrementAndGet);
    }

    @Test
    void shouldRaiseItsLineForEverySampleAndTheEnd() {
        port.measured((short) 1);
        port.measured((short) 2);
        port.seriesEnds();
        assertEquals(3, raised.get());
        port.disconnect();
        port.measured((short) 3);
        assertEquals(3, raised.get(), "nobody listens");
    }

    @Test
    void shouldGiveWordsInTheirOrderAroundTheFifo() {
        measure(1, 12);
        assertArrayEquals(numbers(1, 10), burst(10));
        measure(13, 14);
        assertEquals(16, port.level(2));
        assertArrayEquals(numbers(11, 16), burst(16));
        assertEquals(0, port.level(2));
    }

    @Test
    void shouldNotTellOfWhatIsBehindTheEnd() {
        measure(1, 3);
        port.seriesEnds();
        measure(4, 2);
        assertEquals(3, port.level(2));
        assertTrue(port.lastWords());
        assertFalse(port.atEnd());
        burst(3);
        assertTrue(port.atEnd());
        assertFalse(port.lastWords());
        assertEquals(0, port.level(2));
        port.passEnd();
        assertFalse(port.atEnd());
        assertArrayEquals(numbers(4, 2), burst(2));
    }

    @Test
    @DisplayName("a sample that finds the FIFO full is lost, counted, and leaves the others alone")
    void shouldCountWhatItLoses() {
        measure(1, 18);
        assertEquals(4, port.losses());
        assertArrayEquals(numbers(1, 16), burst(16));
    }

    @Test
    @DisplayName("one controller at a time; what is in the FIFO outlives it")
    void shouldServeOneController() {
        assertThrows(IllegalStateException.class, () -> port.connect(() -> { }));
        port.measured((short) 7);
        port.disconnect();
        port.connect(() -> { });
        assertArrayEquals(numbers(7, 1), burst(1));
    }

    private void measure(int from, int count) {
        for (short value : numbers(from, count)) {
            port.measured(value);
        }
    }

    /// Into memory that is not aligned, as the contract says.
    private short[] burst(int words) {
        MemorySegment memory = MemorySegment.ofArray(new byte[2 * words + 1]);
        assertEquals(words, port.burst(0, memory, 1, words, 2));
        return memory.asSlice(1).toArray(ValueLayout.JAVA_SHORT_UNALIGNED);
    }

    private static short[] numbers(int from, int count) {
        short[] numbers = new short[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (short) (from + i);
        }
        return numbers;
    }
}

package org.dmaengine.endpoints;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.dmaengine.BusWidth;
import org.dmaengine.Direction;
import org.dmaengine.endpoints.stubs.Bytes;
import org.dmaengine.endpoints.stubs.Engine;
import org.dmaengine.endpoints.stubs.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What [FifoPort][org.dmaengine.fifo.FifoPort] and [EndpointPort] promise, for any pair of ports through which bytes can be sent and
/// looked at. A subclass says how to open them.
@Timeout(60)
public abstract class PortContract {
    static final Duration SOON = Duration.ofSeconds(10);
    private static final int LENGTH = 300_000;
    private static final long SEED = Long.getLong("dma.seed", System.nanoTime());

    @TempDir
    protected Path folder;

    /// A source that gives these bytes, and is then at its end.
    protected abstract EndpointPort source(byte[] content) throws Exception;

    /// A sink whose bytes [#received] knows.
    protected abstract EndpointPort sink() throws Exception;

    /// What the device of the sink has got, after it was finished.
    protected abstract byte[] received() throws Exception;

    /// Lets go of what a subclass has opened beside.
    protected void tidy() throws Exception {
    }

    @AfterEach
    void expectNothingLeft() throws Exception {
        tidy();
        Threads.expectNone();
    }

    // ---- source ----

    @Test
    void shouldGiveEveryByteOnceWhateverTheWordsAndBursts() throws Exception {
        byte[] content = Bytes.random(LENGTH, SEED);
        Random random = new Random(SEED);
        try (EndpointPort port = source(content); Engine engine = new Engine(port, 1)) {
            MemorySegment memory = MemorySegment.ofArray(new byte[LENGTH]);
            int done = 0;
            while (done < LENGTH) {
                int wordBytes = LENGTH - done >= 64 ? 1 << random.nextInt(7) : 1;
                int level = engine.awaitLevel(wordBytes);
                if (level == 0 && !port.atEnd()) {
                    continue;
                }
                if (level == 0) {
                    break;
                }
                int words = Math.min(Math.min(level, 1 + random.nextInt(5000)), (LENGTH - done) / wordBytes);
                assertEquals(words, port.burst(0, memory, done, words, wordBytes));
                done += words * wordBytes;
                assertEquals(done, port.moved());
            }
            assertArrayEquals(content, memory.toArray(ValueLayout.JAVA_BYTE), () -> "dma.seed=" + SEED);
        }
    }

    @Test
    void shouldTouchNothingOutsideItsBurst() throws Exception {
        byte[] content = Bytes.random(1000, 1);
        try (EndpointPort port = source(content); Engine engine = new Engine(port, 1); Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(100);
            memory.fill((byte) 0x55);
            while (engine.awaitLevel(4) < 5) {
                engine.awaitRaise();
            }
            port.burst(0x4000, memory, 37, 5, 4);
            byte[] expected = new byte[100];
            Arrays.fill(expected, (byte) 0x55);
            System.arraycopy(content, 0, expected, 37, 20);
            assertArrayEquals(expected, memory.toArray(ValueLayout.JAVA_BYTE));
        }
    }

    @Test
    void shouldTellItsEndBehindItsLastByteAndNotBefore() throws Exception {
        try (EndpointPort port = source(Bytes.random(100, 2)); Engine engine = new Engine(port, 10)) {
            assertFalse(port.atEnd());
            assertEquals(100, engine.take(100, 1).length);
            assertEquals(0, engine.awaitLevel(1));
            assertTrue(port.atEnd());
            assertTrue(port.atEnd(), "until it is passed");
            assertEquals(0, port.level(1));
            port.passEnd();
            assertFalse(port.atEnd());
            assertThrows(EOFException.class, () -> port.level(1));
            assertThrows(EOFException.class, () -> port.level(1), "for ever");
        }
    }

    @Test
    void shouldSayThatItsLastWordsAreTheLast() throws Exception {
        try (EndpointPort port = source(Bytes.random(3, 2)); Engine engine = new Engine(port, 10)) {
            while (port.level(1) < 3 || !port.lastWords()) {
                engine.awaitRaise();
            }
            assertEquals(3, engine.take(3, 1).length);
        }
    }

    @Test
    void shouldCountAndNameOddBytes() throws Exception {
        try (EndpointPort port = source(Bytes.random(10, 3)); Engine engine = new Engine(port, 10)) {
            assertEquals(8, engine.take(16, 4).length);
            assertTrue(port.atEnd());
            assertEquals(2, port.losses());
            port.passEnd();
            String message = assertThrows(EOFException.class, () -> port.level(4)).getMessage();
            assertTrue(message.endsWith("; the last 2 do not fill a word of 4 and were dropped"), message);
        }
    }

    @Test
    void shouldEndBehindWhatItHasWhenNothingMoreIsWanted() throws Exception {
        try (EndpointPort port = source(Bytes.random(LENGTH, 4)); Engine engine = new Engine(port, 1000)) {
            assertEquals(1000, engine.take(1000, 1).length);
            port.finish(SOON);
            long rest = port.passed() - port.moved();
            assertEquals(rest, engine.take(LENGTH, 1).length);
            assertTrue(port.atEnd());
        }
    }

    @Test
    void shouldGiveNothingMoreWhenItIsClosed() throws Exception {
        EndpointPort port = source(Bytes.random(LENGTH, 5));
        try (Engine engine = new Engine(port, 1000)) {
            engine.awaitLevel(1);
            expectClosed(port, engine);
        }
    }

    // ---- sink ----

    @Test
    void shouldTakeEveryByteOnceWhateverTheWordsAndBursts() throws Exception {
        byte[] content = Bytes.random(LENGTH, SEED);
        Random random = new Random(SEED);
        try (EndpointPort port = sink(); Engine engine = new Engine(port, 1)) {
            MemorySegment memory = MemorySegment.ofArray(content).asReadOnly();
            int done = 0;
            while (done < LENGTH) {
                int wordBytes = LENGTH - done >= 64 ? 1 << random.nextInt(7) : 1;
                int words = Math.min(Math.min(engine.awaitLevel(wordBytes), 1 + random.nextInt(5000)), (LENGTH - done) / wordBytes);
                assertEquals(words, port.burst(0, memory, done, words, wordBytes));
                done += words * wordBytes;
                assertEquals(done, port.moved());
            }
            port.finish(SOON);
            assertEquals(LENGTH, port.passed());
            assertEquals(0, port.losses());
        }
        assertArrayEquals(content, received(), () -> "dma.seed=" + SEED);
    }

    @Test
    void shouldTakeNothingMoreWhenItIsFinished() throws Exception {
        try (EndpointPort port = sink(); Engine engine = new Engine(port, 10)) {
            engine.put(new byte[10], 1);
            port.finish(SOON);
            assertThrows(IOException.class, () -> port.level(1));
            assertThrows(IOException.class, () -> port.burst(0, MemorySegment.ofArray(new byte[1]), 0, 1, 1));
            assertDoesNotThrow(() -> port.finish(SOON), "a second time");
        }
        assertEquals(10, received().length);
    }

    @Test
    void shouldTakeNothingMoreWhenItIsClosed() throws Exception {
        EndpointPort port = sink();
        try (Engine engine = new Engine(port, 10)) {
            engine.put(new byte[10], 1);
            expectClosed(port, engine);
        }
    }

    // ---- both ----

    private static void expectClosed(EndpointPort port, Engine engine) {
        port.close();
        engine.awaitRaise();
        assertThrows(IOException.class, () -> port.level(1));
        assertThrows(IOException.class, () -> port.burst(0, MemorySegment.ofArray(new byte[8]), 0, 1, 8));
        assertFalse(port.atEnd());
        assertDoesNotThrow(port::close);
        assertDoesNotThrow(port::losses);
    }

    @Test
    void shouldServeOneControllerAtATime() throws Exception {
        try (EndpointPort port = source(new byte[1])) {
            port.disconnect();
            Engine first = new Engine(port, 1);
            String message = assertThrows(IllegalStateException.class, () -> new Engine(port, 1)).getMessage();
            assertTrue(message.contains(" is connected already"), message);
            first.close();
            new Engine(port, 1).close();
        }
    }

    @Test
    void shouldRaiseNothingAfterItIsDisconnected() throws Exception {
        EndpointPort port = source(Bytes.random(10, 1));
        Engine engine = new Engine(port, 1);
        engine.take(10, 1);
        engine.awaitLevel(1);
        Threads.expectNone(); // who might be about to raise
        engine.close();
        int raises = engine.raises();
        port.close();
        assertEquals(raises, engine.raises());
    }

    @Test
    void shouldSayWhatItIs() throws Exception {
        try (EndpointPort source = source(new byte[1]); EndpointPort sink = sink()) {
            assertSame(Direction.DEV_TO_MEM, source.direction());
            assertSame(Direction.MEM_TO_DEV, sink.direction());
            assertTrue(source.widths().contains(BusWidth.BYTES_1));
            assertTrue(source.endpoint().indexOf(':') > 0, source.endpoint());
        }
    }
}

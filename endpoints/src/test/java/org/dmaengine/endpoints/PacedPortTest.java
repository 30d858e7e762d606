package org.dmaengine.endpoints;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.dmaengine.endpoints.stubs.Bytes;
import org.dmaengine.endpoints.stubs.Engine;
import org.dmaengine.endpoints.stubs.ManualClock;
import org.junit.jupiter.api.Test;

class PacedPortTest {
    private static final long MILLI = 1_000_000;
    private static final Duration AT_ONCE = Duration.ZERO;

    private final ManualClock clock = new ManualClock();
    private final Loudspeaker speaker = new Loudspeaker();
    private final Counter counter = new Counter();

    // ---- playing ----

    @Test
    void shouldPlayEachWordAtItsMoment() throws IOException {
        PacedPort port = player(1000, 2, 8);
        Engine engine = new Engine(port, 8);
        byte[] words = Bytes.random(16, 1);
        engine.put(words, 2);
        clock.pass(MILLI - 1);
        assertEquals(0, port.passed());
        clock.pass(1);
        assertEquals(2, port.passed());
        clock.pass(6 * MILLI);
        assertEquals(14, port.passed());
        assertEquals(7, port.level(2));
        clock.pass(MILLI);
        assertEquals(16, port.passed());
        assertArrayEquals(words, speaker.played.toByteArray());
        assertEquals(0, port.losses());
    }

    @Test
    void shouldStartItsClockWithTheFirstWord() throws IOException {
        PacedPort port = player(1000, 1, 8);
        assertEquals(8, port.level(1));
        assertEquals(8, port.depth(1));
        clock.pass(50 * MILLI);
        assertEquals(0, port.losses());
        new Engine(port, 8).put(new byte[1], 1);
        clock.pass(2 * MILLI);
        assertEquals(1, port.losses());
    }

    @Test
    void shouldHearSilenceWhereWordsAreMissing() throws IOException {
        PacedPort port = player(1000, 4, 8);
        Engine engine = new Engine(port, 8);
        engine.put(Bytes.random(8, 1), 4);
        clock.pass(5 * MILLI);
        assertEquals(12, port.losses());
        assertEquals(1, port.gaps());
        clock.pass(2 * MILLI);
        assertEquals(20, port.losses());
        assertEquals(1, port.gaps(), "the same gap");
        engine.put(Bytes.random(8, 2), 4);
        clock.pass(2 * MILLI);
        assertEquals(20, port.losses());
        clock.pass(MILLI);
        assertEquals(24, port.losses());
        assertEquals(2, port.gaps());
        assertEquals(6, speaker.silent);
    }

    @Test
    void shouldNotDrift() throws IOException {
        PacedPort port = player(44_100, 4, 64);
        port.start();
        Random random = new Random(7);
        long passed = 0;
        for (int i = 0; i < 100_000; i++) {
            long nanos = random.nextInt(40_000);
            passed += nanos;
            clock.pass(nanos);
            port.losses();
        }
        assertEquals(passed * 44_100 / 1_000_000_000 * 4, port.losses());
    }

    @Test
    void shouldRaiseByQuartersAndNotWhenNothingIsWanted() throws IOException {
        PacedPort port = player(1000, 1, 100);
        Engine engine = new Engine(port, 100);
        assertEquals(0, clock.pending(), "a quiet port has no timer");
        engine.put(new byte[100], 1);
        assertEquals(0, port.level(1));
        clock.pass(24 * MILLI);
        assertEquals(0, engine.raises());
        clock.pass(MILLI);
        assertEquals(1, engine.raises());
        clock.pass(500 * MILLI);
        assertEquals(1, engine.raises(), "nobody has looked");
        assertEquals(0, clock.pending());
        assertEquals(1, clock.runs());
        assertEquals(100, port.level(1));
        assertEquals(0, clock.pending(), "the level cannot rise");
    }

    @Test
    void shouldRaiseForAControllerThatWaitsForMore() throws IOException {
        PacedPort port = player(1000, 1, 8);
        Engine engine = new Engine(port, 8);
        engine.put(new byte[8], 1);
        assertEquals(0, port.level(1));
        for (int level = 2; level <= 8; level += 2) { // its watermark may be all eight
            clock.pass(2 * MILLI);
            engine.awaitRaise();
            assertEquals(level, port.level(1));
        }
        assertEquals(0, clock.pending());
    }

    @Test
    void shouldPlayOutBeforeItIsFinished() throws Exception {
        PacedPort port = player(1000, 1, 8);
        Engine engine = new Engine(port, 8);
        engine.put(new byte[5], 1);
        String message = assertThrows(IOException.class, () -> port.finish(AT_ONCE)).getMessage();
        assertEquals("test: after 0 ms 5 bytes not played by the device", message);
        assertThrows(IOException.class, () -> port.level(1));
        clock.pass(5 * MILLI);
        port.finish(AT_ONCE);
        clock.pass(50 * MILLI);
        assertEquals(0, port.losses(), "the clock stands");
        assertEquals(0, clock.pending());
    }

    @Test
    void shouldKeepItsWordsWhileTheClockStands() throws IOException {
        PacedPort port = player(1000, 1, 8);
        Engine engine = new Engine(port, 8);
        engine.put(new byte[8], 1);
        clock.pass(3 * MILLI + MILLI / 2);
        port.stop();
        clock.pass(100 * MILLI);
        assertEquals(3, port.passed());
        port.start();
        clock.pass(2 * MILLI);
        assertEquals(5, port.passed());
        port.drop();
        assertEquals(8, port.level(1));
    }

    @Test
    void shouldStandUntilItIsStartedIfItWasStoppedFirst() throws IOException {
        PacedPort port = player(1000, 1, 8);
        port.stop();
        new Engine(port, 8).put(new byte[8], 1);
        assertEquals(0, port.level(1));
        clock.pass(50 * MILLI);
        assertEquals(0, port.passed());
        port.start();
        clock.pass(8 * MILLI);
        assertEquals(8, port.passed());
        assertEquals(0, port.losses());
    }

    // ---- recording ----

    @Test
    void shouldRecordFromTheFirstLookOn() throws IOException {
        PacedPort port = recorder(1000, 1, 8);
        clock.pass(100 * MILLI);
        assertEquals(0, port.level(1));
        clock.pass(3 * MILLI);
        assertEquals(3, port.level(1));
        assertArrayEquals(new byte[] {0, 1, 2}, new Engine(port, 8).take(3, 1));
        assertEquals(0, port.losses());
    }

    @Test
    void shouldRecordNothingBeforeItIsStartedIfItWasStoppedFirst() throws IOException {
        PacedPort port = recorder(1000, 1, 8);
        port.stop();
        assertEquals(0, port.level(1));
        clock.pass(3 * MILLI);
        assertEquals(0, port.level(1));
        port.start();
        clock.pass(2 * MILLI);
        assertEquals(2, port.level(1));
        assertEquals(0, port.losses());
    }

    @Test
    void shouldDropWhatFindsTheFifoFull() throws IOException {
        PacedPort port = recorder(1000, 1, 8);
        port.start();
        clock.pass(11 * MILLI);
        Engine engine = new Engine(port, 8);
        assertArrayEquals(new byte[] {0, 1, 2, 3, 4, 5, 6, 7}, engine.take(8, 1));
        assertEquals(3, port.losses());
        assertEquals(1, port.gaps());
        clock.pass(2 * MILLI);
        assertArrayEquals(new byte[] {11, 12}, engine.take(2, 1));
        assertEquals(3, port.losses());
    }

    @Test
    void shouldGiveTheRestWhenItIsFinished() throws IOException {
        PacedPort port = recorder(1000, 1, 8);
        port.start();
        clock.pass(5 * MILLI);
        port.finish(AT_ONCE);
        clock.pass(5 * MILLI);
        Engine engine = new Engine(port, 8);
        assertEquals(5, port.level(1));
        assertTrue(port.lastWords());
        assertFalse(port.atEnd());
        assertEquals(5, engine.take(8, 1).length);
        assertTrue(port.atEnd());
        port.passEnd();
        assertThrows(EOFException.class, () -> port.level(1));
    }

    @Test
    void shouldWrapWithoutLosingAByte() throws IOException {
        PacedPort port = recorder(1_000_000, 4, 5);
        port.start();
        Engine engine = new Engine(port, 5);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Random random = new Random(3);
        while (all.size() < 4000) {
            clock.pass(1000 * (1 + random.nextInt(5)));
            all.writeBytes(engine.take(port.level(4) * 4, 4));
        }
        byte[] expected = new byte[all.size()];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = (byte) i;
        }
        assertArrayEquals(expected, all.toByteArray());
    }

    // ---- both ----

    @Test
    void shouldFailWithItsDevice() throws IOException {
        PacedPort port = PacedPort.player("test", new Pace(1000, 1, 8), words -> {
            throw new IllegalStateException("the membrane is torn");
        }, clock);
        Engine engine = new Engine(port, 8);
        engine.put(new byte[8], 1);
        assertEquals(0, port.level(1));
        clock.pass(2 * MILLI);
        engine.awaitRaise();
        String message = assertThrows(IOException.class, () -> port.level(1)).getMessage();
        assertTrue(message.contains("the membrane is torn"), message);
    }

    @Test
    void shouldLetGoWhenClosed() throws IOException {
        PacedPort port = recorder(1000, 1, 8);
        Engine engine = new Engine(port, 8);
        port.level(1);
        port.close();
        engine.awaitRaise();
        assertEquals(0, clock.pending());
        assertThrows(IOException.class, () -> port.level(1));
        assertDoesNotThrow(port::close);
        assertThrows(IllegalStateException.class, () -> new Engine(port, 1));
    }

    @Test
    void shouldKeepPaceByTheSystemsClock() throws Exception {
        PacedPort port = PacedPort.player("test", new Pace(48_000, 4, 4096), speaker, PaceClock.system());
        try (port; Engine engine = new Engine(port, 1024)) {
            long start = System.nanoTime();
            byte[] words = Bytes.random(48_000, 9); // a quarter of a second
            engine.put(words, 4);
            port.finish(Engine.PATIENCE);
            long nanos = System.nanoTime() - start;
            assertTrue(nanos >= 250 * MILLI, "too fast: " + nanos);
            assertArrayEquals(words, Arrays.copyOf(speaker.played.toByteArray(), words.length));
        }
    }

    @Test
    void shouldRefuseWhatNoDeviceIs() {
        assertThrows(IllegalArgumentException.class, () -> new Pace(0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Pace(1, 3, 1));
        assertThrows(IllegalArgumentException.class, () -> new Pace(1, 1, 0));
    }

    private PacedPort player(long rate, int width, int depth) {
        return PacedPort.player("test", new Pace(rate, width, depth), speaker, clock);
    }

    private PacedPort recorder(long rate, int width, int depth) {
        return PacedPort.recorder("test", new Pace(rate, width, depth), counter, clock);
    }

    private static final class Loudspeaker implements PacedPort.Player {
        final ByteArrayOutputStream played = new ByteArrayOutputStream();
        long silent;

        @Override
        public void play(ByteBuffer words) {
            byte[] bytes = new byte[words.remaining()];
            words.get(bytes);
            played.writeBytes(bytes);
        }

        @Override
        public void silence(long words) {
            silent += words;
        }
    }

    /// Records 0, 1, 2, and so on, bytes; counts on while nobody has room.
    private static final class Counter implements PacedPort.Recorder {
        private int next;

        @Override
        public void record(ByteBuffer words) {
            while (words.hasRemaining()) {
                words.put((byte) next++);
            }
        }

        @Override
        public void skip(long words) {
            next += (int) words;
        }
    }
}

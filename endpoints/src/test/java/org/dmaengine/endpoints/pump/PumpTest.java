package org.dmaengine.endpoints.pump;

import static org.dmaengine.Direction.DEV_TO_MEM;
import static org.dmaengine.Direction.MEM_TO_DEV;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dmaengine.Direction;
import org.dmaengine.endpoints.PumpedDevice;
import org.dmaengine.endpoints.PumpedPort;
import org.dmaengine.endpoints.stubs.Bytes;
import org.dmaengine.endpoints.stubs.Engine;
import org.dmaengine.endpoints.stubs.MemoryDevice;
import org.dmaengine.endpoints.stubs.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PumpTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final long SEED = Long.getLong("dma.seed", System.nanoTime());
    private static final int MANY = 1 << 20;

    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void expectNoThreads() throws InterruptedException {
        release.countDown();
        Threads.expectNone();
    }

    // ---- neither side misses the other ----

    /// The buffer is small, so that each side sleeps often; neither polls, so that a wake-up that is missed is a time-out.
    @ParameterizedTest
    @ValueSource(ints = {64, 256, 4096})
    void shouldNeverMissAWakeUpReading(int buffer) throws IOException {
        byte[] content = Bytes.random(MANY, SEED);
        try (PumpedPort port = PumpedPort.of("test:in", DEV_TO_MEM, new MemoryDevice(content, SEED), buffer); Engine engine = new Engine(port, 100)) {
            assertArrayEquals(content, engine.take(MANY, 1), () -> "dma.seed=" + SEED);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 256, 4096})
    void shouldNeverMissAWakeUpWriting(int buffer) throws IOException {
        byte[] content = Bytes.random(MANY / 4, SEED);
        MemoryDevice device = new MemoryDevice(new byte[0], SEED);
        try (PumpedPort port = PumpedPort.of("test:out", MEM_TO_DEV, device, buffer); Engine engine = new Engine(port, 100)) {
            engine.put(content, 1);
            port.finish(SOON);
        }
        assertTrue(device.finished && device.closed);
        assertArrayEquals(content, device.taken(), () -> "dma.seed=" + SEED);
    }

    /// Each time the whole buffer, with words that fill it and words that leave a little over.
    @ParameterizedTest
    @CsvSource({"64, 64, 1", "64, 1, 64", "64, 1, 33", "256, 51, 5", "4096, 4096, 1", "4096, 3073, 1"})
    void shouldFillTheBufferForAReaderThatWaitsForMore(int buffer, int watermark, int wordBytes) throws IOException {
        int chunk = watermark * wordBytes;
        byte[] content = Bytes.random(2000 * chunk, SEED);
        try (PumpedPort port = PumpedPort.of("test:in", DEV_TO_MEM, new MemoryDevice(content, SEED), buffer);
                Engine engine = new Engine(port, watermark)) {
            for (int i = 0; i < 2000; i++) {
                engine.awaitWatermark(watermark, wordBytes);
                assertArrayEquals(Arrays.copyOfRange(content, i * chunk, (i + 1) * chunk), engine.take(chunk, wordBytes), () -> "dma.seed=" + SEED);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Direction.class, names = {"DEV_TO_MEM", "MEM_TO_DEV"})
    void shouldTellWhatItsBufferHolds(Direction direction) {
        try (PumpedPort port = PumpedPort.of("test:", direction, new LateDevice(), 4096)) {
            assertEquals(4096, port.depth(1));
            assertEquals(512, port.depth(8));
        }
    }

    @Test
    void shouldRaiseOnceForALookAndOnceForTheEnd() throws Exception {
        try (PumpedPort port = PumpedPort.of("test:in", DEV_TO_MEM, new ByteByByte()); Engine engine = new Engine(port, 1)) {
            release.countDown();
            Threads.expectNone();
            assertEquals(1000, port.level(1));
            assertEquals(2, engine.raises());
        }
    }

    // ---- failures ----

    @Test
    void shouldGiveWhatItHasBeforeItFails() throws IOException {
        byte[] content = Bytes.random(1000, 1);
        IOException reason = new IOException("the cable is cut");
        try (PumpedPort port = PumpedPort.of("test:in", DEV_TO_MEM, new MemoryDevice(content, 1).failingAfter(700, reason)); Engine engine = new Engine(port, 33)) {
            assertArrayEquals(Arrays.copyOf(content, 700), engine.take(700, 1));
            IOException failure = assertThrows(IOException.class, () -> engine.take(1, 1));
            assertEquals("test:in: the cable is cut after 700 bytes", failure.getMessage());
            assertSame(reason, failure.getCause());
            assertFalse(port.atEnd());
        }
    }

    @Test
    void shouldSayWhatTheDeviceHasNotTaken() throws IOException {
        MemoryDevice device = new MemoryDevice(new byte[0], 1).failingAfter(700, new IOException("the drum is full"));
        try (PumpedPort port = PumpedPort.of("test:out", MEM_TO_DEV, device); Engine engine = new Engine(port, 1000)) {
            engine.put(new byte[1000], 1);
            String message = assertThrows(IOException.class, () -> port.finish(SOON)).getMessage();
            assertEquals("test:out: the drum is full after 700 bytes, 300 more were waiting for it", message);
            assertEquals(700, port.passed());
            assertEquals(300, port.losses());
            assertThrows(IOException.class, () -> port.level(1));
            assertEquals(700, device.taken().length);
        }
    }

    /// The engine puts bytes while the device fails; whatever it manages to put is told.
    @Test
    void shouldAccountForEveryByteOfASinkThatFailsUnderLoad() throws IOException {
        Pattern figures = Pattern.compile("test:out: gone after (\\d+) bytes(?:, (\\d+) more were waiting for it)?");
        byte[] data = new byte[1 << 16];
        for (int i = 0; i < 300; i++) {
            MemoryDevice device = new MemoryDevice(new byte[0], i).failingAfter(1 + i * 20, new IOException("gone"));
            try (PumpedPort port = PumpedPort.of("test:out", MEM_TO_DEV, device); Engine engine = new Engine(port, 64)) {
                String first = assertThrows(IOException.class, () -> {
                    while (true) {
                        engine.put(data, 1);
                    }
                }).getMessage();
                Matcher told = figures.matcher(first);
                assertTrue(told.matches(), first);
                long waiting = told.group(2) == null ? 0 : Long.parseLong(told.group(2));
                assertEquals(port.passed(), Long.parseLong(told.group(1)));
                assertEquals(port.moved(), port.passed() + waiting, first);
                assertEquals(port.losses(), waiting);
                assertEquals(first, assertThrows(IOException.class, () -> port.finish(SOON)).getMessage());
            }
        }
    }

    @Test
    void shouldSurviveADeviceThatThrowsAnything() throws IOException {
        try (PumpedPort port = PumpedPort.of("test:in", DEV_TO_MEM, new PumpedDevice() {
            @Override
            public int read(ByteBuffer buffer) {
                throw new AssertionError("no such thing");
            }

            @Override
            public void close() {
                throw new IllegalStateException("nor this");
            }
        }); Engine engine = new Engine(port, 1)) {
            String message = assertThrows(IOException.class, () -> engine.take(1, 1)).getMessage();
            assertEquals("test:in: no such thing after 0 bytes", message);
        }
    }

    // ---- opening ----

    @Test
    void shouldTakeBytesBeforeItIsOpen() throws Exception {
        try (PumpedPort port = PumpedPort.of("test:out", MEM_TO_DEV, new LateDevice(), 4096); Engine engine = new Engine(port, 1000)) {
            engine.put(new byte[4096], 1);
            assertEquals(0, port.level(1));
            String message = assertThrows(IOException.class, () -> port.finish(Duration.ofMillis(10))).getMessage();
            assertEquals("test:out: after 10 ms 4096 of 4096 bytes not taken by the device; the port goes on trying until it is closed", message);
            release.countDown();
            port.finish(SOON);
            assertEquals(4096, port.passed());
        }
    }

    @Test
    void shouldGiveUpWaitingForAnOpen() {
        PumpedPort port = PumpedPort.of("test:in", DEV_TO_MEM, new LateDevice());
        String message = assertThrows(IOException.class, () -> port.awaitOpen(Duration.ofMillis(10))).getMessage();
        assertEquals("test:in: not open after 10 ms, given up", message);
        assertThrows(IOException.class, () -> port.level(1));
    }

    @Test
    void shouldLetAClientBeInterruptedWithoutHarmToThePump() throws Exception {
        try (PumpedPort port = PumpedPort.of("test:out", MEM_TO_DEV, new LateDevice(), 4096); Engine engine = new Engine(port, 1000)) {
            engine.put(new byte[10], 1);
            Thread.currentThread().interrupt();
            assertThrows(InterruptedIOException.class, () -> port.finish(SOON));
            assertTrue(Thread.interrupted());
            release.countDown();
            port.finish(SOON);
            assertEquals(10, port.passed());
        }
    }

    @Test
    void shouldBeMadeForADirectionOnly() {
        assertThrows(IllegalArgumentException.class, () -> PumpedPort.of("test:", Direction.MEM_TO_MEM, new LateDevice()));
        assertThrows(IllegalArgumentException.class, () -> PumpedPort.of("test:", DEV_TO_MEM, new LateDevice(), 1000));
    }

    // ---- the bundle's end ----

    @Test
    void shouldEndWithTheBundle() throws InterruptedException {
        PumpedPort before = PumpedPort.of("test:before", DEV_TO_MEM, new LateDevice());
        try {
            assertTrue(OpenPorts.all().contains(before));
            assertEquals(List.of(before), OpenPorts.end());
            PumpedPort late = PumpedPort.of("test:late", DEV_TO_MEM, new LateDevice());
            assertThrows(IOException.class, () -> before.level(1));
            assertEquals("test:late: the port is closed", assertThrows(IOException.class, () -> late.level(1)).getMessage());
            Threads.expectNone();
        } finally {
            OpenPorts.begin();
        }
        assertEquals(List.of(), OpenPorts.all());
    }

    /// Gives a thousand bytes, one at a time, as soon as it is released.
    private final class ByteByByte implements PumpedDevice {
        private int given;

        @Override
        public int read(ByteBuffer buffer) {
            awaitRelease();
            if (given++ == 1000) {
                return -1;
            }
            buffer.put((byte) 1);
            return 1;
        }

        @Override
        public void close() {
            release.countDown();
        }
    }

    private void awaitRelease() {
        try {
            release.await();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted, in a pump", e);
        }
    }

    /// Opens when it is released, or closed.
    private final class LateDevice implements PumpedDevice {
        @Override
        public void open() {
            awaitRelease();
        }

        @Override
        public int write(ByteBuffer buffer) {
            int bytes = buffer.remaining();
            buffer.position(buffer.limit());
            return bytes;
        }

        @Override
        public void close() {
            release.countDown();
        }
    }
}

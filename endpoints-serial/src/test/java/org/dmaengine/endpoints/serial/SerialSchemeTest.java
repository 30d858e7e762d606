package org.dmaengine.endpoints.serial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.dmaengine.Direction;
import org.dmaengine.endpoints.EndpointPort;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// Whole ports on real pseudo-terminals.
@EnabledOnOs(OS.LINUX)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SerialSchemeTest {
    private static final Duration SOON = Duration.ofMillis(PseudoTerminal.PATIENCE);

    private final PseudoTerminal pair = PseudoTerminal.open();
    private final SerialScheme scheme = new SerialScheme();

    @AfterEach
    void hangUp() {
        pair.close();
    }

    @Test
    void shouldMoveAMegabyteBothWaysAtOnce() throws Exception {
        byte[] data = new byte[1 << 20];
        new Random(11).nextBytes(data);
        try (EndpointPort source = open(Direction.DEV_TO_MEM, ""); EndpointPort sink = open(Direction.MEM_TO_DEV, "")) {
            FutureTask<byte[]> received = new FutureTask<>(() -> new StubEngine(source).take(data.length));
            Thread.ofPlatform().start(received);
            FutureTask<byte[]> sent = new FutureTask<>(() -> pair.read(data.length));
            Thread.ofPlatform().start(sent);
            FutureTask<Void> writing = new FutureTask<>(() -> {
                pair.write(data);
                return null;
            });
            Thread.ofPlatform().start(writing);
            new StubEngine(sink).give(data);
            sink.finish(SOON);
            assertArrayEquals(data, sent.get(PseudoTerminal.PATIENCE, TimeUnit.MILLISECONDS));
            assertArrayEquals(data, received.get(PseudoTerminal.PATIENCE, TimeUnit.MILLISECONDS));
            assertEquals(data.length, source.moved());
            assertEquals(data.length, sink.moved());
            writing.get();
        }
    }

    @Test
    void shouldTakeAsLongAsTheLineWould() throws Exception {
        byte[] data = new byte[60_000];
        FutureTask<byte[]> sent = new FutureTask<>(() -> pair.read(data.length));
        Thread.ofPlatform().start(sent);
        long begin = System.nanoTime();
        try (EndpointPort sink = open(Direction.MEM_TO_DEV, ",baud=3000000")) {
            new StubEngine(sink).give(data);
            sink.finish(SOON);
        }
        long took = System.nanoTime() - begin;
        assertArrayEquals(data, sent.get(PseudoTerminal.PATIENCE, TimeUnit.MILLISECONDS));
        assertTrue(took > 185_000_000, () -> "60,000 bytes at 300,000 a second took " + took + " ns");
    }

    @Test
    void shouldNameTheHangUpBehindTheData() throws Exception {
        try (EndpointPort source = open(Direction.DEV_TO_MEM, "")) {
            StubEngine engine = new StubEngine(source);
            pair.write((byte) 1, (byte) 2, (byte) 3);
            assertArrayEquals(new byte[] {1, 2}, engine.take(2));
            pair.close();
            assertArrayEquals(new byte[] {3}, engine.take(1));
            assertTrue(assertThrows(IOException.class, () -> engine.take(1)).getMessage()
                    .startsWith("tty:" + pair.path() + ": the line was hung up"));
        }
    }

    @Test
    void shouldLetGoOfTheLineOnClose() throws Exception {
        for (int time = 0; time < 20; time++) {
            EndpointPort source = open(Direction.DEV_TO_MEM, "");
            EndpointPort sink = open(Direction.MEM_TO_DEV, "");
            new StubEngine(sink).give((byte) time);
            assertArrayEquals(new byte[] {(byte) time}, pair.read(1));
            source.close();
            sink.close();
        }
    }

    @Test
    void shouldSayWhatItWants() {
        assertMessage("tty:,baud=1 names no line; the form is tty:PATH[,baud=RATE][,parity=none|even|odd][,stop=1|2][,flow=none|rtscts|xonxoff]",
                ",baud=1", Direction.DEV_TO_MEM);
        assertMessage("tty:/dev/ttyS0,baud=x: option baud=x is refused; allowed is a whole number of bits per second from 1",
                "/dev/ttyS0,baud=x", Direction.DEV_TO_MEM);
        assertMessage("tty:/dev/ttyS0 cannot be opened for MEM_TO_MEM; allowed is DEV_TO_MEM, which reads the line, or MEM_TO_DEV, which writes it",
                "/dev/ttyS0", Direction.MEM_TO_MEM);
        assertEquals("tty:/dev/no/such: opening it failed: there is no such file (errno 2)",
                assertThrows(IOException.class, () -> scheme.open("/dev/no/such", Direction.DEV_TO_MEM)).getMessage());
    }

    private void assertMessage(String expected, String rest, Direction direction) {
        assertEquals(expected, assertThrows(IllegalArgumentException.class, () -> scheme.open(rest, direction)).getMessage());
    }

    private EndpointPort open(Direction direction, String options) throws IOException {
        return scheme.open(pair.path() + options, direction);
    }
}

package org.dmaengine.endpoints.configured;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.dmaengine.Direction;
import org.dmaengine.endpoints.EndpointPort;
import org.dmaengine.endpoints.Endpoints;
import org.dmaengine.endpoints.PumpedPort;
import org.dmaengine.endpoints.UnknownSchemeException;
import org.dmaengine.endpoints.stubs.Bytes;
import org.dmaengine.endpoints.stubs.Engine;
import org.dmaengine.endpoints.stubs.Logs;
import org.dmaengine.endpoints.stubs.MemoryDevice;
import org.dmaengine.endpoints.stubs.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ReopeningPortTest {
    /// What the next attempts to open come to: a device, or an exception.
    private final BlockingQueue<Object> outcomes = new LinkedBlockingQueue<>();
    private final AtomicInteger attempts = new AtomicInteger();
    private final Logs logs = new Logs();
    private final Endpoints endpoints = this::openNext;
    private final byte[] first = Bytes.random(10, 1);
    private final byte[] second = Bytes.random(10, 2);
    private ReopeningPort port;

    private EndpointPort openNext(String endpoint, Direction direction) throws IOException {
        attempts.incrementAndGet();
        try {
            return switch (outcomes.take()) {
                case MemoryDevice device -> PumpedPort.of(endpoint, direction, device);
                case IOException refusal -> throw refusal;
                case RuntimeException refusal -> throw refusal;
                default -> throw new AssertionError();
            };
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted, while opening", e);
        }
    }

    private Engine configured(Direction direction, boolean reopen) {
        port = new ReopeningPort(new EndpointSettings("test:x", direction, reopen, Map.of("dma.request.line", 5)), endpoints, logs.logger());
        Engine engine = new Engine(port, 100);
        port.open();
        return engine;
    }

    @AfterEach
    void close() throws InterruptedException {
        port.close();
        outcomes.add(new IOException("too late"));
        Threads.expectNone();
    }

    @Test
    void shouldBeQuietUntilItIsOpen() throws IOException {
        Engine engine = configured(Direction.DEV_TO_MEM, false);
        assertEquals(0, port.level(1));
        assertFalse(port.atEnd());
        assertEquals(Integer.MAX_VALUE, port.depth(4));
        outcomes.add(new MemoryDevice(first, 1));
        assertArrayEquals(first, engine.take(10, 1));
        assertEquals(PumpedPort.BUFFER / 4, port.depth(4));
    }

    @Test
    void shouldTellTheTransferBeforeItIsOpenedAgain() throws IOException {
        Engine engine = configured(Direction.DEV_TO_MEM, true);
        outcomes.add(new MemoryDevice(first, 1).failingAfter(7, new IOException("hung up")));
        assertEquals(7, engine.take(7, 1).length);
        String message = assertThrows(IOException.class, () -> engine.take(1, 1)).getMessage();
        assertEquals("test:x: hung up after 7 bytes", message);
        assertEquals(0, port.level(1), "quiet again");
        outcomes.add(new MemoryDevice(second, 1));
        assertArrayEquals(second, engine.take(10, 1));
    }

    @Test
    void shouldBeOpenedAgainBehindAnEnd() throws IOException {
        Engine engine = configured(Direction.DEV_TO_MEM, true);
        outcomes.add(new MemoryDevice(Bytes.random(10, 1), 1));
        assertEquals(8, engine.take(12, 4).length);
        assertTrue(port.atEnd());
        port.passEnd();
        assertThrows(EOFException.class, () -> port.level(4));
        assertEquals(2, port.losses());
        outcomes.add(new MemoryDevice(second, 1));
        assertEquals(8, engine.take(8, 4).length);
        assertEquals(0, engine.awaitLevel(4));
        assertEquals(4, port.losses(), "of both");
    }

    @Test
    void shouldFailForEverIfItIsNotToBeReopened() throws IOException {
        Engine engine = configured(Direction.DEV_TO_MEM, false);
        outcomes.add(new MemoryDevice(first, 1).failingAfter(0, new IOException("hung up")));
        assertThrows(IOException.class, () -> engine.take(1, 1));
        assertThrows(IOException.class, () -> engine.take(1, 1));
        assertEquals(1, attempts.get());
    }

    @Test
    void shouldTellEveryTransferWhyItCouldNotBeOpened() {
        Engine engine = configured(Direction.MEM_TO_DEV, false);
        outcomes.add(new IOException("test:x: no such thing"));
        String message = assertThrows(IOException.class, () -> engine.put(first, 1)).getMessage();
        assertEquals("test:x: no such thing", message);
        assertEquals(message, assertThrows(IOException.class, () -> port.level(1)).getMessage());
        assertTrue(logs.lines().getFirst().startsWith("warn ") && logs.lines().getFirst().contains("no such thing"), logs.lines()::toString);
    }

    @Test
    void shouldTryAgainUntilItIsOpen() throws IOException {
        Engine engine = configured(Direction.DEV_TO_MEM, true);
        outcomes.add(new IOException("refused"));
        outcomes.add(new IOException("refused"));
        outcomes.add(new MemoryDevice(first, 1));
        assertArrayEquals(first, engine.take(10, 1));
        assertEquals(3, attempts.get());
        assertEquals(1, logs.lines().stream().filter(line -> line.contains("refused")).count(), "said once");
    }

    @Test
    void shouldWaitForASchemeThatIsNotThereYet() throws IOException {
        Engine engine = configured(Direction.DEV_TO_MEM, false);
        outcomes.add(new UnknownSchemeException("no such scheme"));
        outcomes.add(new MemoryDevice(first, 1));
        assertArrayEquals(first, engine.take(10, 1));
        assertTrue(logs.lines().stream().noneMatch(line -> line.startsWith("warn ")), "it came soon, as while a system starts");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldRefuseForEverWhatItsSchemeDoesNotUnderstand(boolean reopen) {
        Engine engine = configured(Direction.MEM_TO_DEV, reopen);
        outcomes.add(new IllegalArgumentException("tcp:x is refused; behind the host stands a port"));
        String message = assertThrows(IOException.class, () -> engine.put(first, 1)).getMessage();
        assertEquals("tcp:x is refused; behind the host stands a port", message);
        assertEquals(1, attempts.get());
        assertEquals(1, logs.lines().size(), logs.lines()::toString);
    }

    @ParameterizedTest
    @MethodSource
    void shouldTryAgainAfterAnExceptionWithoutMessage(Exception silent) throws IOException {
        Engine engine = configured(Direction.DEV_TO_MEM, true);
        for (int attempt = 1; attempt <= 6; attempt++) {
            outcomes.add(silent);
        }
        outcomes.add(new MemoryDevice(first, 1));
        assertArrayEquals(first, engine.take(10, 1));
        assertTrue(logs.lines().getFirst().contains(silent.getClass().getName()), logs.lines()::toString);
    }

    static List<Exception> shouldTryAgainAfterAnExceptionWithoutMessage() {
        return List.of(new ClosedChannelException(), new IllegalStateException());
    }

    @Test
    void shouldSayOnceThatASchemeIsMissing() throws IOException {
        Engine engine = configured(Direction.DEV_TO_MEM, false);
        for (int attempt = 1; attempt <= 6; attempt++) {
            outcomes.add(new UnknownSchemeException("no such scheme"));
        }
        outcomes.add(new MemoryDevice(first, 1));
        assertArrayEquals(first, engine.take(10, 1));
        assertEquals(1, logs.lines().stream().filter(line -> line.contains("no such scheme")).count());
    }

    @Test
    void shouldWriteItsLastBytesWhenItGoes() throws IOException {
        Engine engine = configured(Direction.MEM_TO_DEV, false);
        MemoryDevice device = new MemoryDevice(new byte[0], 1);
        outcomes.add(device);
        engine.put(first, 1);
        port.close();
        assertArrayEquals(first, device.taken());
        assertTrue(device.finished);
    }
}

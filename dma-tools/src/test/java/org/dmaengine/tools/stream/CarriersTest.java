package org.dmaengine.tools.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.dmaengine.Capability;
import org.dmaengine.controller.fifo.LiveController;
import org.dmaengine.tools.CommandFailure;
import org.dmaengine.tools.stubs.StubPort;
import org.dmaengine.tools.stubs.StubRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Both ways to carry bytes, each by itself: what it says about the transfers while they run and when they are over.
@Timeout(60)
class CarriersTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int PERIOD = 64;
    private static final int RING = 4 * PERIOD;
    private static final int LENGTH = 5 * RING + PERIOD + 3;

    private final LiveController controller = new LiveController(Map.of("dma.channels", 2));
    private final StubRegistry registry = new StubRegistry().with(controller);
    private final byte[] data = new byte[LENGTH];
    private final StubPort source = StubPort.source(data);
    private final StubPort sink = StubPort.sink();
    private final Credits credits = new Credits(RING, () -> { });
    private Channels channels;
    private Lines lines;
    private Carrier carrier;

    @BeforeEach
    void connect() throws CommandFailure {
        new Random(3).nextBytes(data);
        channels = Channels.take(controller, Capability.CYCLIC);
        SourceGate sourceGate = new SourceGate(source, credits, StreamParameters.ALL);
        SinkGate sinkGate = new SinkGate(sink, credits, sourceGate, null);
        sourceGate.faces(sinkGate);
        lines = Lines.register(registry.context(), channels.controller(), channels.lines(), sourceGate, sinkGate);
        channels.configure(lines.source(), lines.sink(), PERIOD);
    }

    @AfterEach
    void disconnect() {
        channels.source().terminateSync();
        channels.sink().terminateSync();
        carrier.close();
        lines.close();
        channels.close();
        controller.close();
    }

    private void carryBy(Mode mode) {
        StreamParameters parameters = new StreamParameters("stub:in", "stub:out", mode, PERIOD, RING / PERIOD, StreamParameters.ALL, false, 0);
        carrier = mode == Mode.CYCLIC ? new RingCarrier(channels, parameters) : new QueueCarrier(channels, parameters, () -> { });
        carrier.start();
    }

    private void carryAllBy(Mode mode) {
        carryBy(mode);
        until(credits::hasAllTaken);
        assertArrayEquals(data, sink.taken());
    }

    @Test
    void shouldAgreeWithThePortsOfARing() throws Exception {
        carryAllBy(Mode.CYCLIC);
        carrier.check();
        carrier.finish(LENGTH);
        String message = assertThrows(CommandFailure.class, () -> carrier.finish(LENGTH - 1)).getMessage();
        assertEquals("the source's transfer stands at byte 67 of the ring, its port at 66: bytes were lost or repeated", message);
    }

    @Test
    void shouldAgreeWithThePortsOfAQueueOfBuffers() throws Exception {
        carryAllBy(Mode.SINGLE);
        carrier.check();
        carrier.finish(LENGTH);
        assertDisagrees();
    }

    @Test
    void shouldAgreeWithThePortsOfAQueueOfLists() throws Exception {
        carryAllBy(Mode.SG);
        carrier.check();
        carrier.finish(LENGTH);
        assertDisagrees();
    }

    @Test
    void shouldSubmitNothingMoreOnceItIsStopped() throws Exception {
        StreamParameters bytes = new StreamParameters("stub:in", "stub:out", Mode.SINGLE, 1, 4, StreamParameters.ALL, false, 0);
        carrier = new QueueCarrier(channels, bytes, () -> { });
        carrier.stop();
        carrier.start();
        long submitted = channels.sink().status(1).used();
        until(credits::hasAllTaken); // more than half of what is submitted, so that callbacks have come for some
        channels.source().synchronize();
        channels.sink().synchronize();
        assertEquals(submitted, channels.source().status(1).used());
        assertEquals(submitted, channels.sink().status(1).used());
    }

    private void assertDisagrees() {
        String message = assertThrows(CommandFailure.class, () -> carrier.finish(LENGTH - 1)).getMessage();
        assertEquals("the source's transfers moved 1347 bytes, the sink's 1347, their ports 1346: bytes were lost or repeated", message);
    }

    @Test
    void shouldSayWhatTheEngineSaysOfAFailedTransferIntoARing() {
        source.failsAfter = 100;
        source.failure = new IOException("stub: cut");
        carryBy(Mode.CYCLIC);
        assertFails("source: READ_FAILED: ", "stub: cut");
    }

    @Test
    void shouldSayWhatTheEngineSaysOfAFailedTransferOutOfARing() {
        sink.failsAfter = 100;
        sink.failure = new IOException("stub: full");
        carryBy(Mode.CYCLIC);
        assertFails("sink: WRITE_FAILED: ", "stub: full");
    }

    @Test
    void shouldSayWhatTheEngineSaysOfAFailedTransferInAQueue() {
        sink.failsAfter = 100;
        sink.failure = new IOException("stub: full");
        carryBy(Mode.SG);
        assertFails("sink: WRITE_FAILED: ", "stub: full");
    }

    private void assertFails(String begin, String reason) {
        String[] message = new String[1];
        until(() -> {
            try {
                carrier.check();
                return false;
            } catch (CommandFailure e) {
                message[0] = e.getMessage();
                return true;
            }
        });
        assertTrue(message[0].startsWith(begin) && message[0].contains(reason), message[0]);
    }

    private static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "not within " + SOON);
            Thread.onSpinWait();
        }
    }
}

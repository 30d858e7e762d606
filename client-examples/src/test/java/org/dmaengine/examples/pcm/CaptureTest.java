package org.dmaengine.examples.pcm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.stubs.Bench;
import org.dmaengine.core.stubs.Client;
import org.dmaengine.core.stubs.Patience;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// A client that captures, and one that is late. Frames are single bytes, which the device counts.
class CaptureTest {
    private static final PcmFormat FORMAT = new PcmFormat(8_000, 1, 1, (byte) 0x80);
    /// 100 ms in ten periods of 80 frames.
    private static final PcmParameters SHORT = PcmParameters.of(FORMAT, Duration.ofMillis(10), 10);
    private static final int RING = 800;
    private static final int PERIOD = 80;

    @AutoClose
    private final Bench bench = Sound.bench();
    private Capture capture;

    private void start(PcmParameters parameters) {
        capture = new Capture(bench.channel, Sound.DEVICE, parameters);
        capture.prepare();
        capture.start();
    }

    private byte[] read(int frames) throws IOException, InterruptedException {
        byte[] bytes = new byte[frames];
        assertEquals(frames, capture.read(MemorySegment.ofArray(bytes)));
        return bytes;
    }

    private void pass(int frames) {
        for (int left = frames; left > 0; left -= PERIOD) {
            bench.move(Math.min(left, PERIOD));
            bench.deliver();
        }
    }

    @Test
    void shouldReadWhatHasCome() throws Exception {
        start(SHORT);
        int read = 0;
        for (int step = 1; step <= 100; step++) {
            bench.move(37);
            if (step % 5 == 0) {
                bench.deliver();
            }
            assertEquals(37, capture.available());
            assertEquals(37, capture.delay());
            assertArrayEquals(Bench.patternBytes(read, 37), read(37));
            read += 37;
        }
    }

    @Test
    void shouldStartWhenItIsReadAndWaitForFrames() {
        capture = new Capture(bench.channel, Sound.DEVICE, SHORT);
        capture.prepare();
        Client<byte[]> reader = Client.calls("reader", () -> read(PERIOD + 1));
        Patience.untilParked(reader.thread());
        assertEquals(PcmState.RUNNING, capture.state());
        pass(PERIOD);
        Patience.untilParked(reader.thread());
        pass(PERIOD);
        assertArrayEquals(Bench.patternBytes(0, PERIOD + 1), reader.answer());
    }

    @Test
    @DisplayName("too late on a ring of 100 ms: the period callback finds the overrun and stops; what was unread is lost, and counted")
    void shouldStopAtAnOverrun() throws Exception {
        start(SHORT);
        pass(30);
        read(30);
        bench.move(RING + 50);
        bench.deliver();
        assertEquals(PcmState.XRUN, capture.state());
        XrunException overrun = assertThrows(XrunException.class, () -> read(1));
        assertEquals(50, overrun.frames());
        assertTrue(overrun.getMessage().startsWith("overrun: 50 frames"), overrun.getMessage());
        assertEquals(RING + 50L, bench.<Long>whileRunning(() -> capture.recover()));
        capture.start();
        pass(PERIOD);
        assertArrayEquals(Bench.patternBytes(30 + RING + 50, PERIOD), read(PERIOD), "the device goes on where it was stopped");
    }

    @Test
    @Clause("CYC-10")
    @DisplayName("with RUN_ON the client finds one overrun when it comes back after 200 ms, and goes on with the oldest frames that are safe")
    void shouldGoOnBehindARunningDevice() throws Exception {
        start(SHORT.with(XrunPolicy.RUN_ON));
        pass(30);
        assertArrayEquals(Bench.patternBytes(0, 30), read(30));
        pass(2 * RING);
        assertEquals(RING, assertThrows(XrunException.class, () -> read(1)).frames());
        long lost = capture.recover();
        assertEquals(RING + PERIOD, lost);
        assertArrayEquals(Bench.patternBytes(30 + RING + PERIOD, RING - PERIOD), read(RING - PERIOD));
        pass(PERIOD);
        assertArrayEquals(Bench.patternBytes(30 + 2 * RING, PERIOD), read(PERIOD), "and on, without another gap");
    }

    @Test
    @DisplayName("stalled for 200 ms on a ring of 400 ms: nothing")
    void shouldFindNoOverrunOnALongRing() throws Exception {
        start(PcmParameters.of(FORMAT, Duration.ofMillis(10), 40));
        pass(2 * RING);
        assertArrayEquals(Bench.patternBytes(0, 2 * RING), read(2 * RING));
        assertEquals(PcmState.RUNNING, capture.state());
    }

    @Test
    void shouldGiveWhatWasCapturedBeforeTheStop() throws Exception {
        start(SHORT);
        bench.move(33);
        capture.drop();
        assertArrayEquals(Bench.patternBytes(0, 33), read(33));
        assertThrows(IOException.class, () -> read(1));
    }
}

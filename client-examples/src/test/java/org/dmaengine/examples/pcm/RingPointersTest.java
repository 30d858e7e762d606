package org.dmaengine.examples.pcm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Where device and client are, and how often the one has been round.
class RingPointersTest {
    private static final long RING = 400;

    private final RingPointers playback = new RingPointers(RING, RING);
    private final RingPointers capture = new RingPointers(RING, 0);

    @ParameterizedTest
    @DisplayName("the next such place, behind the periods that have passed for certain")
    @CsvSource({
        "130, 0, 50, 450", // no word of a period
        "130, 900, 50, 1250", // two laps were slept through
        "130, 800, 50, 850",
        "130, 400, 150, 550",
        "130, 100, 150, 150",
        "0, 0, 0, 0",
        "399, 0, 0, 400"
    })
    void shouldCountTheLaps(long seen, long floor, long place, long expected) {
        capture.deviceAt(seen % RING, seen);
        capture.deviceAt(place, floor);
        assertEquals(expected, capture.device());
    }

    @Test
    void shouldLeaveAPlaybackWhatTheDeviceHasPlayed() {
        assertEquals(RING, playback.available());
        playback.advance(RING);
        assertEquals(0, playback.available());
        playback.deviceAt(150, 0);
        assertEquals(150, playback.available());
        assertEquals(-250, playback.overtaken());
        playback.deviceAt(20, 400);
        assertEquals(20, playback.overtaken());
    }

    @Test
    void shouldGiveACaptureWhatTheDeviceHasWritten() {
        capture.deviceAt(150, 0);
        assertEquals(150, capture.available());
        capture.advance(100);
        assertEquals(50, capture.available());
        assertEquals(100, capture.place());
        capture.deviceAt(110, 500);
        assertEquals(10, capture.overtaken());
    }

    @Test
    @DisplayName("at the boundary both pointers begin again, and nobody is late because of it")
    void shouldGoOnAcrossTheBoundary() {
        RingPointers small = new RingPointers(RING, RING, 4 * RING);
        long frames = 0;
        for (int step = 0; step < 100; step++) {
            small.advance(150);
            frames += 150;
            small.deviceAt((frames - 30) % RING, (frames - 30) / 100 * 100);
            assertEquals(RING - 30, small.available(), "after " + frames);
            assertEquals((frames - 30) % (4 * RING), small.device());
            assertEquals(frames % RING, small.place());
        }
    }
}

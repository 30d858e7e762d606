package org.dmaengine.examples.pcm;

import static org.dmaengine.examples.pcm.Sound.PERIOD;
import static org.dmaengine.examples.pcm.Sound.RING;
import static org.dmaengine.examples.pcm.Sound.SHORT;
import static org.dmaengine.examples.pcm.Sound.frames;
import static org.dmaengine.examples.pcm.Sound.numbers;
import static org.dmaengine.examples.pcm.Sound.played;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.stubs.Bench;
import org.dmaengine.core.stubs.Client;
import org.dmaengine.core.stubs.DriverCall;
import org.dmaengine.core.stubs.Patience;
import org.dmaengine.spi.TransferFault;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A client that plays, and one that is late.
class PlaybackTest {
    @AutoClose
    private final Bench bench = Sound.bench();
    private Playback playback = playback(SHORT);

    private Playback playback(PcmParameters parameters) {
        return new Playback(bench.channel, Sound.DEVICE, parameters);
    }

    @BeforeEach
    void prepare() {
        playback.prepare();
    }

    private void use(PcmParameters parameters) {
        playback = playback(parameters);
        playback.prepare();
    }

    private void write(int from, int count) throws IOException, InterruptedException {
        assertEquals(count, playback.write(frames(from, count)));
    }

    @Test
    void shouldStartWhenTheRingIsFull() throws Exception {
        write(0, RING - 1);
        assertEquals(PcmState.PREPARED, playback.state());
        write(RING - 1, 1);
        assertEquals(PcmState.RUNNING, playback.state());
        bench.move(4 * 100);
        assertEquals(100, playback.position());
        assertEquals(RING - 100, playback.delay());
        assertEquals(100, playback.available());
        assertArrayEquals(numbers(0, 100), played(bench));
    }

    @Test
    @Clause({"CYC-04", "ST-17", "CLA-10"})
    @DisplayName("the position runs on over the ring's end, and never backwards, whether callbacks come in time or not")
    void shouldNeverRunBackwards() throws Exception {
        write(0, RING);
        long before = 0;
        int written = RING;
        for (int step = 1; step <= 400; step++) {
            bench.move(4 * 97);
            if (step % 7 == 0) {
                bench.deliver();
            }
            long position = playback.position();
            assertEquals(97L * step, position);
            assertTrue(position > before);
            before = position;
            write(written, 97);
            written += 97;
        }
        assertArrayEquals(numbers(0, 400 * 97), played(bench));
    }

    @Test
    @DisplayName("ST-18 at the end of the ring, whether the residue says 0 or the whole ring, the place is its start")
    void shouldBeAtTheStartAtTheEnd() throws Exception {
        write(0, RING);
        bench.move(4 * (RING - 1));
        write(RING, 100);
        bench.move(4);
        assertEquals(RING, playback.position());
        bench.move(4);
        assertEquals(RING + 1, playback.position());
    }

    @Test
    @DisplayName("stalled for 200 ms on a ring of 100 ms: the period callback finds the underrun and stops, nothing is played twice")
    void shouldStopAtAnUnderrun() throws Exception {
        write(0, RING);
        Sound.pass(bench, RING);
        assertEquals(PcmState.XRUN, playback.state());
        assertArrayEquals(numbers(0, RING), played(bench));
        XrunException underrun = assertThrows(XrunException.class, () -> playback.write(frames(RING, 1)));
        assertEquals(0, underrun.frames());
        assertEquals(0L, bench.<Long>whileRunning(() -> playback.recover()));
        write(RING, RING);
        Sound.pass(bench, PERIOD);
        assertArrayEquals(numbers(0, RING + PERIOD), played(bench), "what was written next is played next");
    }

    @Test
    @DisplayName("a callback that is late finds the underrun late, and says how many frames were played again")
    void shouldSayHowManyFramesWerePlayedAgain() throws Exception {
        write(0, RING);
        bench.move(4 * (RING + 333));
        bench.deliver();
        XrunException underrun = assertThrows(XrunException.class, () -> playback.write(frames(RING, 1)));
        assertEquals(333, underrun.frames());
        assertTrue(underrun.getMessage().startsWith("underrun: 333 frames"), underrun.getMessage());
        assertEquals(333L, bench.<Long>whileRunning(() -> playback.recover()));
        write(RING, RING);
        bench.move(4 * 10);
        int[] played = played(bench);
        assertArrayEquals(numbers(0, 333), Arrays.copyOfRange(played, RING, RING + 333));
        assertArrayEquals(numbers(RING, RING + 10), Arrays.copyOfRange(played, RING + 333, played.length));
    }

    @Test
    @Clause("CYC-10")
    @DisplayName("with RUN_ON the client finds one underrun when it comes back after 200 ms, and goes on a period in front of the device")
    void shouldGoOnInFrontOfARunningDevice() throws Exception {
        use(SHORT.with(XrunPolicy.RUN_ON));
        write(0, RING);
        Sound.pass(bench, 2 * RING);
        assertEquals(RING, assertThrows(XrunException.class, () -> playback.write(frames(RING, 1))).frames());
        assertEquals(RING + PERIOD, playback.recover());
        write(RING, RING - PERIOD);
        bench.move(4 * (PERIOD + 100));
        int[] expected = Stream.of(numbers(0, RING), numbers(0, RING), numbers(0, PERIOD), numbers(RING, RING + 100))
                .flatMapToInt(IntStream::of).toArray();
        assertArrayEquals(expected, played(bench));
    }

    @Test
    @Clause({"CB-07", "DIFF-11"})
    @DisplayName("laps that were slept through count: only the running number of the periods tells of them")
    void shouldCountLapsThatWereSleptThrough() throws Exception {
        use(SHORT.with(XrunPolicy.RUN_ON));
        write(0, RING);
        bench.move(4L * (5 * RING + 123));
        bench.deliver(); // one call for 50 periods
        assertEquals(5 * RING + 123, playback.position());
        assertEquals(4 * RING + 123, assertThrows(XrunException.class, () -> playback.write(frames(RING, 1))).frames());
    }

    @ParameterizedTest
    @ValueSource(strings = {"STOP", "RUN_ON"})
    @DisplayName("stalled for 200 ms on a ring of 400 ms: nothing")
    void shouldFindNoUnderrunOnALongRing(XrunPolicy policy) throws Exception {
        use(PcmParameters.of(Sound.FORMAT, Duration.ofMillis(10), 40).with(policy));
        write(0, 4 * RING);
        Sound.pass(bench, 2 * RING);
        write(4 * RING, 2 * RING);
        Sound.pass(bench, 4 * RING - 1);
        assertEquals(PcmState.RUNNING, playback.state());
        assertEquals(0, playback.recover());
        assertArrayEquals(numbers(0, 6 * RING - 1), played(bench));
    }

    @Test
    @Clause({"CYC-12", "CLA-07"})
    void shouldKeepItsPlaceWhilePaused() throws Exception {
        write(0, RING);
        bench.move(4 * 700);
        playback.pause();
        bench.move(4 * 700);
        assertEquals(700, playback.position());
        assertEquals(PcmState.PAUSED, playback.state());
        playback.release();
        bench.run();
        assertEquals(1400, playback.position());
        assertArrayEquals(numbers(0, 1400), played(bench));
    }

    @Test
    @Clause({"CYC-06", "CLA-12"})
    @DisplayName("CLA-12 a trigger inside the period callback")
    void shouldStopInsideThePeriodCallback() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        playback.onPeriod(() -> {
            if (calls.incrementAndGet() == 3) {
                playback.drop();
            }
        });
        write(0, RING);
        Sound.pass(bench, 5 * PERIOD);
        assertEquals(3, calls.get());
        assertEquals(PcmState.SETUP, playback.state());
        assertEquals(3 * PERIOD, playback.position());
        assertArrayEquals(numbers(0, 3 * PERIOD), played(bench));
        bench.whileRunning(playback::prepare);
        write(7, 10);
        playback.start();
        bench.move(4 * 10);
        assertArrayEquals(numbers(7, 17), Arrays.copyOfRange(played(bench), 3 * PERIOD, 3 * PERIOD + 10), "from the ring's start");
    }

    @Test
    void shouldPlayWhatIsLeftAndThenSilence() throws Exception {
        write(0, RING);
        Sound.pass(bench, RING / 2);
        write(RING, 100);
        Client<Void> draining = Client.does("player", playback::drain);
        Patience.untilParked(draining.thread());
        assertEquals(PcmState.DRAINING, playback.state());
        Sound.pass(bench, RING);
        draining.answer();
        assertEquals(PcmState.SETUP, playback.state());
        int[] played = played(bench);
        assertEquals(RING + PERIOD, played.length, "to the end of the period");
        assertArrayEquals(numbers(0, RING + 100), Arrays.copyOf(played, RING + 100));
        assertTrue(Arrays.stream(played, RING + 100, played.length).allMatch(frame -> frame == 0));
    }

    @Test
    void shouldDrainWhatNeverFilledTheRing() throws Exception {
        write(1, 10);
        Client<Void> draining = Client.does("player", playback::drain);
        Patience.untilParked(draining.thread());
        Sound.pass(bench, RING);
        draining.answer();
        assertArrayEquals(numbers(1, 11), Arrays.copyOf(played(bench), 10));
        assertEquals(PERIOD, played(bench).length);
    }

    @Test
    void shouldSayThatTheDeviceIsGone() throws Exception {
        write(0, RING);
        bench.driver.plan(DriverCall.STEP, (transfer, limit) -> {
            throw TransferFault.write(0, "the codec does not answer", null);
        });
        bench.move(4);
        bench.deliver();
        IOException gone = assertThrows(IOException.class, () -> playback.write(frames(RING, 1)));
        assertTrue(gone.getMessage().contains("the codec does not answer"), gone.getMessage());
        assertEquals(PcmState.DISCONNECTED, playback.state());
    }

    @Test
    void shouldSayThatTheDeviceStandsStill() throws Exception {
        use(new PcmParameters(Sound.FORMAT, 48, 2, XrunPolicy.STOP)); // 2 ms, so the least patience
        write(0, 96);
        IOException still = assertThrows(IOException.class, () -> playback.write(frames(96, 1)));
        assertTrue(still.getMessage().startsWith("the device has not moved for 500 ms"), still.getMessage());
    }

    @Test
    void shouldRefuseWhatItsStateDoesNotAllow() throws Exception {
        assertThrows(IllegalStateException.class, playback::release);
        write(0, RING);
        assertTrue(assertThrows(IllegalStateException.class, playback::prepare).getMessage().contains("RUNNING; drop it"));
        assertTrue(assertThrows(IllegalStateException.class, playback::start).getMessage().contains("RUNNING"));
        playback.drop();
        assertThrows(IOException.class, () -> playback.write(frames(0, 1)));
    }
}

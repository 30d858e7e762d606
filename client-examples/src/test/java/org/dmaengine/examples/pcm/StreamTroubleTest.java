package org.dmaengine.examples.pcm;

import static org.dmaengine.examples.pcm.Sound.PERIOD;
import static org.dmaengine.examples.pcm.Sound.RING;
import static org.dmaengine.examples.pcm.Sound.frames;
import static org.dmaengine.examples.pcm.Sound.numbers;
import static org.dmaengine.examples.pcm.Sound.played;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.stubs.Bench;
import org.dmaengine.core.stubs.Client;
import org.dmaengine.core.stubs.Patience;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Triggers that come at the wrong moment.
class StreamTroubleTest {
    @AutoClose
    private final Bench bench = Sound.bench();
    private Playback playback;

    private void fill(PcmParameters parameters) throws IOException, InterruptedException {
        playback = new Playback(bench.channel, Sound.DEVICE, parameters);
        playback.prepare();
        playback.write(frames(0, (int) parameters.ringFrames()));
    }

    /// The device goes past the client; no callback has told yet, but the lap is known.
    private void overtake(int frames) {
        bench.move(4 * (RING - 1));
        assertEquals(RING - 1, playback.position());
        bench.move(4 * (frames + 1));
    }

    @Test
    @Clause({"CYC-06", "CYC-12"})
    void shouldPauseInsideThePeriodCallback() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        fill(Sound.SHORT);
        playback.onPeriod(() -> {
            if (calls.incrementAndGet() == 2) {
                playback.pause();
            }
        });
        Sound.pass(bench, 5 * PERIOD);
        assertEquals(PcmState.PAUSED, playback.state());
        assertEquals(2 * PERIOD, playback.position());
        playback.release();
        bench.run();
        bench.deliver();
        assertEquals(5 * PERIOD, playback.position(), "the device was allowed five");
        assertArrayEquals(numbers(0, 5 * PERIOD), played(bench));
    }

    @Test
    @DisplayName("paused when the device has overtaken the client already: that is an underrun, not a pause")
    void shouldNotPauseWhatIsLate() throws Exception {
        fill(Sound.SHORT);
        overtake(333);
        playback.pause();
        assertEquals(PcmState.XRUN, playback.state());
        assertEquals(333, assertThrows(XrunException.class, () -> playback.write(frames(RING, 1))).frames());
        bench.<Long>whileRunning(() -> playback.recover());
        playback.write(frames(RING, RING));
        bench.move(4 * 10);
        int[] played = played(bench);
        assertArrayEquals(numbers(RING, RING + 10), Arrays.copyOfRange(played, RING + 333, played.length));
    }

    @Test
    @DisplayName("late and paused, on a ring that runs on: the client catches up while the device stands")
    void shouldCatchUpWhilePaused() throws Exception {
        fill(Sound.SHORT.with(XrunPolicy.RUN_ON));
        overtake(10);
        playback.pause();
        assertEquals(10, assertThrows(XrunException.class, () -> playback.write(frames(RING, 1))).frames());
        assertEquals(10 + PERIOD, playback.recover());
        assertEquals(100, playback.write(frames(RING, 100)));
        assertEquals(PcmState.PAUSED, playback.state());
        playback.release();
        bench.move(4 * (PERIOD + 100));
        int[] played = played(bench);
        assertArrayEquals(numbers(RING, RING + 100), Arrays.copyOfRange(played, RING + 10 + PERIOD, played.length));
    }

    @Test
    void shouldDrainWhatIsPaused() throws Exception {
        fill(Sound.SHORT);
        bench.move(4 * 100);
        playback.pause();
        Client<Void> draining = Client.does("player", playback::drain);
        Patience.untilParked(draining.thread());
        assertEquals(PcmState.DRAINING, playback.state());
        bench.move(4 * (RING - 100));
        bench.deliver();
        draining.answer();
        assertArrayEquals(numbers(0, RING), played(bench));
    }

    @Test
    void shouldTellADrainThatComesTooLate() throws Exception {
        fill(Sound.SHORT.with(XrunPolicy.RUN_ON));
        overtake(5);
        assertEquals(5, assertThrows(XrunException.class, playback::drain).frames());
    }

    @Test
    @DisplayName("a file whose end comes late: what was played twice is counted, and the player ends")
    void shouldEndAFileThatEndsLate() throws Exception {
        InputStream late = new InputStream() {
            private int left = RING * 4;

            @Override
            public int read() {
                if (left == 0) {
                    bench.move(4 * (RING + 7));
                    bench.deliver();
                    return -1;
                }
                left--;
                return 1;
            }
        };
        playback = new Playback(bench.channel, Sound.DEVICE, Sound.SHORT);
        WavPlayer player = new WavPlayer(playback);
        AudioFormat format = new AudioFormat(48_000, 16, 2, true, false);
        assertEquals(RING, player.play(new AudioInputStream(late, format, AudioSystem.NOT_SPECIFIED)));
        assertEquals(1, player.underruns());
        assertEquals(7, player.replayed());
        assertEquals(PcmState.SETUP, playback.state());
    }

    @Test
    @Clause("CLA-14")
    @DisplayName("a ring of two periods, one the device's and one the client's; of one there is none")
    void shouldPlayFromTwoPeriods() throws Exception {
        assertThrows(IllegalArgumentException.class, () -> new PcmParameters(Sound.FORMAT, PERIOD, 1, XrunPolicy.STOP));
        fill(new PcmParameters(Sound.FORMAT, PERIOD, 2, XrunPolicy.STOP));
        for (int period = 2; period < 20; period++) {
            Sound.pass(bench, PERIOD);
            assertEquals(PERIOD, playback.write(frames(period * PERIOD, PERIOD)));
        }
        assertArrayEquals(numbers(0, 18 * PERIOD), played(bench));
        Sound.pass(bench, 2 * PERIOD);
        assertEquals(PcmState.XRUN, playback.state());
    }

    @Test
    @DisplayName("the controller leaves before its callback has told so: the stream is stopped, closed, and its memory freed")
    void shouldCloseWhatIsGone() throws Exception {
        fill(Sound.SHORT);
        Client<Boolean> leaving = Client.calls("controller", () -> bench.channel.depart("unplugged", System.nanoTime() + Patience.NANOS));
        Patience.until(() -> {
            bench.run();
            return leaving.isDone();
        }, "it has left");
        playback.drop();
        assertEquals(PcmState.DISCONNECTED, playback.state());
        IOException gone = assertThrows(IOException.class, () -> playback.write(frames(0, 1)));
        assertTrue(gone.getMessage().contains("unplugged"), gone.getMessage());
        bench.completers.automatic();
        bench.whileRunning(playback::close);
        assertEquals(0, bench.device.liveMappings());
    }
}

package org.dmaengine.tools.demo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.dmaengine.BusWidth;
import org.dmaengine.Capability;
import org.dmaengine.DmaChannel;
import org.dmaengine.endpoints.Pace;
import org.dmaengine.endpoints.PaceClock;
import org.dmaengine.endpoints.PacedPort;
import org.dmaengine.examples.pcm.Capture;
import org.dmaengine.examples.pcm.PcmInterface;
import org.dmaengine.examples.pcm.PcmParameters;
import org.dmaengine.examples.pcm.PcmStream;
import org.dmaengine.examples.pcm.Playback;
import org.dmaengine.examples.pcm.WavPlayer;
import org.dmaengine.examples.pcm.XrunException;
import org.dmaengine.examples.pcm.XrunPolicy;
import org.dmaengine.fifo.FifoSlaveConfig;

/// The PCM clients on devices that keep time: a file is played; a client sleeps, and finds out how much it has missed.
final class PlaySound implements DemoPart {
    private static final int LINE = 9_001;
    private static final int RATE = 48_000;
    private static final int FRAME = 4;
    private static final int FIFO = 1_024;
    private static final double TONE = 2 * Math.PI * 440 / RATE;
    private static final Duration PERIOD = Duration.ofMillis(10);
    private static final long STALL_MILLIS = 200;
    private static final PcmInterface DEVICE = new PcmInterface(0, 64, BusWidth.BYTES_4, base -> FifoSlaveConfig.of(base).withRequestLine(LINE));

    @Override
    public String title() {
        return "Sound at 48 kHz: a ring, its pointer, and a client that is late";
    }

    @Override
    public List<Class<?>> examples() {
        return List.of(PcmStream.class);
    }

    @Override
    public void show(Stage stage) throws Exception {
        play(stage, 2);
        stallPlayback(stage, 10);
        stallPlayback(stage, 40);
        stallCapture(stage);
    }

    /// A file, from start to end.
    private static void play(Stage stage, int seconds) throws Exception {
        Path file = Files.createTempFile("tone", ".wav");
        try (PacedPort speaker = PacedPort.player("speaker", new Pace(RATE, FRAME, FIFO), _ -> { }, PaceClock.system());
             Wiring _ = new Wiring(speaker, LINE);
             DmaChannel channel = stage.engine().requestAny(Capability.SLAVE, Capability.CYCLIC)) {
            writeTone(file, seconds * RATE);
            try (AudioInputStream sound = AudioSystem.getAudioInputStream(file.toFile());
                 Playback playback = new Playback(channel, DEVICE, PcmParameters.of(WavPlayer.formatOf(sound.getFormat()), PERIOD, 10))) {
                WavPlayer player = new WavPlayer(playback);
                AtomicLong losses = new AtomicLong(); // up to the last period; behind the end every device finds nothing
                playback.onPeriod(() -> losses.set(speaker.losses()));
                long begin = System.nanoTime();
                long frames = player.play(sound);
                speaker.finish(Duration.ofSeconds(1));
                stage.fact("a WAV, ring 100 ms", "%,d frames in %.2f s, underruns %d, lost by the device %d bytes", frames,
                        (System.nanoTime() - begin) / 1e9, player.underruns(), losses.get());
            }
        } finally {
            Files.delete(file);
        }
    }

    private static void writeTone(Path file, int frames) throws IOException {
        MemorySegment samples = MemorySegment.ofArray(new byte[frames * FRAME]);
        for (int i = 0; i < 2 * frames; i++) {
            samples.setAtIndex(ValueLayout.JAVA_SHORT_UNALIGNED, i, (short) (8_000 * Math.sin(TONE * (i / 2))));
        }
        AudioSystem.write(new AudioInputStream(new ByteArrayInputStream(samples.toArray(ValueLayout.JAVA_BYTE)), stereo(), frames),
                AudioFileFormat.Type.WAVE, file.toFile());
    }

    private static AudioFormat stereo() {
        return new AudioFormat(RATE, 16, 2, true, false);
    }

    private static PcmParameters ring(int periods) {
        return PcmParameters.of(WavPlayer.formatOf(stereo()), PERIOD, periods).with(XrunPolicy.RUN_ON);
    }

    private static MemorySegment fullRing(PcmStream stream) {
        return MemorySegment.ofArray(new byte[(int) stream.parameters().ringBytes()]);
    }

    private static void stallPlayback(Stage stage, int periods) throws Exception {
        try (PacedPort speaker = PacedPort.player("speaker", new Pace(RATE, FRAME, FIFO), _ -> { }, PaceClock.system());
             Wiring _ = new Wiring(speaker, LINE);
             DmaChannel channel = stage.engine().requestAny(Capability.SLAVE, Capability.CYCLIC);
             Playback playback = new Playback(channel, DEVICE, ring(periods))) {
            playback.prepare();
            playback.write(fullRing(playback));
            Thread.sleep(STALL_MILLIS);
            String what = "asleep, ring " + periods * 10 + " ms";
            try {
                playback.write(fullRing(playback).asSlice(0, FRAME));
                stage.fact(what, "no underrun after %d ms, %,d frames left", STALL_MILLIS, playback.delay());
            } catch (XrunException late) {
                stage.fact(what, "%s; went on after %,d of them", late.getMessage(), playback.recover());
            }
        }
    }

    private static void stallCapture(Stage stage) throws Exception {
        PacedPort.Recorder silence = words -> words.position(words.limit());
        try (PacedPort microphone = PacedPort.recorder("microphone", new Pace(RATE, FRAME, FIFO), silence, PaceClock.system());
             Wiring _ = new Wiring(microphone, LINE);
             DmaChannel channel = stage.engine().requestAny(Capability.SLAVE, Capability.CYCLIC);
             Capture capture = new Capture(channel, DEVICE, ring(10))) {
            capture.prepare();
            capture.start();
            Thread.sleep(STALL_MILLIS);
            try {
                capture.read(fullRing(capture));
                stage.say("no overrun: this machine was too slow to be late");
            } catch (XrunException late) {
                stage.fact("the same, capturing", "%s; went on behind %,d", late.getMessage(), capture.recover());
            }
        }
    }
}

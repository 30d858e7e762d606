package org.dmaengine.examples.pcm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.dmaengine.core.stubs.Bench;
import org.dmaengine.core.stubs.Client;
import org.dmaengine.core.stubs.Patience;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Sound files, played and captured, in every format that Java reads.
class WavTest {
    private static final long SEED = 4711;
    private static final int FRAMES = 1_234;

    @AutoClose
    private final Bench bench = Sound.bench();
    @TempDir
    Path folder;

    private static AudioFormat file(int bits, int channels, boolean bigEndian) {
        return new AudioFormat(8_000, bits, channels, bits > 8, bigEndian);
    }

    @ParameterizedTest
    @CsvSource({"8, 1, WAVE", "8, 2, WAVE", "16, 1, WAVE", "16, 2, WAVE", "24, 1, WAVE", "24, 2, WAVE", "32, 1, WAVE", "32, 2, WAVE", "16, 2, AU"})
    void shouldPlayAFile(int bits, int channels, String type) throws Exception {
        AudioFormat format = file(bits, channels, type.equals("AU"));
        byte[] samples = new byte[FRAMES * format.getFrameSize()];
        new Random(SEED).nextBytes(samples);
        Path file = folder.resolve("sound");
        AudioSystem.write(new AudioInputStream(new ByteArrayInputStream(samples), format, FRAMES),
                type.equals("AU") ? AudioFileFormat.Type.AU : AudioFileFormat.Type.WAVE, file.toFile());
        try (AudioInputStream sound = AudioSystem.getAudioInputStream(file.toFile())) {
            PcmParameters parameters = PcmParameters.of(WavPlayer.formatOf(sound.getFormat()), Duration.ofMillis(10), 4);
            Playback playback = new Playback(bench.channel, Sound.DEVICE, parameters);
            WavPlayer player = new WavPlayer(playback);
            Client<Long> playing = Client.calls("player", () -> player.play(sound));
            letItRun(playing, playback, parameters.periodBytes());
            assertEquals(FRAMES, playing.answer());
            assertEquals(0, player.underruns());
        }
        byte[] played = bench.driver.written();
        assertArrayEquals(samples, Arrays.copyOf(played, samples.length));
        byte silence = (byte) (bits == 8 ? 0x80 : 0);
        for (int i = samples.length; i < played.length; i++) {
            assertEquals(silence, played[i], "silence behind the end");
        }
    }

    @ParameterizedTest
    @CsvSource({"8, 1", "16, 2", "24, 2", "32, 1"})
    void shouldCaptureAFile(int bits, int channels) throws Exception {
        AudioFormat format = file(bits, channels, false);
        PcmParameters parameters = PcmParameters.of(WavPlayer.formatOf(format), Duration.ofMillis(10), 4);
        Capture capture = new Capture(bench.channel, Sound.DEVICE, parameters);
        WavRecorder recorder = new WavRecorder(capture);
        Path file = folder.resolve("sound.wav");
        Client<Void> recording = Client.does("recorder", () -> recorder.record(file, FRAMES));
        letItRun(recording, capture, parameters.periodBytes());
        recording.answer();
        assertEquals(0, recorder.overruns());
        try (AudioInputStream sound = AudioSystem.getAudioInputStream(file.toFile())) {
            assertEquals(format.toString(), sound.getFormat().toString());
            assertEquals(FRAMES, sound.getFrameLength());
            assertArrayEquals(Bench.patternBytes(0, FRAMES * format.getFrameSize()), sound.readAllBytes());
        }
    }

    /// A period passes whenever the client can do nothing but wait for one.
    private void letItRun(Client<?> client, PcmStream stream, long periodBytes) {
        while (!client.isDone()) {
            Patience.until(() -> client.isDone() || stream.state() == PcmState.DRAINING
                    || stream.state() == PcmState.RUNNING && stream.available() == 0, "the client waits");
            bench.move(periodBytes);
            bench.deliver();
        }
    }

    @Test
    void shouldRefuseWhatIsNoPlainPcm() {
        assertThrows(IllegalArgumentException.class, () -> WavPlayer.formatOf(new AudioFormat(AudioFormat.Encoding.ULAW, 8_000, 8, 1, 1, 8_000, false)));
    }
}

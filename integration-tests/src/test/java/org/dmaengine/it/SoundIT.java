package org.dmaengine.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.dmaengine.BusWidth;
import org.dmaengine.Capability;
import org.dmaengine.DmaEngine;
import org.dmaengine.contract.Clause;
import org.dmaengine.endpoints.Pace;
import org.dmaengine.endpoints.PaceClock;
import org.dmaengine.endpoints.PacedPort;
import org.dmaengine.examples.pcm.Capture;
import org.dmaengine.examples.pcm.PcmFormat;
import org.dmaengine.examples.pcm.PcmInterface;
import org.dmaengine.examples.pcm.PcmParameters;
import org.dmaengine.examples.pcm.PcmState;
import org.dmaengine.examples.pcm.PcmStream;
import org.dmaengine.examples.pcm.Playback;
import org.dmaengine.examples.pcm.WavPlayer;
import org.dmaengine.examples.pcm.WavRecorder;
import org.dmaengine.examples.pcm.XrunException;
import org.dmaengine.examples.pcm.XrunPolicy;
import org.dmaengine.fifo.FifoSlaveConfig;
import org.dmaengine.spi.WaitStrategy;
import org.dmaengine.testing.Service;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;

/// Sound through the FIFO controller and a port that keeps time, 48,000 frames of four bytes in a second. The time is held but for one test,
/// which plays `-Ddma.sound.seconds=10` from a ring of `-Ddma.sound.ring=100` milliseconds.
@TheProduct
class SoundIT {
    private static final int LINE = 3;
    private static final int RATE = 48_000;
    private static final int FIFO = 256;
    /// For 21 ms: a device that software serves in real time needs one that outlasts the scheduler.
    private static final int DEEP_FIFO = 1024;
    /// The line is raised when a quarter is empty; timer and engine have the rest to wake up in.
    private static final long LONGEST_STALL = DEEP_FIFO / 4 * 1_000_000_000L / RATE;
    private static final long STEP_NANOS = 2_000_000; // 96 frames
    private static final long LOOK_NANOS = 1_000_000;
    private static final PcmFormat FORMAT = new PcmFormat(RATE, 2, 2, (byte) 0);
    private static final PcmInterface DEVICE = new PcmInterface(0, 32, BusWidth.BYTES_4,
            base -> FifoSlaveConfig.of(base).withRequestLine(LINE).withPriority(FifoSlaveConfig.HIGHEST_PRIORITY));
    private static final int SECONDS = Integer.getInteger("dma.sound.seconds", 1);
    private static final int REAL_RING = Integer.getInteger("dma.sound.ring", 400);
    private static final AudioFormat WAV = new AudioFormat(RATE, 16, 2, true, false);

    private final HeldClock clock = new HeldClock();
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private int nextFrame;
    private Peripherals peripherals;

    @BeforeEach
    void attach(BundleContext context, @Service ConfigurationAdmin admin, @Service DmaEngine engine) throws IOException {
        peripherals = new Peripherals(context, admin, engine, WaitStrategy.PARK); // a device in a hurry on a busy machine: nobody spins beside it
    }

    @AfterEach
    void detach() throws IOException {
        peripherals.close();
    }

    // ---- the devices ----

    private PacedPort speaker(PaceClock time) {
        return speaker(time, new Pace(RATE, 4, FIFO));
    }

    private PacedPort speaker(PaceClock time, Pace pace) {
        return speaker(time, pace, this::hear);
    }

    private PacedPort speaker(PaceClock time, Pace pace, PacedPort.Player device) {
        PacedPort port = PacedPort.player("speaker", pace, device, time);
        peripherals.wire(port, LINE);
        return port;
    }

    private synchronized void hear(ByteBuffer words) {
        byte[] bytes = new byte[words.remaining()];
        words.get(bytes);
        heard.writeBytes(bytes);
    }

    private synchronized int heardBytes() {
        return heard.size();
    }

    private synchronized int[] heard() {
        return MemorySegment.ofArray(heard.toByteArray()).toArray(ValueLayout.JAVA_INT_UNALIGNED);
    }

    /// Counts the frames.
    private PacedPort microphone(PaceClock time) {
        PacedPort port = PacedPort.recorder("microphone", new Pace(RATE, 4, FIFO), new PacedPort.Recorder() {
            @Override
            public void record(ByteBuffer words) {
                while (words.hasRemaining()) {
                    words.putInt(nextFrame++);
                }
            }

            @Override
            public void skip(long words) {
                nextFrame += (int) words;
            }
        }, time);
        peripherals.wire(port, LINE);
        return port;
    }

    private static PcmParameters ring(int millis, XrunPolicy policy) {
        return PcmParameters.of(FORMAT, Duration.ofMillis(10), millis / 10).with(policy);
    }

    private Playback playback(PcmParameters parameters) throws InterruptedException {
        return new Playback(peripherals.channel(Capability.SLAVE, Capability.CYCLIC), DEVICE, parameters);
    }

    private Capture capture(PcmParameters parameters) throws InterruptedException {
        return new Capture(peripherals.channel(Capability.SLAVE, Capability.CYCLIC), DEVICE, parameters);
    }

    // ---- time ----

    /// Time passes in small steps; after each the controller catches up with the device, if the stream runs, and the callbacks with
    /// the controller: held time must not go round the ring before they have told of it.
    private void pass(int millis, PcmStream stream, PacedPort port) {
        AtomicLong told = new AtomicLong(port.moved());
        stream.onPeriod(() -> told.set(port.moved()));
        long most = 3 * stream.parameters().periodBytes();
        for (int step = 0; step < millis / 2; step++) {
            step(stream, port);
            Peripherals.until(() -> stream.state() != PcmState.RUNNING || port.moved() - told.get() <= most, "the callbacks have come");
        }
    }

    /// The device's clock starts with its first word, and goes on only when the controller has given it all that it has room for.
    private void step(PcmStream stream, PacedPort port) {
        settle(stream, port);
        clock.pass(STEP_NANOS);
        settle(stream, port);
    }

    private static void settle(PcmStream stream, PacedPort port) {
        Peripherals.until(() -> stream.state() != PcmState.RUNNING && stream.state() != PcmState.DRAINING
                || between(port) <= FIFO / 4 * 4L, "the controller has caught up with the device");
    }

    /// Bytes that the controller is behind the device.
    private static long between(PacedPort port) {
        long held = Math.abs(port.moved() - port.passed());
        return port.direction().readsMemory() ? FIFO * 4L - held : held;
    }

    private static MemorySegment frames(int from, int count) {
        return MemorySegment.ofArray(IntStream.range(from, from + count).toArray());
    }

    // ---- the tests ----

    @Test
    @Clause({"ST-17", "CYC-04", "CLA-02"})
    @DisplayName("a file of 10 s at 48 kHz: no underrun, and the position never runs backwards")
    void shouldPlayAFile(@TempDir Path folder) throws Exception {
        byte[] samples = new byte[10 * RATE * 4];
        new Random(1).nextBytes(samples);
        Path file = folder.resolve("noise.wav");
        AudioSystem.write(new AudioInputStream(new ByteArrayInputStream(samples), WAV, samples.length / 4), AudioFileFormat.Type.WAVE, file.toFile());
        PacedPort port = speaker(clock);
        try (AudioInputStream sound = AudioSystem.getAudioInputStream(file.toFile());
             Playback playback = playback(PcmParameters.of(WavPlayer.formatOf(sound.getFormat()), Duration.ofMillis(10), 10))) {
            WavPlayer player = new WavPlayer(playback);
            FutureTask<Long> playing = new FutureTask<>(() -> player.play(sound));
            Thread.ofVirtual().start(playing);
            long position = 0;
            while (!playing.isDone()) {
                Peripherals.until(() -> playing.isDone() || playback.state() == PcmState.DRAINING
                        || playback.state() == PcmState.RUNNING && playback.available() < playback.parameters().periodFrames(), "the player has filled the ring");
                step(playback, port);
                long now = playback.position();
                assertTrue(now >= position, "from " + position + " back to " + now);
                position = now;
            }
            assertEquals(samples.length / 4, playing.get());
            assertEquals(0, player.underruns());
            assertEquals(0, port.losses());
            clock.pass(Duration.ofSeconds(1).toNanos());
            assertEquals(position * 4, port.passed());
            assertArrayEquals(samples, Arrays.copyOf(heard.toByteArray(), samples.length));
        }
    }

    @Test
    @Clause("CYC-10")
    @DisplayName("stalled for 200 ms on a ring of 100 ms: one underrun, the device stops, what comes next is played next")
    void shouldFindAnUnderrun() throws Exception {
        PacedPort port = speaker(clock);
        try (Playback playback = playback(ring(100, XrunPolicy.STOP))) {
            playback.prepare();
            playback.write(frames(0, 4800));
            pass(200, playback, port);
            XrunException underrun = assertThrows(XrunException.class, () -> playback.write(frames(4800, 1)));
            long replayed = playback.recover();
            assertEquals(underrun.frames(), replayed);
            assertEquals(port.moved() / 4 - 4800, replayed, "frames that the device got twice");
            assertEquals(4800, playback.write(frames(4800, 4800)));
            pass(50, playback, port);
            int[] all = heard();
            assertArrayEquals(IntStream.range(0, 4800).toArray(), Arrays.copyOf(all, 4800));
            assertArrayEquals(IntStream.range(0, (int) replayed).toArray(), Arrays.copyOfRange(all, 4800, 4800 + (int) replayed));
            int[] rest = Arrays.copyOfRange(all, 4800 + (int) replayed, all.length);
            assertTrue(rest.length > 2000, rest.length + " frames");
            assertArrayEquals(IntStream.range(4800, 4800 + rest.length).toArray(), rest);
        }
    }

    @Test
    @Clause("CYC-10")
    @DisplayName("the same without a stop: the client says how many frames were played twice, and goes on in front of the device")
    void shouldGoOnInFrontOfTheDevice() throws Exception {
        PacedPort port = speaker(clock);
        try (Playback playback = playback(ring(100, XrunPolicy.RUN_ON))) {
            playback.prepare();
            playback.write(frames(0, 4800));
            pass(200, playback, port);
            XrunException underrun = assertThrows(XrunException.class, () -> playback.write(frames(4800, 1)));
            assertEquals(port.moved() / 4 - 4800, underrun.frames());
            assertTrue(underrun.frames() >= 4800, underrun.getMessage());
            int replayed = (int) playback.recover();
            assertEquals(underrun.frames() + 480, replayed);
            playback.write(frames(4800, 4000));
            pass(50, playback, port);
            assertEquals(0, port.losses(), "it never stopped");
            int[] all = heard();
            assertArrayEquals(IntStream.range(0, replayed).map(i -> i % 4800).toArray(), Arrays.copyOfRange(all, 4800, 4800 + replayed));
            int[] rest = Arrays.copyOfRange(all, 4800 + replayed, all.length);
            assertTrue(rest.length > 1000, rest.length + " frames");
            assertArrayEquals(IntStream.range(4800, 4800 + rest.length).toArray(), rest);
        }
    }

    @Test
    @DisplayName("stalled for 200 ms on a ring of 400 ms: nothing")
    void shouldFindNoUnderrunOnALongRing() throws Exception {
        PacedPort port = speaker(clock);
        try (Playback playback = playback(ring(400, XrunPolicy.STOP))) {
            playback.prepare();
            playback.write(frames(0, 4 * 4800));
            pass(200, playback, port);
            playback.write(frames(4 * 4800, 2 * 4800));
            pass(200, playback, port);
            assertEquals(0, playback.recover());
            int[] all = heard();
            assertArrayEquals(IntStream.range(0, all.length).toArray(), all);
            assertEquals(0, port.losses());
        }
    }

    @ParameterizedTest
    @EnumSource(XrunPolicy.class)
    @Clause("CYC-10")
    @DisplayName("stalled for 200 ms on a ring of 100 ms: one overrun, and the gap is as long as it says")
    void shouldFindAnOverrun(XrunPolicy policy) throws Exception {
        PacedPort port = microphone(clock);
        try (Capture capture = capture(ring(100, policy))) {
            capture.prepare();
            capture.start();
            Peripherals.until(() -> capture.detail().contains("quiet"), "the device has been looked at"); // which starts its clock
            pass(50, capture, port);
            int[] some = new int[1000];
            assertEquals(1000, capture.read(MemorySegment.ofArray(some)));
            assertArrayEquals(IntStream.range(0, 1000).toArray(), some);
            pass(200, capture, port);
            XrunException overrun = assertThrows(XrunException.class, () -> capture.read(MemorySegment.ofArray(some)));
            long lost = capture.recover();
            assertTrue(lost > overrun.frames(), lost + " lost, " + overrun.getMessage());
            if (policy == XrunPolicy.STOP) {
                capture.start();
                pass(50, capture, port);
            } else {
                assertEquals(0, port.losses());
            }
            assertEquals(1000, capture.read(MemorySegment.ofArray(some)));
            assertEquals(1000 + lost, some[0]);
        }
    }

    @Test
    @DisplayName("stalled for 200 ms on a ring of 400 ms: no overrun, and no frame is missing")
    void shouldFindNoOverrunOnALongRing() throws Exception {
        PacedPort port = microphone(clock);
        try (Capture capture = capture(ring(400, XrunPolicy.STOP))) {
            capture.prepare();
            capture.start();
            Peripherals.until(() -> capture.detail().contains("quiet"), "the device has been looked at"); // which starts its clock
            for (int frame = 0, stall = 0; stall < 3; stall++) {
                pass(200, capture, port);
                int[] some = new int[(int) capture.available()];
                assertEquals(some.length, capture.read(MemorySegment.ofArray(some)));
                assertArrayEquals(IntStream.range(frame, frame + some.length).toArray(), some);
                frame += some.length;
                assertTrue(frame >= (stall + 1) * 9600 - FIFO, "up to frame " + frame);
            }
            assertEquals(0, capture.recover());
            assertEquals(0, port.losses());
        }
    }

    @ParameterizedTest
    @CsvSource({"8, 1, 1", "16, 1, 2", "24, 1, 1", "24, 2, 1", "32, 2, 4"})
    @Clause("CLA-05")
    @DisplayName("samples go in words of their size, those of three bytes in bytes; two periods are enough")
    void shouldPlayEveryFormat(int bits, int channels, int wordBytes) throws Exception {
        AudioFormat file = new AudioFormat(RATE, bits, channels, bits > 8, false);
        PcmParameters parameters = new PcmParameters(WavPlayer.formatOf(file), RATE / 100, 2, XrunPolicy.STOP);
        int wordsPerMilli = RATE / 1000 * file.getFrameSize() / wordBytes;
        PacedPort port = speaker(clock, new Pace(wordsPerMilli * 1000L, wordBytes, 4 * wordsPerMilli));
        byte[] samples = new byte[RATE / 10 * file.getFrameSize()];
        new Random(bits).nextBytes(samples);
        PcmInterface device = PcmInterface.at(0, 32).extended(base -> FifoSlaveConfig.of(base).withRequestLine(LINE));
        try (Playback playback = new Playback(peripherals.channel(Capability.SLAVE, Capability.CYCLIC), device, parameters)) {
            WavPlayer player = new WavPlayer(playback);
            FutureTask<Long> playing = new FutureTask<>(() -> player.play(new AudioInputStream(new ByteArrayInputStream(samples), file, RATE / 10)));
            Thread.ofVirtual().start(playing);
            while (!playing.isDone()) {
                Peripherals.until(() -> playing.isDone() || playback.state() == PcmState.DRAINING
                        || playback.state() == PcmState.RUNNING && playback.available() < parameters.periodFrames(), "the player has filled the ring");
                clock.pass(Duration.ofMillis(1).toNanos());
                Peripherals.until(() -> playing.isDone() || playback.state() != PcmState.RUNNING && playback.state() != PcmState.DRAINING
                        || port.moved() - port.passed() >= 2L * wordsPerMilli * wordBytes, "the controller has caught up with the device");
            }
            assertEquals(RATE / 10, playing.get());
            assertEquals(0, player.underruns());
            clock.pass(Duration.ofSeconds(1).toNanos());
            port.passed();
            assertArrayEquals(samples, Arrays.copyOf(heard.toByteArray(), samples.length));
        }
    }

    @Test
    void shouldCaptureAFile(@TempDir Path folder) throws Exception {
        PacedPort port = microphone(clock);
        try (Capture capture = capture(ring(100, XrunPolicy.STOP))) {
            WavRecorder recorder = new WavRecorder(capture);
            Path file = folder.resolve("count.wav");
            FutureTask<Void> recording = new FutureTask<>(() -> {
                recorder.record(file, RATE);
                return null;
            });
            Thread.ofVirtual().start(recording);
            while (!recording.isDone()) {
                Peripherals.until(() -> recording.isDone() || capture.state() == PcmState.RUNNING && capture.available() < 480, "the recorder has read all");
                clock.pass(STEP_NANOS);
                settle(capture, port);
            }
            recording.get();
            assertEquals(0, recorder.overruns());
            try (AudioInputStream sound = AudioSystem.getAudioInputStream(file.toFile())) {
                assertArrayEquals(IntStream.range(0, RATE).toArray(), MemorySegment.ofArray(sound.readAllBytes()).toArray(ValueLayout.JAVA_INT_UNALIGNED));
            }
        }
    }

    @Test
    @Clause({"ST-17", "CYC-04"})
    @DisplayName("in real time, a file: no underrun, no silence before its end, and the position never runs backwards")
    void shouldPlayInRealTime(@TempDir Path folder) throws Exception {
        byte[] samples = new byte[SECONDS * RATE * 4];
        new Random(2).nextBytes(samples);
        Path file = folder.resolve("noise.wav");
        AudioSystem.write(new AudioInputStream(new ByteArrayInputStream(samples), WAV, SECONDS * RATE), AudioFileFormat.Type.WAVE, file.toFile());
        AtomicLong lost = new AtomicLong(); // words; behind the end every device finds nothing
        PacedPort port = speaker(PaceClock.system(), new Pace(RATE, 4, DEEP_FIFO), new PacedPort.Player() {
            @Override
            public void play(ByteBuffer words) {
                hear(words);
            }

            @Override
            public void silence(long words) {
                lost.addAndGet(heardBytes() < samples.length ? words : 0);
            }
        });
        port.stop(); // until its FIFO is full: it empties faster than classes are loaded
        try (AudioInputStream sound = AudioSystem.getAudioInputStream(file.toFile());
             Playback playback = playback(ring(REAL_RING, XrunPolicy.STOP));
             Stalls stalls = new Stalls()) {
            WavPlayer player = new WavPlayer(playback);
            long begin = System.nanoTime();
            FutureTask<Long> playing = new FutureTask<>(() -> player.play(sound));
            Thread.ofVirtual().start(playing);
            Peripherals.until(() -> port.moved() == DEEP_FIFO * 4L, "the FIFO is full");
            port.start();
            long looks = 0;
            long backwards = 0;
            for (long position = 0; !playing.isDone(); looks++) {
                long now = playback.position();
                backwards += now < position ? 1 : 0;
                position = now;
                LockSupport.parkNanos(LOOK_NANOS);
            }
            assertEquals(SECONDS * RATE, playing.get());
            port.finish(Duration.ofSeconds(5));
            long nanos = System.nanoTime() - begin;
            long stall = stalls.longestNanos();
            System.out.printf("%,d frames in %.3f s from a ring of %d ms: %d underruns, %,d frames lost by the device; %d looks at the position, %d backwards; the machine let a thread wait for %.1f ms%n",
                    playing.get(), nanos / 1e9, REAL_RING, player.underruns(), lost.get(), looks, backwards, stall / 1e6);
            assertTrue(nanos >= SECONDS * 1_000_000_000L, "it takes its time");
            assertEquals(0, player.underruns());
            assertTrue(lost.get() == 0 || stall > LONGEST_STALL, lost.get() + " frames lost by the device, though the machine let nobody wait");
            assertEquals(0, backwards);
            assertArrayEquals(samples, Arrays.copyOf(heard.toByteArray(), samples.length));
        }
    }
}

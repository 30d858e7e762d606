package org.dmaengine.examples.pcm;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/// Captures into a WAV file, and goes on after every overrun with the frames that are left.
public final class WavRecorder {
    private final Capture capture;
    private long overruns;
    private long lost;

    public WavRecorder(Capture capture) {
        this.capture = capture;
    }

    /// Captures so many frames into a file.
    public void record(Path file, long frames) throws IOException {
        capture.prepare();
        try {
            AudioSystem.write(new AudioInputStream(new Frames(), formatOf(capture.parameters().format()), frames),
                    AudioFileFormat.Type.WAVE, file.toFile());
        } finally {
            capture.drop();
        }
    }

    /// Overruns so far.
    public long overruns() {
        return overruns;
    }

    /// Frames that the file lacks.
    public long lost() {
        return lost;
    }

    /// What a file says of such frames: little end first; one byte without sign, more with.
    static AudioFormat formatOf(PcmFormat format) {
        return new AudioFormat(format.rate(), format.sampleBytes() * 8, format.channels(), format.sampleBytes() > 1, false);
    }

    /// What is captured, as bytes.
    private final class Frames extends InputStream {
        @Override
        public int read() {
            throw new UnsupportedOperationException("frames are read as a whole");
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            MemorySegment room = MemorySegment.ofArray(bytes).asSlice(offset, length);
            while (true) {
                try {
                    return (int) capture.read(room) * capture.parameters().format().frameBytes();
                } catch (XrunException _) {
                    overruns++;
                    lost += capture.recover();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new InterruptedIOException("interrupted after " + capture.position() + " frames");
                }
            }
        }
    }
}

package org.dmaengine.examples.pcm;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;

/// Plays what a sound file gives, and goes on after every underrun.
public final class WavPlayer {
    private final Playback playback;
    private long underruns;
    private long replayed;

    public WavPlayer(Playback playback) {
        this.playback = playback;
    }

    /// Plays a stream to its end.
    ///
    /// @param sound of the format that the playback was made for, see [#formatOf]
    /// @return frames played
    // @start region="play"
    public long play(AudioInputStream sound) throws IOException, InterruptedException {
        PcmParameters parameters = playback.parameters();
        byte[] period = new byte[(int) parameters.periodBytes()];
        long frames = 0;
        playback.prepare();
        for (int bytes = sound.readNBytes(period, 0, period.length); bytes > 0; bytes = sound.readNBytes(period, 0, period.length)) {
            write(MemorySegment.ofArray(period).asSlice(0, bytes));
            frames += bytes / parameters.format().frameBytes();
        }
        drain();
        return frames;
    }

    private void write(MemorySegment frames) throws IOException, InterruptedException {
        int frame = playback.parameters().format().frameBytes();
        for (long done = 0; done < frames.byteSize(); ) {
            try {
                done += playback.write(frames.asSlice(done)) * frame;
            } catch (XrunException _) {
                underruns++;
                replayed += playback.recover();
            }
        }
    }

    private void drain() throws IOException, InterruptedException {
        try {
            playback.drain();
        } catch (XrunException late) { // after the last write: there is nothing to go on with
            underruns++;
            replayed += late.frames();
            playback.drop();
        }
    }
    // @end

    /// Underruns so far.
    public long underruns() {
        return underruns;
    }

    /// Frames that were played again in place of later ones.
    public long replayed() {
        return replayed;
    }

    /// How the frames of a sound file lie in memory.
    ///
    /// @throws IllegalArgumentException if they are no plain samples
    public static PcmFormat formatOf(AudioFormat file) {
        boolean unsigned = file.getEncoding().equals(AudioFormat.Encoding.PCM_UNSIGNED);
        boolean plain = unsigned || file.getEncoding().equals(AudioFormat.Encoding.PCM_SIGNED)
                || file.getEncoding().equals(AudioFormat.Encoding.PCM_FLOAT);
        int sampleBytes = (file.getSampleSizeInBits() + 7) / 8;
        if (!plain || sampleBytes < 1 || sampleBytes > 4 || unsigned && sampleBytes > 1) {
            throw new IllegalArgumentException(file + " is no plain PCM; signed or float samples of 8 to 32 bits, or unsigned ones of 8, are");
        }
        return new PcmFormat(Math.round(file.getSampleRate()), file.getChannels(), sampleBytes, (byte) (unsigned ? 0x80 : 0));
    }
}

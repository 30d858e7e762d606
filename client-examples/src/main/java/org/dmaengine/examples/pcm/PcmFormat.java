package org.dmaengine.examples.pcm;

import java.time.Duration;
import java.util.Set;
import org.dmaengine.BusWidth;

/// How samples lie in memory: a frame is one sample of each channel, frames follow each other without gaps.
///
/// ```text
/// 16 bit stereo   |l l|r r|l l|r r| ...      sampleBytes 2, frameBytes 4
/// 24 bit mono     |m m m|m m m| ...          sampleBytes 3, frameBytes 3
/// ```
///
/// @param rate        frames in a second
/// @param channels    samples in a frame
/// @param sampleBytes bytes of a sample, 1 to 4
/// @param silence     the byte that silence is made of: 0, or 0x80 for unsigned samples of one byte
public record PcmFormat(int rate, int channels, int sampleBytes, byte silence) {
    private static final long NANOS = Duration.ofSeconds(1).toNanos();

    /// Checks the numbers.
    public PcmFormat {
        if (rate < 1 || channels < 1 || sampleBytes < 1 || sampleBytes > 4) {
            throw new IllegalArgumentException(rate + " frames of " + channels + " samples of " + sampleBytes
                    + " bytes in a second; at least 1, 1, and 1 to 4 bytes are possible");
        }
    }

    /// Bytes of one frame.
    public int frameBytes() {
        return channels * sampleBytes;
    }

    /// Whole frames in so much time.
    public long frames(Duration time) {
        return time.toNanos() * rate / NANOS;
    }

    /// The time that so many frames take.
    public Duration time(long frames) {
        return Duration.ofNanos(frames * NANOS / rate);
    }

    /// The width of one access to the device's register: that of a sample (CLA-05), or where the channel has no such width, as
    /// few have three bytes, that of a byte.
    ///
    /// @param allowed widths that the channel can do, empty for all (CLA-03)
    public BusWidth width(Set<BusWidth> allowed) {
        BusWidth sample = BusWidth.ofBytes(sampleBytes);
        return allowed.isEmpty() && sampleBytes != 3 || allowed.contains(sample) ? sample : BusWidth.BYTES_1;
    }
}

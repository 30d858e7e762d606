package org.dmaengine.examples.interleavedblit;

import java.lang.foreign.MemorySegment;

/// A picture in memory, one byte per pixel, row after row without gaps.
///
/// @param pixels the bytes
/// @param stride bytes per row
public record Picture(MemorySegment pixels, long stride) {
    /// Offset of a pixel.
    public long offset(long x, long y) {
        return y * stride + x;
    }
}

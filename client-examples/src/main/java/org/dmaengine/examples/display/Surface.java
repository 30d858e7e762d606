package org.dmaengine.examples.display;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.dmaengine.mapping.DmaMapper;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;

/// Pixels in memory, row after row, as one DMA device sees them.
///
/// ```text
/// byte  0      1       2     3        of a pixel, low end first
///     | blue | green | red | unused |
/// ```
///
/// @param memory the pixels, mapped
/// @param width  pixels in a row
/// @param height rows
public record Surface(Mapping memory, int width, int height) implements AutoCloseable {
    /// Bytes of a pixel.
    public static final int PIXEL = 4;

    private static final ValueLayout.OfInt LAYOUT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /// A black one, in memory that client and device share.
    public static Surface allocate(DmaMapper mapper, int width, int height) {
        return new Surface(mapper.allocate((long) width * height * PIXEL), width, height);
    }

    /// The same pixels for another DMA device: what one engine draws, the other shows. Close it first.
    public Surface mappedFor(DmaMapper mapper) {
        return new Surface(mapper.map(memory.segment(), MapDirection.BIDIRECTIONAL), width, height);
    }

    /// All of it.
    public Area area() {
        return new Area(0, 0, width, height);
    }

    /// Bytes from one row to the next.
    public long stride() {
        return (long) width * PIXEL;
    }

    /// Where a pixel is, in bytes.
    public long offset(int x, int y) {
        return y * stride() + (long) x * PIXEL;
    }

    /// Sets a pixel to `0xRRGGBB`.
    public void set(int x, int y, int colour) {
        memory.segment().set(LAYOUT, offset(x, y), colour);
    }

    /// A pixel as `0xRRGGBB`.
    public int get(int x, int y) {
        return memory.segment().get(LAYOUT, offset(x, y));
    }

    /// Sets every pixel.
    public void fill(int colour) {
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                set(x, y, colour);
            }
        }
    }

    @Override
    public void close() {
        memory.close();
    }
}

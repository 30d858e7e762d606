package org.dmaengine.examples.display.device;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.dmaengine.BusWidth;
import org.dmaengine.Direction;
import org.dmaengine.fifo.FifoPort;
import org.dmaengine.fifo.RequestLine;

/// A simulated panel: takes pixels of four bytes, from left to right and top to bottom, as fast as its beam moves, and shows a [Frame] at each
/// vertical sync. Whoever has the panel moves the beam.
///
/// ```text
/// scan(lines) ─▶ wanted pixels ─▶ level ─▶ burst ─▶ raster ─ last pixel of the last line ─▶ vertical sync ─▶ screen
/// ```
///
/// It wants at most a frame: a beam that is moved further meanwhile finds no pixels, which is counted as lost.
public final class Panel implements FifoPort {
    private static final int PIXEL = 4;
    private static final ValueLayout.OfInt LAYOUT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final int width;
    private final int[] raster;
    private final Consumer<Frame> screen;
    private final AtomicLong losses = new AtomicLong();
    private final Object lock = new Object();
    // Guarded by lock.
    private RequestLine line;
    private int wanted;
    private int drawn;
    private long number;

    /// @param screen shown each frame, inside the burst that completes it: must be quick
    public Panel(int width, int height, Consumer<Frame> screen) {
        this.width = width;
        this.raster = new int[width * height];
        this.screen = screen;
    }

    /// Moves the beam by so many lines.
    public void scan(int lines) {
        RequestLine raised;
        synchronized (lock) {
            long pixels = wanted + (long) lines * width;
            wanted = (int) Math.min(pixels, raster.length);
            losses.addAndGet((pixels - wanted) * PIXEL);
            raised = line;
        }
        if (raised != null) {
            raised.raise();
        }
    }

    /// Moves the beam to the upper left corner; what it has drawn of this frame is not shown. For a panel whose feed was cut off.
    public void restart() {
        synchronized (lock) {
            wanted = 0;
            drawn = 0;
        }
    }

    @Override
    public Direction direction() {
        return Direction.MEM_TO_DEV;
    }

    @Override
    public Set<BusWidth> widths() {
        return EnumSet.of(BusWidth.BYTES_4);
    }

    @Override
    public void connect(RequestLine newLine) {
        synchronized (lock) {
            if (line != null) {
                throw new IllegalStateException("the panel is connected already");
            }
            line = newLine;
        }
    }

    @Override
    public void disconnect() {
        synchronized (lock) {
            line = null;
        }
    }

    @Override
    public int level(int wordBytes) {
        synchronized (lock) {
            return wanted;
        }
    }

    @Override
    public int burst(long address, MemorySegment memory, long offset, int words, int wordBytes) {
        Frame complete = null;
        int taken;
        synchronized (lock) {
            taken = Math.min(words, raster.length - drawn);
            for (int i = 0; i < taken; i++) {
                raster[drawn++] = memory.get(LAYOUT, offset + (long) i * PIXEL);
            }
            wanted -= taken;
            if (drawn == raster.length) {
                drawn = 0;
                complete = new Frame(++number, width, raster.clone());
            }
        }
        if (complete != null) {
            screen.accept(complete);
        }
        return taken;
    }

    @Override
    public long losses() {
        return losses.get();
    }
}

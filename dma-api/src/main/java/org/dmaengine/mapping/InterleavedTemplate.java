package org.dmaengine.mapping;

import java.util.List;
import java.util.Objects;
import org.dmaengine.Direction;

/// A transfer in frames of chunks with gaps (`dma_interleaved_template`; IL-01 to IL-15).
///
/// ```text
/// frame = chunk 0, gap, chunk 1, gap, ... chunk n-1, gap        repeated numFrames times
/// ```
///
/// A side that is a device has no mapping; its address is that of the slave configuration.
///
/// @param direction   which sides are memory
/// @param destination mapping of one entry that is written, null if the destination is a device
/// @param dstStart    first byte within it
/// @param source      mapping of one entry that is read, null if the source is a device
/// @param srcStart    first byte within it
/// @param dstInc      whether the destination address advances (IL-03)
/// @param srcInc      whether the source address advances
/// @param dstSgl      whether the common gap applies at the destination (IL-04)
/// @param srcSgl      whether the common gap applies at the source
/// @param numFrames   how often the frame is repeated, at least 1
/// @param frame       the chunks of one frame
public record InterleavedTemplate(Direction direction, Mapping destination, long dstStart, Mapping source, long srcStart,
                                  boolean dstInc, boolean srcInc, boolean dstSgl, boolean srcSgl, long numFrames,
                                  List<DataChunk> frame) {
    /// Copies the frame and checks what no controller could accept.
    public InterleavedTemplate {
        Objects.requireNonNull(direction, "direction");
        frame = List.copyOf(frame);
        if (numFrames < 1 || frame.isEmpty()) {
            throw new IllegalArgumentException(numFrames + " frames of " + frame.size()
                    + " chunks; both must be at least 1");
        }
        sideFits(destination, direction.writesMemory(), "destination", direction);
        sideFits(source, direction.readsMemory(), "source", direction);
        if (dstStart < 0 || srcStart < 0) {
            throw new IllegalArgumentException("start offsets cannot be negative: dstStart " + dstStart + ", srcStart " + srcStart);
        }
    }

    /// Bytes that are moved: frames times chunk sizes (IL-02).
    public long length() {
        long perFrame = 0;
        for (DataChunk chunk : frame) {
            perFrame = Math.addExact(perFrame, chunk.size());
        }
        return Math.multiplyExact(perFrame, numFrames);
    }

    /// The effective gap behind a chunk at the source (IL-05).
    public long srcGap(int chunk) {
        DataChunk c = frame.get(chunk);
        return gap(srcInc, srcSgl, c.srcGap(), c.interChunkGap());
    }

    /// The effective gap behind a chunk at the destination (IL-05).
    public long dstGap(int chunk) {
        DataChunk c = frame.get(chunk);
        return gap(dstInc, dstSgl, c.dstGap(), c.interChunkGap());
    }

    /// Starts a template for memory to memory in which both sides advance.
    public static Builder memoryToMemory(Mapping destination, long dstStart, Mapping source, long srcStart) {
        return new Builder(Direction.MEM_TO_MEM, destination, dstStart, source, srcStart);
    }

    /// Starts a template from memory to the device of the channel.
    public static Builder toDevice(Mapping source, long srcStart) {
        return new Builder(Direction.MEM_TO_DEV, null, 0, source, srcStart);
    }

    /// Starts a template from the device of the channel to memory.
    public static Builder fromDevice(Mapping destination, long dstStart) {
        return new Builder(Direction.DEV_TO_MEM, destination, dstStart, null, 0);
    }

    private static long gap(boolean inc, boolean sgl, long own, long common) {
        if (!inc) {
            return 0;
        }
        return own != 0 ? own : sgl ? common : 0;
    }

    private static void sideFits(Mapping mapping, boolean memory, String side, Direction direction) {
        if (memory != (mapping != null)) {
            throw new IllegalArgumentException("direction " + direction + (memory ? " needs a mapping as " : " takes no mapping as ") + side);
        }
    }

    /// Collects a template; the memory sides advance, the gaps apply to them, unless said otherwise.
    public static final class Builder {
        private final Direction direction;
        private final Mapping destination;
        private final long dstStart;
        private final Mapping source;
        private final long srcStart;
        private boolean dstInc;
        private boolean srcInc;
        private boolean dstSgl;
        private boolean srcSgl;
        private long numFrames = 1;
        private List<DataChunk> frame = List.of();

        private Builder(Direction direction, Mapping destination, long dstStart, Mapping source, long srcStart) {
            this.direction = direction;
            this.destination = destination;
            this.dstStart = dstStart;
            this.source = source;
            this.srcStart = srcStart;
            this.dstInc = direction.writesMemory();
            this.srcInc = direction.readsMemory();
            this.dstSgl = dstInc;
            this.srcSgl = srcInc;
        }

        /// Says which sides advance (IL-03).
        public Builder increment(boolean dst, boolean src) {
            dstInc = dst;
            srcInc = src;
            return this;
        }

        /// Says at which sides the common gap applies (IL-04).
        public Builder gaps(boolean dst, boolean src) {
            dstSgl = dst;
            srcSgl = src;
            return this;
        }

        /// Sets the chunks of a frame and how often it is repeated.
        public Builder frames(long count, DataChunk... chunks) {
            numFrames = count;
            frame = List.of(chunks);
            return this;
        }

        /// The template.
        public InterleavedTemplate build() {
            return new InterleavedTemplate(direction, destination, dstStart, source, srcStart, dstInc, srcInc, dstSgl,
                    srcSgl, numFrames, frame);
        }
    }
}

package org.dmaengine.core.channel;

import org.dmaengine.core.mapping.MappedMemory;
import org.dmaengine.mapping.DataChunk;
import org.dmaengine.mapping.InterleavedTemplate;

/// Walks the chunks of an interleaved template (IL-05, IL-06): a run is a chunk.
final class FrameWalk implements Walk {
    private final MappedMemory source;
    private final MappedMemory destination;
    private final long srcStart;
    private final long dstStart;
    private final boolean srcInc;
    private final boolean dstInc;
    private final long[] sizes;
    private final long[] srcStrides;
    private final long[] dstStrides;
    private int chunk;
    private long srcPosition;
    private long dstPosition;

    FrameWalk(InterleavedTemplate template) {
        source = (MappedMemory) template.source();
        destination = (MappedMemory) template.destination();
        srcStart = template.srcStart();
        dstStart = template.dstStart();
        srcInc = template.srcInc();
        dstInc = template.dstInc();
        int chunks = template.frame().size();
        sizes = new long[chunks];
        srcStrides = new long[chunks];
        dstStrides = new long[chunks];
        for (int i = 0; i < chunks; i++) {
            DataChunk c = template.frame().get(i);
            sizes[i] = c.size();
            srcStrides[i] = c.size() + template.srcGap(i);
            dstStrides[i] = c.size() + template.dstGap(i);
        }
    }

    /// The byte after the last one that this side of the template touches.
    static long end(InterleavedTemplate template, boolean atSource) {
        long start = atSource ? template.srcStart() : template.dstStart();
        boolean inc = atSource ? template.srcInc() : template.dstInc();
        long frame = 0;
        long reach = 0;
        for (int i = 0; i < template.frame().size(); i++) {
            long size = template.frame().get(i).size();
            reach = Math.max(reach, Math.addExact(frame, size));
            if (inc) {
                frame = Math.addExact(frame, Math.addExact(size, atSource ? template.srcGap(i) : template.dstGap(i)));
            }
        }
        return Math.addExact(start, Math.addExact(Math.multiplyExact(frame, template.numFrames() - 1), reach));
    }

    @Override
    public void first(Work work) {
        chunk = 0;
        srcPosition = srcStart;
        dstPosition = dstStart;
        place(work);
    }

    @Override
    public void next(Work work) {
        if (srcInc) {
            srcPosition += srcStrides[chunk];
        }
        if (dstInc) {
            dstPosition += dstStrides[chunk];
        }
        chunk = chunk + 1 == sizes.length ? 0 : chunk + 1;
        place(work);
    }

    private void place(Work work) {
        work.place(source == null ? null : source.readView(0), srcPosition, destination == null ? null : destination.deviceView(), dstPosition,
                sizes[chunk]);
    }
}

package org.dmaengine.examples.pcm;

import java.lang.foreign.MemorySegment;

/// The memory of a ring, in frames.
///
/// @param memory all of it
/// @param format of its frames
record RingFrames(MemorySegment memory, PcmFormat format) {
    /// Copies frames between the client's memory and the ring.
    interface Copy {
        /// @param place frame of the ring
        /// @param done  frames copied before, of the client's
        void copy(long place, long done, long frames);
    }

    /// Frames of the ring.
    MemorySegment at(long place, long frames) {
        return memory.asSlice(place * format.frameBytes(), frames * format.frameBytes());
    }

    /// Fills frames with silence, over the ring's end, at most all of it.
    void silence(long place, long frames) {
        long ring = memory.byteSize() / format.frameBytes();
        long all = Math.min(frames, ring);
        long first = Math.min(all, ring - place);
        at(place, first).fill(format.silence());
        at(0, all - first).fill(format.silence());
    }
}

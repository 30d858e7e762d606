package org.dmaengine.mapping;

import java.lang.foreign.MemorySegment;
import java.util.List;

/// Segments that one transfer reads or writes one after the other (`scatterlist`).
///
/// @param segments the segments in order, none of them empty
public record ScatterList(List<MemorySegment> segments) {
    /// Copies the list and refuses empty ones (PREP-15).
    public ScatterList {
        segments = List.copyOf(segments);
        if (segments.isEmpty()) {
            throw new IllegalArgumentException("a scatter list needs at least one segment");
        }
        for (int i = 0; i < segments.size(); i++) {
            if (segments.get(i).byteSize() == 0) {
                throw new IllegalArgumentException("segment " + i + " of the scatter list has no bytes; leave it out");
            }
        }
    }

    /// The list of these segments.
    public static ScatterList of(MemorySegment... segments) {
        return new ScatterList(List.of(segments));
    }

    /// All bytes of all segments.
    public long length() {
        return segments.stream().mapToLong(MemorySegment::byteSize).sum();
    }
}

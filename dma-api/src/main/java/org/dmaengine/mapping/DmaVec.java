package org.dmaengine.mapping;

import java.util.Objects;

/// A piece of a mapping, for vector transfers (`dma_vec`, PREP-19).
///
/// @param mapping the mapping, of one entry
/// @param offset  first byte within it
/// @param length  number of bytes, at least 1
public record DmaVec(Mapping mapping, long offset, long length) {
    /// Checks the range.
    public DmaVec {
        Objects.requireNonNull(mapping, "mapping");
        Objects.checkFromIndexSize(offset, length, mapping.length());
        if (length == 0) {
            throw new IllegalArgumentException("a vector entry has no bytes; leave it out");
        }
    }
}

package org.dmaengine.mapping;

/// A run of bytes in an interleaved transfer and the gap behind it (`data_chunk`).
///
/// ```text
///  ┌── size ──┬─ gap ─┐
///  │ payload  │ skip  │ next chunk ...
///  └──────────┴───────┘
/// ```
///
/// @param size          bytes that are moved, at least 1
/// @param interChunkGap bytes skipped behind it on each side whose `sgl` mark is set
/// @param dstGap        bytes skipped at the destination instead, if not 0
/// @param srcGap        bytes skipped at the source instead, if not 0
public record DataChunk(long size, long interChunkGap, long dstGap, long srcGap) {
    /// Checks the sizes (IL-09, IL-11).
    public DataChunk {
        if (size < 1) {
            throw new IllegalArgumentException("chunk size " + size + "; a chunk moves at least 1 byte");
        }
        if (interChunkGap < 0 || dstGap < 0 || srcGap < 0) {
            throw new IllegalArgumentException("gaps cannot be negative: interChunkGap " + interChunkGap + ", dstGap "
                    + dstGap + ", srcGap " + srcGap);
        }
    }

    /// A chunk with the same gap on both sides.
    public DataChunk(long size, long interChunkGap) {
        this(size, interChunkGap, 0, 0);
    }
}

package org.dmaengine.tools.test;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The bytes that dmatest fills its buffers with, and is able to recognise again (TST-48 to TST-50).
///
/// ```text
/// bit   7      6      5           4 3 2 1 0
///       source copied overwritten inverted index modulo 32
///
/// index             0  1  2  3
/// source, idle     9F 9E 9D 9C
/// source, copied   DF DE DD DC
/// target, idle     1F 1E 1D 1C
/// target, awaited  3F 3E 3D 3C
/// ```
///
/// In a test of fills every byte has index 1: the value filled with is DE.
record Pattern(Operation operation) {
    static final int SOURCE = 0x80;
    static final int COPIED = 0x40;
    static final int OVERWRITTEN = 0x20;
    static final int TARGET = 0x00;
    private static final int INDEX = 0x1f;

    /// The byte with these marks at this index.
    byte at(int marks, long index) {
        long counted = operation == Operation.SET ? 1 : index;
        return (byte) (marks | ~counted & INDEX);
    }

    /// Fills the source: `length` bytes from `offset` are those to be copied.
    void fillSource(MemorySegment source, long offset, long length) {
        fill(source, SOURCE, COPIED, offset, length);
    }

    /// Fills the target: `length` bytes from `offset` are those to be overwritten.
    void fillTarget(MemorySegment target, long offset, long length) {
        fill(target, TARGET, OVERWRITTEN, offset, length);
    }

    private void fill(MemorySegment buffer, int marks, int marksInside, long offset, long length) {
        fill(buffer, marks, 0, offset);
        fill(buffer, marks | marksInside, offset, offset + length);
        fill(buffer, marks, offset + length, buffer.byteSize());
    }

    private void fill(MemorySegment buffer, int marks, long from, long to) {
        for (long i = from; i < to; i++) {
            buffer.set(ValueLayout.JAVA_BYTE, i, at(marks, i));
        }
    }
}

package org.dmaengine.tools.copy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;

/// Finds what of a file needs to be copied into a file of zeros: a sparse source of a terabyte stays affordable, and its
/// copy sparse. Reads ahead of the copy through the file, not through a mapping, since a file that is cut short meanwhile
/// then ends early instead of faulting.
final class DataRuns {
    /// Data and holes are told apart by such units, aligned in the file.
    static final int UNIT = 64 << 10;
    /// A unit with data mostly shows some on its first page.
    private static final int PAGE = 4 << 10;

    private final FileBlocks file;
    private final ByteBuffer zeros = ByteBuffer.allocateDirect(FileBlocks.SIZE);
    private final BitSet holes = new BitSet();

    DataRuns(FileBlocks file) {
        this.file = file;
    }

    /// The next run of units with data.
    ///
    /// @param from    where to look from, a multiple of [#UNIT]
    /// @param end     where to stop looking
    /// @param longest most bytes of a run, a multiple of [#UNIT]
    /// @return null if there are only holes
    Run next(long from, long end, long longest) throws IOException {
        long start = skipHoles(from, end);
        if (start == end) {
            return null;
        }
        long stop = start + UNIT;
        while (stop < end && stop - start + UNIT <= longest && zerosCached(stop, end) == 0) {
            stop += UNIT;
        }
        return new Run(start, Math.min(stop, end) - start);
    }

    /// Which blocks of [FileBlocks#SIZE] bytes are nothing but hole, as far as was looked.
    BitSet holes() {
        return holes;
    }

    private long skipHoles(long from, long end) throws IOException {
        long start = from;
        long zero = 1;
        while (start < end && zero > 0) {
            // What has been a hole for a whole block probably is a large one.
            boolean large = start - from >= FileBlocks.SIZE && start % FileBlocks.SIZE == 0;
            zero = large ? zerosUncached(start, end) : zerosCached(start, end);
            start = Math.min(end, start + zero);
        }
        int firstBlock = (int) Math.ceilDiv(from, (long) FileBlocks.SIZE);
        holes.set(firstBlock, Math.max(firstBlock, (int) (start / FileBlocks.SIZE)));
        return start;
    }

    /// @return a unit if the unit there is zero, else 0
    private long zerosCached(long offset, long end) throws IOException {
        int size = (int) Math.min(UNIT, end - offset);
        return isZero(file.read(offset, Math.min(PAGE, size))) && isZero(file.read(offset, size)) ? UNIT : 0;
    }

    /// @return units that are zero, up to a block
    private long zerosUncached(long offset, long end) throws IOException {
        ByteBuffer block = file.readUncached(offset, (int) Math.min(FileBlocks.SIZE, end - offset));
        int data = block.mismatch(zeros.clear().limit(block.limit()));
        return data < 0 ? FileBlocks.SIZE : data & -UNIT;
    }

    private boolean isZero(ByteBuffer read) {
        return read.mismatch(zeros.clear().limit(read.limit())) < 0;
    }

    /// Bytes to copy, at the same offset in both files.
    record Run(long offset, long length) {
        long end() {
            return offset + length;
        }
    }
}

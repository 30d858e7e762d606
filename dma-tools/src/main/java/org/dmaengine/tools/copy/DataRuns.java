package org.dmaengine.tools.copy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// Finds what of a file needs to be copied into a file of zeros: a sparse source of a terabyte stays affordable, and its
/// copy sparse. Reads ahead of the copy through the file, not through a mapping, since a file that is cut short meanwhile
/// then ends early instead of faulting.
final class DataRuns {
    /// Data and holes are told apart by such units, aligned in the file.
    static final int UNIT = 64 << 10;
    /// A unit with data mostly shows some on its first page.
    private static final int PAGE = 4 << 10;

    private final FileChannel file;
    private final ByteBuffer read = ByteBuffer.allocateDirect(UNIT);
    private final ByteBuffer zeros = ByteBuffer.allocateDirect(UNIT);

    DataRuns(FileChannel file) {
        this.file = file;
    }

    /// The next run of units with data.
    ///
    /// @param from    where to look from, a multiple of [#UNIT]
    /// @param end     where to stop looking
    /// @param longest most bytes of a run, a multiple of [#UNIT] or less than one
    /// @return null if there are only holes
    Run next(long from, long end, long longest) throws IOException {
        long start = from;
        while (start < end && isHole(start, Math.min(UNIT, end - start))) {
            start += UNIT;
        }
        if (start >= end) {
            return null;
        }
        long stop = start + UNIT;
        while (stop < end && stop - start + UNIT <= longest && !isHole(stop, Math.min(UNIT, end - stop))) {
            stop += UNIT;
        }
        return new Run(start, Math.min(stop, end) - start);
    }

    private boolean isHole(long offset, long length) throws IOException {
        return isZero(offset, (int) Math.min(PAGE, length)) && isZero(offset, (int) length);
    }

    private boolean isZero(long offset, int length) throws IOException {
        read.clear().limit(length);
        while (read.hasRemaining() && file.read(read, offset + read.position()) > 0) {
            // short reads are legal; an early end shows when the source is mapped
        }
        int size = read.position();
        return read.flip().mismatch(zeros.clear().limit(size)) < 0;
    }

    /// Bytes to copy, at the same offset in both files.
    record Run(long offset, long length) {
        long end() {
            return offset + length;
        }
    }
}

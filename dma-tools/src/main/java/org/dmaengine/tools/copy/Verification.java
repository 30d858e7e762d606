package org.dmaengine.tools.copy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;
import org.dmaengine.tools.CommandFailure;
import org.dmaengine.tools.Progress;

/// Compares source and copy once the copy is complete, by plain reads: another way into the files than the one by which the
/// bytes came.
///
/// @param holes blocks of both files that were found to be holes: compared as well, but not worth a place in the cache
record Verification(FileBlocks source, FileBlocks copy, long length, BitSet holes) {
    /// @throws CommandFailure if they differ, naming the first byte
    void run(Progress progress) throws IOException, CommandFailure {
        for (long offset = 0; offset < length; offset += FileBlocks.SIZE) {
            int size = (int) Math.min(FileBlocks.SIZE, length - offset);
            boolean hole = holes.get((int) (offset / FileBlocks.SIZE));
            ByteBuffer expected = read(source, offset, size, hole);
            ByteBuffer actual = read(copy, offset, size, hole);
            if (expected.limit() < size) {
                throw new CommandFailure("the source was cut to " + (offset + expected.limit()) + " of " + length
                        + " bytes while it was copied");
            }
            int difference = expected.mismatch(actual);
            if (difference >= 0) {
                throw new CommandFailure("the copy differs from its source from byte " + (offset + difference)
                        + " on; was the source written to meanwhile?");
            }
            progress.at(offset + size);
        }
        if (copy.read(length, 1).hasRemaining()) {
            throw new CommandFailure("the copy is longer than its source of " + length + " bytes");
        }
    }

    private static ByteBuffer read(FileBlocks file, long offset, int size, boolean hole) throws IOException {
        return hole ? file.readUncached(offset, size) : file.read(offset, size);
    }
}

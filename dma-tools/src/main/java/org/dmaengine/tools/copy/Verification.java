package org.dmaengine.tools.copy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.dmaengine.tools.CommandFailure;

/// Compares source and copy once the copy is complete, by plain reads: another way into the files than the one by which the
/// bytes came.
record Verification(FileChannel source, FileChannel copy, long length) {
    private static final int BLOCK = 1 << 20;

    /// @throws CommandFailure if they differ, naming the first byte
    void run(Progress progress) throws IOException, CommandFailure {
        if (copy.size() != length) {
            throw new CommandFailure("the copy has " + copy.size() + " bytes instead of " + length);
        }
        ByteBuffer expected = ByteBuffer.allocateDirect(BLOCK);
        ByteBuffer actual = ByteBuffer.allocateDirect(BLOCK);
        for (long offset = 0; offset < length; offset += BLOCK) {
            int size = (int) Math.min(BLOCK, length - offset);
            if (fill(source, expected, offset, size) < size) {
                throw new CommandFailure("the source was cut to " + source.size() + " bytes while it was compared");
            }
            fill(copy, actual, offset, size);
            int difference = expected.mismatch(actual);
            if (difference >= 0) {
                throw new CommandFailure("the copy differs from its source from byte " + (offset + difference)
                        + " on; was the source written to meanwhile?");
            }
            progress.at("comparing", offset + size);
        }
    }

    private static int fill(FileChannel file, ByteBuffer buffer, long offset, int size) throws IOException {
        buffer.clear().limit(size);
        while (buffer.hasRemaining() && file.read(buffer, offset + buffer.position()) > 0) {
            // a read may be short without being the last
        }
        return buffer.flip().limit();
    }
}

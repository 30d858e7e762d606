package org.dmaengine.tools.copy;

import com.sun.nio.file.ExtendedOpenOption;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A file read in blocks, usually through the page cache, or past it where there is probably nothing to read: a hole costs
/// the cache as many pages as data does, which for a file of terabytes is the machine's memory many times over.
final class FileBlocks implements AutoCloseable {
    /// Bytes of the longest read.
    static final int SIZE = 1 << 20;

    private final FileChannel file;
    private final ByteBuffer buffer;
    private final int alignment;
    private FileChannel uncached;

    /// @param file the same file, open; stays the caller's
    FileBlocks(Path path, FileChannel file) throws IOException {
        this.file = file;
        this.alignment = (int) Math.clamp(Files.getFileStore(path).getBlockSize(), 1, SIZE);
        this.buffer = ByteBuffer.allocateDirect(SIZE + alignment).alignedSlice(alignment);
        this.uncached = openUncached(path);
    }

    /// Not every file system can, and not every framework lets a bundle see the option.
    private static FileChannel openUncached(Path path) {
        try {
            return FileChannel.open(path, StandardOpenOption.READ, ExtendedOpenOption.DIRECT);
        } catch (IOException | UnsupportedOperationException | NoClassDefFoundError _) {
            return null;
        }
    }

    /// Reads so many bytes, or up to the end of the file. The result is valid until the next read.
    ByteBuffer read(long offset, int size) throws IOException {
        return fill(file, offset, size, size);
    }

    /// The same past the page cache, if that is possible.
    ///
    /// @param offset a multiple of [#SIZE]
    ByteBuffer readUncached(long offset, int size) throws IOException {
        if (uncached != null) {
            try {
                ByteBuffer read = fill(uncached, offset, Math.ceilDiv(size, alignment) * alignment, size);
                return read.limit(Math.min(size, read.limit()));
            } catch (ClosedByInterruptException e) {
                throw e;
            } catch (IOException _) {
                close(); // opened, but cannot: the page cache always can
            }
        }
        return read(offset, size);
    }

    private ByteBuffer fill(FileChannel from, long offset, int room, int size) throws IOException {
        buffer.clear().limit(room);
        while (buffer.position() < size && from.read(buffer, offset + buffer.position()) > 0) {
            // a read may be short without being the last
        }
        return buffer.flip();
    }

    @Override
    public void close() throws IOException {
        if (uncached != null) {
            uncached.close();
            uncached = null;
        }
    }
}

package org.dmaengine.tools.copy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/// The copy while it is made: a file beside the target, of its full length from the start and full of zeros, that takes the
/// target's place in one move or goes without a trace.
final class PartialFile implements AutoCloseable {
    private static final FileAttribute<?>[] DEFAULT = {};
    /// Nobody else looks into a copy that may become less open than the folder's default.
    private static final FileAttribute<?>[] PRIVATE = {
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
    };

    private final FilePair files;
    private final Path path;
    private final RandomAccessFile file;

    private PartialFile(FilePair files, Path path, RandomAccessFile file) {
        this.files = files;
        this.path = path;
        this.file = file;
    }

    static PartialFile create(FilePair files, long length) throws IOException {
        Path path = reserve(files.target().getParent(), files.kept() == null ? DEFAULT : PRIVATE);
        PartialFile partial = new PartialFile(files, path, open(path));
        try {
            partial.file.setLength(length);
            return partial;
        } catch (IOException e) { // the file system has no files of that length
            partial.close();
            throw e;
        }
    }

    private static RandomAccessFile open(Path path) throws IOException {
        try {
            return new RandomAccessFile(path.toFile(), "rw");
        } catch (IOException e) {
            Files.delete(path);
            throw e;
        }
    }

    private static Path reserve(Path folder, FileAttribute<?>[] attributes) throws IOException {
        while (true) {
            String random = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
            try {
                return Files.createFile(folder.resolve(".dma-copy-" + random), attributes);
            } catch (FileAlreadyExistsException _) {
                // the next name, then
            }
        }
    }

    Path path() {
        return path;
    }

    FileChannel channel() {
        return file.getChannel();
    }

    /// Takes the target's place. Owner and mode of an existing target stay as they were.
    void commit() throws IOException {
        if (files.kept() != null) {
            files.kept().applyTo(path);
        }
        Files.move(path, files.target(), StandardCopyOption.ATOMIC_MOVE);
    }

    /// Removes what has not been committed.
    @Override
    public void close() throws IOException {
        file.close();
        Files.deleteIfExists(path);
    }
}

package org.dmaengine.launcher;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/// The framework's storage: a folder of this process's own, gone when the process is.
record Storage(Path folder) implements AutoCloseable {
    /// A framework that did not stop in time may still write behind the first sweep.
    private static final int SWEEPS = 3;

    static Storage create() throws IOException {
        return new Storage(Files.createTempDirectory("dmaengine-"));
    }

    @Override
    public void close() {
        try {
            for (int sweep = 0; sweep < SWEEPS && Files.exists(folder); sweep++) {
                Files.walkFileTree(folder, new Sweep());
            }
        } catch (IOException e) {
            Main.complain(Main.FAILED, "cannot remove " + folder + ": " + e);
        }
    }

    private static final class Sweep extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE; // gone in the meantime, or left to the next sweep
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, IOException e) throws IOException {
            try {
                Files.deleteIfExists(directory);
            } catch (DirectoryNotEmptyException _) {
                // left to the next sweep
            }
            return FileVisitResult.CONTINUE;
        }
    }
}

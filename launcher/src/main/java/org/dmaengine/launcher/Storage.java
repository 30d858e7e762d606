package org.dmaengine.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// The framework's storage: a folder of this process's own, gone when the process is.
record Storage(Path folder) implements AutoCloseable {
    static Storage create() throws IOException {
        return new Storage(Files.createTempDirectory("dmaengine-"));
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(Storage::delete);
        } catch (NoSuchFileException _) {
            // Somebody else tidied up: that is all this wants.
        } catch (IOException | UncheckedIOException e) {
            Main.complain(Main.FAILED, "cannot remove " + folder + ": " + e.getMessage());
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package org.dmaengine.slavemap.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesAtTest {
    private static final String KINDS = "a thing is a file, or a folder of them";

    @TempDir
    private Path folder;

    @Test
    void shouldFindTheFileOrThoseOfTheFolder() throws Exception {
        Path a = Files.writeString(folder.resolve("a.dtb"), "");
        Path b = Files.writeString(folder.resolve("b.dtb"), "");
        Files.writeString(folder.resolve("notes.txt"), "");
        Files.createDirectory(folder.resolve("c.dtb"));
        assertEquals(Set.of(a, b), Set.copyOf(FilesAt.path(folder, KINDS, file -> file.toString().endsWith(".dtb"))));
        assertEquals(Set.of(a), Set.copyOf(FilesAt.path(a, KINDS, _ -> false)));
    }

    @Test
    void shouldSayWhatThereIsInstead() {
        assertEquals(folder.resolve("x") + ": there is no such file or folder", failure(folder.resolve("x")));
        assertEquals("/dev/null: is neither a regular file nor a folder; " + KINDS, failure(Path.of("/dev/null")));
    }

    @Test
    void shouldSayWhatIsAmissAndNotOnlyWithWhichFile() {
        assertEquals("a/b: this user may not read it", message(new AccessDeniedException("a/b")));
        assertEquals("a/b: it is not there any more", message(new NoSuchFileException("a/b")));
        assertEquals("a/b: Too many open files", message(new FileSystemException("a/b", null, "Too many open files")));
        assertEquals("a/b: NotDirectoryException", message(new NotDirectoryException("a/b")));
        assertEquals("a: Input/output error", message(new IOException("Input/output error")));
        assertEquals("a: java.io.IOException", message(new IOException()));
    }

    @Test
    void shouldKeepTheFailureAsTheCause() {
        IOException failure = new IOException("on purpose");
        assertSame(failure, FilesAt.failure(folder, failure).getCause());
        assertEquals(folder.resolve("x") + ": it is not there any more",
                assertThrows(IOException.class, () -> Stamp.of(folder.resolve("x"))).getMessage());
    }

    private static String failure(Path path) {
        return assertThrows(IOException.class, () -> FilesAt.path(path, KINDS, _ -> true)).getMessage();
    }

    private static String message(IOException failure) {
        return FilesAt.failure(Path.of("a"), failure).getMessage();
    }
}

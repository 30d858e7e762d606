package org.dmaengine.tools.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.dmaengine.tools.CommandFailure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilePairTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void files() throws IOException {
        Files.writeString(folder.resolve("a"), "data");
        Files.writeString(folder.resolve("other"), "data");
        Files.createDirectory(folder.resolve("dir"));
        Files.createLink(folder.resolve("hard"), folder.resolve("a"));
        Files.createSymbolicLink(folder.resolve("soft"), Path.of("a"));
        Files.createSymbolicLink(folder.resolve("dangling"), Path.of("nowhere"));
        Files.createSymbolicLink(folder.resolve("dirlink"), Path.of("dir"));
        readOnly(Files.writeString(folder.resolve("readonly"), "data"), "r--r--r--");
        readOnly(Files.createDirectory(folder.resolve("locked")), "r-xr-xr-x");
        readOnly(Files.createDirectory(folder.resolve("half")), "rwxr-xr-x");
        Files.writeString(folder.resolve("half/b"), "data");
        readOnly(folder.resolve("half"), "r-xr-xr-x");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            missing   | b             | source missing does not exist
            dangling  | b             | source dangling is a link to nowhere, which does not exist
            dir       | b             | dir is a directory
            dirlink   | b             | dirlink is a directory
            /dev/zero | b             | /dev/zero is a device, pipe or socket
            a/x       | b             | source a/x does not exist
            a         | dir           | dir is a directory
            a         | dirlink       | dirlink is a directory
            a         | /dev/null     | /dev/null is a device, pipe or socket
            a         | a             | are the same file
            a         | ./dir/../a    | are the same file
            a         | hard          | are the same file
            a         | soft          | are the same file
            soft      | a             | are the same file
            soft      | hard          | are the same file
            a         | dangling      | target dangling is a link to nowhere
            a         | readonly      | target readonly is read-only
            a         | none/b        | none does not exist
            a         | other/b       | other is no folder
            a         | locked/b      | locked is read-only
            a         | half/b        | half is read-only
            """)
    void shouldRefuseWithOneLine(String source, String target, String expected) throws IOException {
        CommandFailure refusal = assertThrows(CommandFailure.class, () -> FilePair.check(folder, source, target));
        assertTrue(refusal.getMessage().contains(expected), refusal.getMessage());
        assertEquals(1, refusal.getMessage().lines().count());
        assertEquals("data", Files.readString(folder.resolve("a")));
        readOnly(folder.resolve("half"), "rwxr-xr-x"); // lets the folder be removed
    }

    @Test
    void shouldResolveNamesFromTheCallersFolder() throws Exception {
        FilePair pair = FilePair.check(folder.resolve("dir"), "../soft", "b");
        assertEquals(new FilePair(folder.toRealPath().resolve("a"), folder.toRealPath().resolve("dir/b"), null), pair);
    }

    @Test
    void shouldTakeAbsoluteNamesAsTheyAre() throws Exception {
        FilePair pair = FilePair.check(Path.of("/"), folder.resolve("a").toString(), folder.resolve("other").toString());
        assertEquals(folder.toRealPath().resolve("other"), pair.target());
        assertEquals(FileOwnership.of(folder.resolve("other")), pair.kept());
    }

    private static void readOnly(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }
}

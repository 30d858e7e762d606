package org.dmaengine.tools.stream;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import org.dmaengine.tools.CommandFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SameFileTest {
    @TempDir
    private Path folder;

    @Test
    void shouldRefuseOneFileByTwoNames() throws Exception {
        Path file = Files.writeString(folder.resolve("a"), "content");
        Path link = Files.createSymbolicLink(folder.resolve("b"), file);

        CommandFailure failure = assertThrows(CommandFailure.class, () -> SameFile.refuse(stream("file:" + file, "file:" + link)));

        assertEquals("source and sink file:" + link + " are the same file; nothing was written", failure.getMessage());
    }

    @Test
    void shouldAllowWhatIsNoFileOrNotThereYet() throws Exception {
        Path file = Files.writeString(folder.resolve("a"), "content");
        assertDoesNotThrow(() -> SameFile.refuse(stream("file:" + file, "file:" + folder.resolve("new"))));
        assertDoesNotThrow(() -> SameFile.refuse(stream("null:", "null:")));
    }

    private static StreamParameters stream(String source, String sink) throws CommandFailure {
        return new StreamParameters(source, sink, Mode.CYCLIC, 4096, 8, StreamParameters.ALL, false, 0);
    }
}

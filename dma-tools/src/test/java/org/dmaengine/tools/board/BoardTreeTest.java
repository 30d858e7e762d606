package org.dmaengine.tools.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.dmaengine.tools.CommandFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoardTreeTest {
    @TempDir
    private Path folder;

    @Test
    void shouldReadWhatTheBoardIsCalledAndWhatHasAName() throws CommandFailure {
        assertEquals("Cottage", Cottage.tree().model());
        assertEquals(13, Cottage.tree().named());
    }

    @Test
    void shouldSayWhereAFileIsBroken() throws Exception {
        Path broken = Files.write(folder.resolve("broken.dtb"), new byte[64]);
        assertRefused(broken, "at offset 0");
    }

    @Test
    void shouldRefuseWhatIsNotThereAndAFolderThatIsNoTree() {
        assertRefused(folder.resolve("nowhere.dtb"), "no such file or folder");
        assertRefused(folder, "is a folder, and no tree itself; name the file of one board");
    }

    private static void assertRefused(Path path, String reason) {
        String message = assertThrows(CommandFailure.class, () -> BoardTree.read(path)).getMessage();
        assertTrue(message.startsWith(path.toString()) && message.contains(reason), message);
    }
}

package org.dmaengine.slavemap.devicetree;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.dmaengine.slavemap.devicetree.stubs.TreeWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptTreesTest {
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

    @TempDir
    private Path folder;
    private Path file;
    private final List<String> warnings = new ArrayList<>();
    private KeptTrees trees;

    @BeforeEach
    void begin() {
        file = folder.resolve("a.dtb");
        trees = new KeptTrees(file, TreeFiles::read, warnings::add);
    }

    @Test
    void shouldReadAFileOnceUntilItChanges() throws Exception {
        write(file, 1);
        assertTrue(trees.look());
        assertFalse(trees.look());
        assertEquals(List.of("1"), specifiers());
        write(file, 0x22);
        Files.setLastModifiedTime(file, FileTime.from(LONG_AGO.toInstant().plusSeconds(1)));
        assertTrue(trees.look());
        assertEquals(List.of("22"), specifiers());
    }

    @Test
    void shouldReadAFileAgainThatHasChangedJustNow() throws Exception {
        Files.write(file, tree(1));
        FileTime now = Files.getLastModifiedTime(file);
        assertTrue(trees.look());
        Files.write(file, tree(2));
        Files.setLastModifiedTime(file, now);
        assertTrue(trees.look(), "it was changed within the same tick of the file system's clock");
        assertEquals(List.of("2"), specifiers());
    }

    @Test
    void shouldSeeAFileThatIsMovedIntoThePlaceWithTheSameTime() throws Exception {
        write(file, 1);
        trees.look();
        Path next = folder.resolve("next");
        write(next, 2);
        Files.move(next, file, ATOMIC_MOVE, REPLACE_EXISTING);
        assertTrue(trees.look());
        assertEquals(List.of("2"), specifiers());
    }

    @Test
    void shouldKeepTheFormerTreeWhileTheFileIsHalfWritten() throws Exception {
        write(file, 1);
        trees.look();
        byte[] whole = tree(2);
        Files.write(file, Arrays.copyOf(whole, whole.length - 1));
        assertFalse(trees.look());
        assertFalse(trees.look());
        assertEquals(List.of("1"), specifiers());
        assertEquals(List.of(file + ": no device tree: expected a total size within the file's " + (whole.length - 1)
                + " bytes (is it half written?), found " + whole.length + ", at offset 4 (0x4); the tree that was read before stays in force"), warnings);
        Files.write(file, whole);
        assertTrue(trees.look());
        assertEquals(List.of("2"), specifiers());
    }

    @Test
    void shouldTryAgainToReadAFileThatCouldNotBeRead() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        trees = new KeptTrees(file, tree -> {
            if (tries.incrementAndGet() <= 2) {
                throw new IOException(tree + ": this user may not read it");
            }
            return TreeFiles.read(tree);
        }, warnings::add);
        write(file, 1);
        assertFalse(trees.look());
        assertFalse(trees.look());
        assertTrue(trees.look(), "nobody need touch the file");
        assertEquals(List.of("1"), specifiers());
        assertFalse(trees.look());
        assertEquals(List.of(file + ": this user may not read it"), warnings);
        assertEquals(3, tries.get());
    }

    @Test
    void shouldReadAFileThatIsNoTreeOnceUntilItChanges() throws Exception {
        AtomicInteger reads = new AtomicInteger();
        trees = new KeptTrees(file, tree -> {
            reads.incrementAndGet();
            return TreeFiles.read(tree);
        }, warnings::add);
        Files.setLastModifiedTime(Files.writeString(file, "no tree"), LONG_AGO);
        assertFalse(trees.look());
        assertFalse(trees.look());
        assertEquals(1, reads.get());
    }

    @Test
    void shouldKeepTheFormerTreeWhenTheFileIsGone() throws Exception {
        write(file, 1);
        trees.look();
        Files.delete(file);
        assertFalse(trees.look());
        assertFalse(trees.look());
        assertEquals(List.of("1"), specifiers());
        assertEquals(List.of(file + ": there is no such file or folder; what was read before stays in force"), warnings);
    }

    @Test
    void shouldWaitForAFileThatIsNotThereYet() throws Exception {
        assertFalse(trees.look());
        assertEquals(List.of(file + ": there is no such file or folder"), warnings);
        write(file, 1);
        assertTrue(trees.look());
        assertEquals(List.of("1"), specifiers());
    }

    @Test
    void shouldReadTheFilesOfAFolderInTheOrderOfTheirNamesAndForgetThoseThatGo() throws Exception {
        trees = new KeptTrees(folder, TreeFiles::read, warnings::add);
        write(folder.resolve("b.dtb"), 2);
        write(folder.resolve("B.dtb"), 3);
        write(folder.resolve("a.dtb"), 1);
        Files.writeString(folder.resolve("notes.txt"), "no tree");
        assertTrue(trees.look());
        assertEquals(List.of("3", "1", "2"), specifiers());
        assertEquals(List.of("B", "a", "b"), trees.boards().stream().map(Board::name).toList());
        Files.delete(folder.resolve("a.dtb"));
        assertFalse(trees.look());
        assertEquals(List.of("3", "1", "2"), specifiers(), "it may be about to be replaced");
        assertEquals(List.of(folder.resolve("a.dtb") + ": it is not there any more; if the next look misses it as well, its tree"
                + " is dropped"), warnings);
        assertTrue(trees.look());
        assertEquals(List.of("3", "2"), specifiers());
        Files.writeString(folder.resolve("b.dtb"), "broken");
        assertFalse(trees.look());
        assertEquals(List.of("3", "2"), specifiers());
    }

    @Test
    void shouldKeepTheTreeOfAFileThatIsReplacedByRemovingItFirst() throws Exception {
        trees = new KeptTrees(folder, TreeFiles::read, warnings::add);
        write(file, 1);
        write(folder.resolve("b.dtb"), 2);
        trees.look();
        for (int round = 0; round < 2; round++) {
            Files.delete(file);
            assertFalse(trees.look());
            assertEquals(List.of(round == 0 ? "1" : "3", "2"), specifiers());
            write(file, 3);
            trees.look();
            assertEquals(List.of("3", "2"), specifiers());
        }
    }

    @Test
    void shouldReadAFolderThatIsATree() throws Exception {
        Files.write(folder.resolve("compatible"), "x\0".getBytes());
        Files.createDirectory(folder.resolve("soc"));
        trees = new KeptTrees(folder, TreeFiles::read, warnings::add);
        assertTrue(trees.look());
        assertFalse(trees.look());
        assertEquals(List.of(folder.toString()), trees.boards().stream().map(Board::origin).toList());
    }

    @Test
    void shouldSayThatAFolderHasNoTree() {
        trees = new KeptTrees(folder, TreeFiles::read, warnings::add);
        assertFalse(trees.look());
        assertEquals(List.of(folder + ": the folder has neither files *.dtb nor what the root node of a tree has"), warnings);
    }

    private List<String> specifiers() {
        return trees.boards().stream().flatMap(board -> board.table().entries().stream()).map(entry -> entry.specifier()).toList();
    }

    private static void write(Path file, int cell) throws Exception {
        Files.write(file, tree(cell));
        Files.setLastModifiedTime(file, LONG_AGO);
    }

    private static byte[] tree(int cell) {
        return new TreeWriter().begin("").begin("dma").cells("#dma-cells", 1).cells("phandle", 1).end()
                .begin("client").cells("dmas", 1, cell).texts("dma-names", "a").end().end().bytes();
    }
}

package org.dmaengine.slavemap.devicetree.tree;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.dmaengine.slavemap.devicetree.stubs.TreeWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlattenedTreeTest {
    /// 40 bytes of header, 4 to align, 16 of reserved memory: here the structure begins.
    private static final int STRUCTURE = 60;

    @Test
    void shouldReadWhatTheCompilerWrites() throws Exception {
        DeviceTree tree = FlattenedTree.read(TreeWriter.compiled("orchard"));
        assertEquals(16, tree.nodes().size());
        assertEquals("/", tree.root().path());
        assertEquals(List.of("/soc/dma-controller@1000", "/soc/dma-controller@2000"), paths(tree).subList(2, 4));
        Node apple = tree.nodes().get(2);
        assertEquals(List.of("dmaengine,apple-2", "dmaengine,apple"), apple.texts("compatible"));
        assertEquals(64, apple.property("dma-requests").orElseThrow().cell(0));
        assertEquals(apple, tree.byPhandle(apple.property("phandle").orElseThrow().cell(0)).orElseThrow());
    }

    @Test
    void shouldReadBothVersionsAndPassOverWhatIsNeitherNodeNorProperty() throws Exception {
        byte[] newer = new TreeWriter().token(4).begin("").cells("a", 1, -2).token(4).begin("soc").end().token(4).end().token(4).bytes();
        byte[] older = new TreeWriter().begin("").cells("a", 1, -2).begin("soc").end().end().bytes16();
        for (byte[] bytes : List.of(newer, older)) {
            DeviceTree tree = FlattenedTree.read(bytes);
            assertEquals(List.of("/", "/soc"), paths(tree));
            Property property = tree.root().property("a").orElseThrow();
            assertArrayEquals(new int[] {2, 1, -2}, new int[] {property.cells(), property.cell(0), property.cell(1)});
        }
    }

    @Test
    void shouldReadATreeThatANewerVersionKeepsReadable() throws Exception {
        assertEquals(1, FlattenedTree.read(new TreeWriter().header(20, 18).begin("").end().bytes()).nodes().size());
    }

    @Test
    void shouldPayNoHeedToTheRootsNameNorToBytesBehindTheTree() throws Exception {
        byte[] tree = new TreeWriter().begin("a / b").end().bytes();
        assertEquals("/", FlattenedTree.read(Arrays.copyOf(tree, tree.length + 100)).root().path());
    }

    @Test
    void shouldReadMemoryOfAnyKind(@TempDir Path folder) throws Exception {
        Path file = new TreeWriter().begin("").begin("soc").end().end().to(folder.resolve("a.dtb"));
        try (Arena arena = Arena.ofShared(); FileChannel channel = FileChannel.open(file)) {
            MemorySegment mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, Files.size(file), arena);
            assertEquals(List.of("/", "/soc"), paths(FlattenedTree.read(mapped)));
        }
        assertEquals(List.of("/", "/soc"), paths(FlattenedTree.read(file)));
    }

    @Test
    void shouldSayWhatIsWrongWithTheHeader() {
        refused("the magic number d00dfeed, found the end of the file at 0, at offset 0 (0x0)", new byte[0]);
        refused("the magic number d00dfeed, found 00000000, at offset 0 (0x0)", new byte[4]);
        refused("a total size within the file's 92 bytes (is it half written?), found 93, at offset 4 (0x4)", root().header(4, 93).bytes());
        refused("a total size of at most 16777216 bytes (a limit of this reader), found 4294967295, at offset 4 (0x4)", root().header(4, -1).bytes());
        refused("the version, found the end of the tree at 8, at offset 20 (0x14)", root().header(4, 8).bytes());
        refused("version 16 or newer, found 3, at offset 20 (0x14)", root().header(20, 3).bytes());
        refused("a tree that a reader of version 17 can read, found one from version 18 on, at offset 24 (0x18)", root().header(24, 18).bytes());
        refused("the offset of the structure from 40 to 92, found 93, at offset 8 (0x8)", root().header(8, 93).bytes());
        refused("the offset of the structure from 40 to 92, found 36, at offset 8 (0x8)", root().header(8, 36).bytes());
        refused("the structure's offset aligned to 4, found 58, at offset 8 (0x8)", root().header(8, 58).bytes());
        refused("the structure to end within the tree's 92 bytes, found its end at 4294967355, at offset 36 (0x24)", root().header(36, -1).bytes());
        refused("the offset of the strings from 40 to 92, found 4294967295, at offset 12 (0xc)", root().header(12, -1).bytes());
        refused("the strings to end within the tree's 92 bytes, found its end at 104, at offset 32 (0x20)", root().header(32, 16).bytes());
    }

    @Test
    void shouldSayWhatIsWrongWithTheStructure() {
        refused("a root node, found none, at " + structure(0), new TreeWriter().bytes());
        refused("a token, found the end of the structure at 68, at " + structure(8), new TreeWriter().begin("").unended(17));
        refused("the end of node /, found the end of the tree, at " + structure(8), new TreeWriter().begin("").bytes());
        refused("no end of a node, since none has begun, found one, at " + structure(0), new TreeWriter().end().bytes());
        refused("the end of the tree behind its root, found another node, b, at " + structure(12),
                new TreeWriter().begin("").end().begin("b").end().bytes());
        refused("a token from 1 to 4, or 9, found 5, at " + structure(8), new TreeWriter().begin("").token(5).bytes());
        refused("a node first, found the property a, at " + structure(0), new TreeWriter().cells("a").begin("").end().bytes());
        refused("the properties of / before the nodes inside it, found a, at " + structure(20),
                new TreeWriter().begin("").begin("b").end().cells("a").end().bytes());
        refused("each node once, found /b again, at " + structure(20), new TreeWriter().begin("").begin("b").end().begin("b").end().end().bytes());
        refused("each property of / once, found a again, at " + structure(20), new TreeWriter().begin("").cells("a").cells("a").end().bytes());
    }

    @Test
    void shouldSayWhatIsWrongWithNamesAndValues() {
        refused("the zero byte that ends the name of a node, which begins at offset 64, found the end of the structure at 68, at " + structure(8),
                new TreeWriter().token(1).token(0x61616161).unended(17));
        refused("the name of a node in printable ASCII without blanks and slashes, found \"a\\x0ab\", at " + structure(8),
                new TreeWriter().begin("").begin("a\nb").bytes());
        refused("the name of a node in printable ASCII without blanks and slashes, found \"\", at " + structure(8),
                new TreeWriter().begin("").begin("").bytes());
        refused("the name of a node in printable ASCII without blanks and slashes, found \"a/b\", at " + structure(8),
                new TreeWriter().begin("").begin("a/b").bytes());
        refused("the name of a property in printable ASCII without blanks and slashes, found \"a/\\xff\", at " + structure(8),
                new TreeWriter().begin("").cells("a/\u00ff").bytes());
        refused("at most 255 characters in a name (a limit of this reader), found more, at " + structure(4),
                new TreeWriter().begin("n".repeat(256)).bytes());
        refused("the length of a property, found the end of the structure at 72, at " + structure(12),
                new TreeWriter().begin("").token(3).unended(17));
        refused("the name of the property at " + structure(8) + ", found the end of the strings at 80, at offset 81 (0x51)",
                new TreeWriter().begin("").token(3).token(0).token(1).unended(17));
        refused("the value of property a of 4294967295 bytes, found the end of the structure at 92, at " + structure(32),
                new TreeWriter().begin("").cells("a").token(3).token(-1).token(0).unended(17));
    }

    @Test
    void shouldKeepATreeWithinItsLimits() {
        TreeWriter deep = new TreeWriter();
        for (int i = 0; i < 65; i++) {
            deep.begin(i == 0 ? "" : "n");
        }
        refused("at most 64 nodes inside each other (a limit of this reader), found more", deep.bytes());
        TreeWriter wordy = new TreeWriter().begin("");
        for (int i = 0; i < 5; i++) {
            wordy.begin("n".repeat(255));
        }
        refused("at most 1024 characters in a path (a limit of this reader), found more", wordy.bytes());
        TreeWriter wide = new TreeWriter().begin("");
        for (int i = 0; i < 1 << 16; i++) {
            wide.begin("n" + i).end();
        }
        refused("at most 65536 nodes (a limit of this reader), found more", wide.end().bytes());
        TreeWriter rich = new TreeWriter().begin("");
        for (int node = 0; node < 1 << 10; node++) {
            rich.begin("n" + node);
            for (int property = 0; property <= 1 << 8; property++) {
                rich.cells("p" + property);
            }
            rich.end();
        }
        refused("at most 262144 properties (a limit of this reader), found more", rich.end().bytes());
    }

    @Test
    void shouldNotReadAFileThatIsTooLongForATree(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("long.dtb");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.write(root().header(4, (16 << 20) + 1).bytes());
            sparse.setLength(1L << 40);
        }
        DeviceTreeException refused = assertThrows(DeviceTreeException.class, () -> FlattenedTree.read(file));
        assertEquals("offset 4 (0x4)", refused.place());
    }

    @Test
    void shouldGiveATreeOrAnErrorForEveryBeginningOfATree() throws Exception {
        byte[] tree = TreeWriter.compiled("orchard");
        for (int length = 0; length < tree.length; length++) {
            byte[] beginning = Arrays.copyOf(tree, length);
            assertThrows(DeviceTreeException.class, () -> FlattenedTree.read(beginning), "the first " + length + " bytes");
        }
        assertEquals(16, FlattenedTree.read(tree).nodes().size());
    }

    @Test
    void shouldGiveATreeOrAnErrorForEveryWordThatIsWrong() {
        byte[] tree = TreeWriter.compiled("orchard");
        Random random = new Random(1);
        int trees = 0;
        for (int at = 0; at + 4 <= tree.length; at++) {
            for (int value : new int[] {0, 1, 0x7f, 0xff, random.nextInt(256)}) {
                byte[] changed = tree.clone();
                changed[at] = (byte) value;
                try {
                    trees += FlattenedTree.read(changed).nodes().isEmpty() ? 0 : 1;
                } catch (DeviceTreeException e) {
                    assertTrue(e.getMessage().startsWith("no device tree: expected "), e.getMessage());
                }
            }
        }
        assertTrue(trees > 0, "some changes do no harm");
    }

    private static TreeWriter root() {
        return new TreeWriter().begin("").cells("abc").token(2);
    }

    private static String structure(int offset) {
        return DeviceTreeException.offset(STRUCTURE + offset);
    }

    private static void refused(String why, byte[] bytes) {
        DeviceTreeException refused = assertThrows(DeviceTreeException.class, () -> FlattenedTree.read(bytes));
        assertTrue(refused.getMessage().startsWith("no device tree: expected " + why), () -> refused.getMessage() + "\n but not: " + why);
    }

    private static List<String> paths(DeviceTree tree) {
        return tree.nodes().stream().map(Node::path).toList();
    }
}

package org.dmaengine.slavemap.devicetree.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.dmaengine.slavemap.devicetree.dmas.DmaTable;
import org.dmaengine.slavemap.devicetree.stubs.TreeWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTreeTest {
    @TempDir
    private Path folder;

    @Test
    void shouldReadTheSameOfAFolderAsOfAFlattenedTree() throws Exception {
        DeviceTree flattened = FlattenedTree.read(TreeWriter.compiled("orchard"));
        for (Node node : flattened.nodes()) {
            Path of = Files.createDirectories(folder.resolve(node.path().substring(1)));
            for (Property property : node.properties()) {
                Files.write(of.resolve(property.name()), property.value().toArray(ValueLayout.JAVA_BYTE));
            }
        }
        assertTrue(FolderTree.isOne(folder));
        assertEquals(lines(flattened), lines(FolderTree.read(folder)));
    }

    @Test
    void shouldReadNodesInTheOrderOfTheirNamesAndFollowNoLink() throws Exception {
        Files.createDirectories(folder.resolve("b/c"));
        Files.createDirectories(folder.resolve("a"));
        Files.createSymbolicLink(folder.resolve("b/round"), folder);
        Files.createSymbolicLink(folder.resolve("b/value"), Files.writeString(folder.resolve("p"), "x"));
        DeviceTree tree = FolderTree.read(folder);
        assertEquals(List.of("/", "/a", "/b", "/b/c"), tree.nodes().stream().map(Node::path).toList());
        assertEquals(List.of("p"), tree.nodes().stream().flatMap(node -> node.properties().stream()).map(Property::name).toList());
    }

    @Test
    void shouldRefuseWhatIsNoTree() throws Exception {
        assertFalse(FolderTree.isOne(folder));
        assertThrows(NoSuchFileException.class, () -> FolderTree.read(folder.resolve("nowhere")));
        Path odd = Files.createDirectory(folder.resolve("a b"));
        DeviceTreeException refused = assertThrows(DeviceTreeException.class, () -> FolderTree.read(folder));
        assertEquals(odd.toString(), refused.place());
    }

    @Test
    void shouldKeepAFolderWithinTheLimitsOfATree() throws IOException {
        Path deep = folder;
        for (int i = 0; i < 64; i++) {
            deep = Files.createDirectory(deep.resolve("n"));
        }
        DeviceTreeException refused = assertThrows(DeviceTreeException.class, () -> FolderTree.read(folder));
        assertTrue(refused.getMessage().contains("at most 64 nodes inside each other"), refused::getMessage);
    }

    private static List<String> lines(DeviceTree tree) {
        return DmaTable.of(tree).entries().stream().map(entry -> entry.line("orchard")).sorted().toList();
    }
}

package org.dmaengine.tools.board;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.dmaengine.slavemap.devicetree.dmas.DmaTable;
import org.dmaengine.slavemap.devicetree.tree.DeviceTree;
import org.dmaengine.slavemap.devicetree.tree.DeviceTreeException;
import org.dmaengine.slavemap.devicetree.tree.FlattenedTree;
import org.dmaengine.slavemap.devicetree.tree.FolderTree;
import org.dmaengine.slavemap.devicetree.tree.Node;
import org.dmaengine.tools.CommandFailure;
import org.dmaengine.tools.Reason;

/// The tree of one board, read for what it says of its DMA controllers.
///
/// @param model what the board is called
record BoardTree(String model, DmaTable table) {
    private static final String NO_MODEL = "a board without a name";

    /// Reads a flattened tree, or a folder that is one.
    static BoardTree read(Path path) throws CommandFailure {
        try {
            if (Files.isDirectory(path) && !FolderTree.isOne(path)) {
                throw new CommandFailure(path + " is a folder, and no tree itself; name the file of one board");
            }
            DeviceTree tree = Files.isDirectory(path) ? FolderTree.read(path) : FlattenedTree.read(path);
            return new BoardTree(model(tree.root()), DmaTable.of(tree));
        } catch (DeviceTreeException e) {
            throw new CommandFailure(path + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new CommandFailure(path + ": " + Reason.of(e), e);
        }
    }

    /// Entries that have a name, so that a client can ask for them if they are in use.
    int named() {
        return (int) table.entries().stream().filter(entry -> !entry.name().isEmpty()).count();
    }

    private static String model(Node root) {
        return Stream.of("model", "compatible").flatMap(property -> root.texts(property).stream()).filter(text -> !text.isBlank())
                .findFirst().orElse(NO_MODEL);
    }
}

package org.dmaengine.slavemap.devicetree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dmaengine.slavemap.devicetree.dmas.DmaTable;
import org.dmaengine.slavemap.devicetree.tree.DeviceTree;
import org.dmaengine.slavemap.devicetree.tree.FlattenedTree;
import org.dmaengine.slavemap.devicetree.tree.FolderTree;
import org.dmaengine.slavemap.files.FilesAt;

/// What a path stands for: one flattened tree, a folder of them, or a folder that is a tree.
final class TreeFiles {
    private static final String SUFFIX = ".dtb";
    private static final String KINDS = "a tree is a file, a folder of files *" + SUFFIX + ", or a folder such as /proc/device-tree";

    private TreeFiles() {
    }

    /// The trees that the path stands for, in the order of their names.
    ///
    /// @throws IOException if there is none; says what there is instead
    static List<Path> of(Path path) throws IOException {
        List<Path> files = FilesAt.path(path, KINDS, file -> file.toString().endsWith(SUFFIX));
        if (files.isEmpty() && !FolderTree.isOne(path)) {
            throw new IOException(path + ": the folder has neither files *" + SUFFIX + " nor what the root node of a tree has");
        }
        return files.isEmpty() ? List.of(path) : files.stream().sorted().toList();
    }

    /// Says by names alone whether the path stands for trees.
    static boolean isLikely(Path path) {
        try {
            return Files.isDirectory(path) ? !of(path).isEmpty() : path.toString().endsWith(SUFFIX);
        } catch (IOException _) {
            return false;
        }
    }

    /// Reads one of these trees.
    ///
    /// @throws IOException with a message for people
    static Board read(Path tree) throws IOException {
        try {
            DeviceTree read = Files.isDirectory(tree) ? FolderTree.read(tree) : FlattenedTree.read(tree);
            return new Board(name(tree), tree.toString(), DmaTable.of(read));
        } catch (IOException e) {
            throw FilesAt.failure(tree, e);
        }
    }

    /// Reads all trees that the path stands for.
    ///
    /// @throws IOException with a message for people
    static List<Board> readAll(Path path) throws IOException {
        List<Board> boards = new ArrayList<>();
        for (Path tree : of(path)) {
            boards.add(read(tree));
        }
        return boards;
    }

    private static String name(Path tree) {
        String name = tree.getFileName() == null ? "" : tree.getFileName().toString();
        return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
    }
}

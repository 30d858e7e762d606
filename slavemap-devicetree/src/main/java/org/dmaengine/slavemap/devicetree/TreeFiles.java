package org.dmaengine.slavemap.devicetree;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.dmaengine.slavemap.devicetree.dmas.DmaTable;
import org.dmaengine.slavemap.devicetree.tree.DeviceTree;
import org.dmaengine.slavemap.devicetree.tree.FlattenedTree;
import org.dmaengine.slavemap.devicetree.tree.FolderTree;

/// What a path stands for: one flattened tree, a folder of them, or a folder that is a tree.
final class TreeFiles {
    private static final String SUFFIX = ".dtb";

    private TreeFiles() {
    }

    /// The trees that the path stands for, in the order of their names.
    ///
    /// @throws IOException if there is none; says what there is instead
    static List<Path> of(Path path) throws IOException {
        if (Files.isRegularFile(path)) {
            return List.of(path);
        }
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new IOException(path + ": is neither a regular file nor a folder; a tree is a file, a folder of files *" + SUFFIX
                    + ", or a folder such as /proc/device-tree");
        }
        if (!Files.isDirectory(path)) {
            throw new NoSuchFileException(path.toString(), null, "there is no such file or folder");
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(path,
                file -> file.toString().endsWith(SUFFIX) && Files.isRegularFile(file))) {
            found.forEach(files::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        if (files.isEmpty() && !FolderTree.isOne(path)) {
            throw new IOException(path + ": the folder has neither files *" + SUFFIX + " nor what the root node of a tree has");
        }
        Collections.sort(files);
        return files.isEmpty() ? List.of(path) : files;
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
        } catch (NoSuchFileException e) {
            throw new IOException(tree + ": it is not there any more", e);
        } catch (AccessDeniedException e) {
            throw new IOException(tree + ": this user may not read it", e);
        } catch (IOException e) {
            throw new IOException(tree + ": " + e.getMessage(), e);
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

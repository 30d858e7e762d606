package org.dmaengine.slavemap.devicetree.tree;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/// Reads the form in which Linux shows the tree it runs on (`/proc/device-tree`): a folder for each node, a file for each property. The nodes
/// come in the order of their names, since a folder has none. Links inside are not followed.
public final class FolderTree {
    private final TreeBuilder builder = new TreeBuilder();
    private int room = TreeBuilder.MOST_BYTES;

    private FolderTree() {
    }

    /// Says whether the folder has what every root node has.
    public static boolean isOne(Path folder) {
        return Files.isRegularFile(folder.resolve("compatible")) || Files.isRegularFile(folder.resolve("#address-cells"));
    }

    /// Reads the tree under this folder. What this user may not read is left out.
    ///
    /// @throws DeviceTreeException if it cannot be one
    public static DeviceTree read(Path folder) throws IOException {
        return new FolderTree().tree(folder);
    }

    private DeviceTree tree(Path root) throws IOException {
        Deque<Iterator<Path>> inside = new ArrayDeque<>();
        inside.push(node(root, ""));
        while (!inside.isEmpty()) {
            if (inside.peek().hasNext()) {
                Path child = inside.peek().next();
                String name = child.getFileName().toString();
                TreeBuilder.checkName(name, "node", child::toString);
                inside.push(node(child, name));
            } else {
                inside.pop();
                builder.end(root::toString);
            }
        }
        return builder.tree(root::toString);
    }

    /// Begins a node and takes its properties in; gives the folders of those inside it.
    private Iterator<Path> node(Path folder, String name) throws IOException {
        builder.begin(name, folder::toString);
        List<Path> children = new ArrayList<>();
        for (Path entry : entries(folder)) {
            if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                children.add(entry);
            } else if (Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
                property(entry);
            }
        }
        return children.iterator();
    }

    private static List<Path> entries(Path folder) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path entry : all) {
                entries.add(entry);
                TreeBuilder.atMost(TreeBuilder.MOST_PROPERTIES, entries.size(), "entries in a folder", folder::toString);
            }
        } catch (AccessDeniedException _) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        Collections.sort(entries);
        return entries;
    }

    private void property(Path file) throws IOException {
        String name = file.getFileName().toString();
        TreeBuilder.checkName(name, "property", file::toString);
        try (InputStream in = Files.newInputStream(file)) {
            byte[] value = in.readNBytes(room + 1);
            TreeBuilder.atMost(room, value.length, "bytes of values left of " + TreeBuilder.MOST_BYTES, file::toString);
            room -= value.length;
            builder.property(new Property(name, MemorySegment.ofArray(value)), file::toString);
        } catch (AccessDeniedException _) {
            // Linux keeps some to root, such as secrets of the firmware; none of them is about channels.
        }
    }
}

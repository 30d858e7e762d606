package org.dmaengine.slavemap.devicetree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.dmaengine.slavemap.devicetree.tree.DeviceTreeException;

/// The trees of a path, each as it could be read last: a file that is half written or gone costs nobody the tree that there was.
///
/// A change shows in what the file system says of a file (time, size, and which file it is, so that one moved into its place is seen). A file
/// that has changed within the last moments is read again at the next look, since another change may have the same time; so is one that could not
/// be read, other than one that was read and is no tree. Not thread-safe.
final class KeptTrees {
    /// Coarser than the clock of any file system.
    private static final long SETTLED_AFTER_MILLIS = 2_000;

    /// Reads one tree, with a message for people if it cannot; what is no tree has a [DeviceTreeException] for its cause.
    interface Reader {
        Board read(Path tree) throws IOException;
    }

    private final Path path;
    private final Reader reader;
    private final Consumer<String> warn;
    private final NavigableMap<Path, Kept> trees = new TreeMap<>();
    private String lastFailure = "";

    /// @param reader [TreeFiles#read], or another in a test
    KeptTrees(Path path, Reader reader, Consumer<String> warn) {
        this.path = path;
        this.reader = reader;
        this.warn = warn;
    }

    /// @param board   null if it could never be read
    /// @param failure why it could not be read last, empty if it could
    private record Kept(Stamp stamp, Board board, String failure) {
        static final Kept NOTHING = new Kept(new Stamp(FileTime.fromMillis(0), -1, null, false), null, "");
    }

    /// @param isSettled whether the file could be read, and had its time long enough then
    private record Stamp(FileTime modified, long size, Object key, boolean isSettled) {
        static Stamp of(Path tree) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(tree, BasicFileAttributes.class);
            if (attributes.isDirectory()) {
                return new Stamp(FileTime.fromMillis(0), 0, attributes.fileKey(), true); // what changes deep inside it does not show here
            }
            long age = System.currentTimeMillis() - attributes.lastModifiedTime().toMillis();
            return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey(), Math.abs(age) > SETTLED_AFTER_MILLIS);
        }

        Stamp unsettled() {
            return new Stamp(modified, size, key, false);
        }

        boolean isSettledAs(Stamp former) {
            return former.isSettled && modified.equals(former.modified) && size == former.size && Objects.equals(key, former.key);
        }
    }

    /// Reads what is new or has changed; false if nothing has.
    boolean look() {
        List<Path> present;
        try {
            present = TreeFiles.of(path);
        } catch (IOException e) {
            warnOnce(e.getMessage());
            return false;
        }
        lastFailure = "";
        boolean changed = trees.keySet().retainAll(present);
        for (Path tree : present) {
            changed |= look(tree);
        }
        return changed;
    }

    /// The trees there are, in the order of their names.
    List<Board> boards() {
        return trees.values().stream().map(Kept::board).filter(Objects::nonNull).toList();
    }

    private boolean look(Path tree) {
        Kept former = trees.getOrDefault(tree, Kept.NOTHING);
        Stamp stamp = former.stamp();
        try {
            stamp = Stamp.of(tree); // before it is read: what is written meanwhile shows next time
            if (stamp.isSettledAs(former.stamp())) {
                return false;
            }
            trees.put(tree, new Kept(stamp, reader.read(tree), ""));
            return true;
        } catch (IOException e) {
            if (!former.failure().equals(e.getMessage())) {
                warn.accept(e.getMessage() + (former.board() == null ? "" : "; the tree that was read before stays in force"));
            }
            boolean isRead = e.getCause() instanceof DeviceTreeException;
            trees.put(tree, new Kept(isRead ? stamp : stamp.unsettled(), former.board(), e.getMessage()));
            return false;
        }
    }

    private void warnOnce(String failure) {
        if (!failure.equals(lastFailure)) {
            warn.accept(failure + (boards().isEmpty() ? "" : "; what was read before stays in force"));
            lastFailure = failure;
        }
    }
}

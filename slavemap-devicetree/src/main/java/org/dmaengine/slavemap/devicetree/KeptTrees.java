package org.dmaengine.slavemap.devicetree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.dmaengine.slavemap.devicetree.tree.DeviceTreeException;

/// The trees of a path, each as it could be read last: a file that is half written costs nobody the tree that there was, nor does a path
/// where nothing is any more. Of several files in a folder one that is gone takes its tree along, at the second look that misses it: who
/// replaces it by removing it first withdraws nothing.
///
/// A change shows in what the file system says of a file (time, size, and which file it is, so that one moved into its place is seen). A file
/// that has changed within the last moments is read again at the next look, since another change may have the same time; so is one that
/// could not be read, other than one that was read and is no tree.
///
/// Thread-safe. A look may hang with the file system, and nobody waits for it: another look meanwhile sees nothing.
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
    private final ReentrantLock looking = new ReentrantLock();
    private volatile List<Board> boards = List.of();

    // ---- guarded by looking ----
    private final NavigableMap<Path, Kept> trees = new TreeMap<>();
    private Set<Path> missing = Set.of();
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

        Kept unsettled() {
            return new Kept(stamp.unsettled(), board, failure);
        }
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

    /// Reads what is new or has changed; false if nothing has, or if another thread is at it, which then gets to know.
    boolean look() {
        if (!looking.tryLock()) {
            return false;
        }
        try {
            lookAtAll();
            List<Board> former = boards;
            boards = trees.values().stream().map(Kept::board).filter(Objects::nonNull).toList();
            return !boards.equals(former);
        } finally {
            looking.unlock();
        }
    }

    private void lookAtAll() {
        assert looking.isHeldByCurrentThread();
        Set<Path> present;
        try {
            present = new TreeSet<>(TreeFiles.of(path));
        } catch (IOException e) {
            warnOnce(e.getMessage());
            return;
        }
        lastFailure = "";
        dropMissing(present);
        present.forEach(this::look);
    }

    /// Drops those that were not there the last time either.
    private void dropMissing(Set<Path> present) {
        Set<Path> absent = new TreeSet<>(trees.keySet());
        absent.removeAll(present);
        absent.stream().filter(tree -> !missing.contains(tree)).filter(tree -> trees.get(tree).board() != null)
                .forEach(tree -> warn.accept(tree + ": it is not there any more; if the next look misses it as well, its tree is dropped"));
        trees.keySet().removeIf(tree -> absent.contains(tree) && missing.contains(tree));
        absent.retainAll(trees.keySet());
        absent.forEach(tree -> trees.compute(tree, (_, kept) -> kept.unsettled())); // another in its place may look the same
        missing = absent;
    }

    /// The trees there were at the end of the last look, in the order of their names.
    List<Board> boards() {
        return boards;
    }

    private void look(Path tree) {
        Kept former = trees.getOrDefault(tree, Kept.NOTHING);
        Stamp stamp = former.stamp();
        try {
            stamp = Stamp.of(tree); // before it is read: what is written meanwhile shows next time
            if (!stamp.isSettledAs(former.stamp())) {
                trees.put(tree, new Kept(stamp, reader.read(tree), ""));
            }
        } catch (IOException e) {
            if (!former.failure().equals(e.getMessage())) {
                warn.accept(e.getMessage() + (former.board() == null ? "" : "; the tree that was read before stays in force"));
            }
            boolean isRead = e.getCause() instanceof DeviceTreeException;
            trees.put(tree, new Kept(isRead ? stamp : stamp.unsettled(), former.board(), e.getMessage()));
        }
    }

    private void warnOnce(String failure) {
        if (!failure.equals(lastFailure)) {
            warn.accept(failure + (boards().isEmpty() ? "" : "; what was read before stays in force"));
            lastFailure = failure;
        }
    }
}

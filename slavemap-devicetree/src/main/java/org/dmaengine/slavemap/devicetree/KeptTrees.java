package org.dmaengine.slavemap.devicetree;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.dmaengine.slavemap.devicetree.tree.DeviceTreeException;
import org.dmaengine.slavemap.files.FollowedFiles;
import org.dmaengine.slavemap.files.Stamp;

/// The trees of a path, each as it could be read last: a file that is half written costs nobody the tree that there was, nor does a path
/// where nothing is any more. Of several files in a folder one that is gone takes its tree along, at the second look that misses it: who
/// replaces it by removing it first withdraws nothing.
///
/// A change shows in the [Stamp] of a file. One that is not settled is read again at the next look; so is one that could not be read, other
/// than one that was read and is no tree.
///
/// Thread-safe. A look may hang with the file system, and nobody waits for it: another look meanwhile sees nothing.
final class KeptTrees implements FollowedFiles.Kept {
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
    private final NavigableMap<Path, KeptTree> trees = new TreeMap<>();
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
    private record KeptTree(Stamp stamp, Board board, String failure) {
        static final KeptTree NOTHING = new KeptTree(Stamp.NONE, null, "");

        KeptTree unsettled() {
            return new KeptTree(stamp.unsettled(), board, failure);
        }
    }

    @Override
    public boolean look() {
        if (!looking.tryLock()) {
            return false;
        }
        try {
            lookAtAll();
            List<Board> former = boards;
            boards = trees.values().stream().map(KeptTree::board).filter(Objects::nonNull).toList();
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
        KeptTree former = trees.getOrDefault(tree, KeptTree.NOTHING);
        Stamp stamp = former.stamp();
        try {
            stamp = Stamp.of(tree); // before it is read: what is written meanwhile shows next time
            if (!stamp.isSettledAs(former.stamp())) {
                trees.put(tree, new KeptTree(stamp, reader.read(tree), ""));
            }
        } catch (IOException e) {
            if (!former.failure().equals(e.getMessage())) {
                warn.accept(e.getMessage() + (former.board() == null ? "" : "; the tree that was read before stays in force"));
            }
            boolean isRead = e.getCause() instanceof DeviceTreeException;
            trees.put(tree, new KeptTree(isRead ? stamp : stamp.unsettled(), former.board(), e.getMessage()));
        }
    }

    private void warnOnce(String failure) {
        if (!failure.equals(lastFailure)) {
            warn.accept(failure + (boards().isEmpty() ? "" : "; what was read before stays in force"));
            lastFailure = failure;
        }
    }
}

package org.dmaengine.slavemap.acpi;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.dmaengine.slavemap.acpi.table.AcpiException;
import org.dmaengine.slavemap.files.FollowedFiles;
import org.dmaengine.slavemap.files.Stamp;

/// The tables of a path as they could be read last: one that is half written or gone costs nobody what there was.
///
/// Tables of a machine belong together, so all of them are read when one has changed, and count when all could be read. A change shows in
/// the [Stamp] of a file. Where one is not settled they are read again at the next look; so are those that could not be read, unless one
/// was read and is no table.
///
/// Thread-safe. A look may hang with the file system, and nobody waits for it: another look meanwhile sees nothing.
final class KeptTables implements FollowedFiles.Kept {
    /// Reads all tables, with a message for people if it cannot; where one is no table the exception has an [AcpiException] for its cause.
    interface Reader {
        Board read(Path path) throws IOException;
    }

    private final Path path;
    private final Reader reader;
    private final Consumer<String> warn;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile Board board;

    // ---- guarded by looking ----
    private Map<Path, Stamp> stamps = Map.of();
    /// Why there were no tables at the last look, empty if there were.
    private String lastMissing = "";
    /// Why they could not be read last, empty if they could.
    private String lastFailure = "";

    /// @param reader [TableFiles#read], or another in a test
    KeptTables(Path path, Reader reader, Consumer<String> warn) {
        this.path = path;
        this.reader = reader;
        this.warn = warn;
    }

    @Override
    public boolean look() {
        if (!looking.tryLock()) {
            return false;
        }
        try {
            return lookAtAll();
        } finally {
            looking.unlock();
        }
    }

    private boolean lookAtAll() {
        assert looking.isHeldByCurrentThread();
        List<Path> files;
        try {
            files = TableFiles.of(path);
        } catch (IOException e) {
            lastMissing = warned(e, lastMissing);
            return false;
        }
        lastMissing = "";
        Map<Path, Stamp> present = Map.of();
        try {
            present = stamps(files);
            if (isSettled(present)) {
                return false;
            }
            board = reader.read(path);
            stamps = present;
            lastFailure = "";
            return true;
        } catch (IOException e) {
            if (e.getCause() instanceof AcpiException) {
                stamps = present;
            }
            lastFailure = warned(e, lastFailure);
            return false;
        }
    }

    /// What was read last, empty if nothing could be yet.
    Optional<Board> board() {
        return Optional.ofNullable(board);
    }

    private boolean isSettled(Map<Path, Stamp> present) {
        return present.keySet().equals(stamps.keySet())
                && present.entrySet().stream().allMatch(each -> each.getValue().isSettledAs(stamps.get(each.getKey())));
    }

    private static Map<Path, Stamp> stamps(List<Path> files) throws IOException {
        Map<Path, Stamp> stamps = new TreeMap<>();
        for (Path file : files) {
            stamps.put(file, Stamp.of(file));
        }
        return stamps;
    }

    /// Warns unless that was the last failure as well; gives the failure.
    private String warned(IOException failure, String last) {
        if (!failure.getMessage().equals(last)) {
            warn.accept(failure.getMessage() + (board == null ? "" : "; the tables that were read before stay in force"));
        }
        return failure.getMessage();
    }
}

package org.dmaengine.slavemap.acpi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/// The tables of a path as they could be read last: one that is half written or gone costs nobody what there was.
///
/// Tables of a machine belong together, so all of them are read when one has changed, and count when all could be read. A change shows in
/// what the file system says of a file (time, size, and which file it is). One that has changed within the last moments is read again at
/// the next look, since another change may have the same time. Not thread-safe.
final class KeptTables {
    /// Coarser than the clock of any file system.
    private static final long SETTLED_AFTER_MILLIS = 2_000;

    private final Path path;
    private final Consumer<String> warn;
    private Map<Path, Stamp> stamps = Map.of();
    private Board board;
    private String lastFailure = "";

    KeptTables(Path path, Consumer<String> warn) {
        this.path = path;
        this.warn = warn;
    }

    /// @param key       tells it from another file of that name
    /// @param isSettled whether the file had its time long enough when it was read
    private record Stamp(FileTime modified, long size, String key, boolean isSettled) {
        static Stamp of(Path file) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            long age = System.currentTimeMillis() - attributes.lastModifiedTime().toMillis();
            return new Stamp(attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey()),
                    Math.abs(age) > SETTLED_AFTER_MILLIS);
        }
    }

    /// Reads what is new or has changed; false if nothing has.
    boolean look() {
        try {
            Map<Path, Stamp> present = stamps(TableFiles.of(path)); // before they are read: what is written meanwhile shows next time
            if (present.equals(stamps) && present.values().stream().allMatch(Stamp::isSettled)) {
                return false;
            }
            stamps = present;
            board = TableFiles.read(path);
            lastFailure = "";
            return true;
        } catch (IOException e) {
            warnOnce(e.getMessage());
            return false;
        }
    }

    /// What was read last, empty if nothing could be yet.
    Optional<Board> board() {
        return Optional.ofNullable(board);
    }

    private static Map<Path, Stamp> stamps(List<Path> files) throws IOException {
        Map<Path, Stamp> stamps = new TreeMap<>();
        for (Path file : files) {
            stamps.put(file, Stamp.of(file));
        }
        return stamps;
    }

    private void warnOnce(String failure) {
        if (!failure.equals(lastFailure)) {
            warn.accept(failure + (board == null ? "" : "; the tables that were read before stay in force"));
            lastFailure = failure;
        }
    }
}

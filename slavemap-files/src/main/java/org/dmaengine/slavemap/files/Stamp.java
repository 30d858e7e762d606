package org.dmaengine.slavemap.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/// What the file system says of a file, by which a change shows: its time, its size, and which file it is, so that one moved into its place
/// is seen.
///
/// @param key       tells it from another file of that name
/// @param isSettled whether it had its time long enough when it was read; if not, another change may have the same time
public record Stamp(FileTime modified, long size, String key, boolean isSettled) {
    /// That of no file.
    public static final Stamp NONE = new Stamp(FileTime.fromMillis(0), -1, "", false);
    /// Coarser than the clock of any file system.
    private static final long SETTLED_AFTER_MILLIS = 2_000;

    /// That of the file now; to be taken before it is read, so that what is written meanwhile shows next time. A folder has one of its own,
    /// since what changes deep inside it does not show here.
    ///
    /// @throws IOException with a message for people
    public static Stamp of(Path file) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            String key = String.valueOf(attributes.fileKey());
            if (attributes.isDirectory()) {
                return new Stamp(FileTime.fromMillis(0), 0, key, true);
            }
            long age = System.currentTimeMillis() - attributes.lastModifiedTime().toMillis();
            return new Stamp(attributes.lastModifiedTime(), attributes.size(), key, Math.abs(age) > SETTLED_AFTER_MILLIS);
        } catch (IOException e) {
            throw FilesAt.failure(file, e);
        }
    }

    /// The same, for a file that is to be read again in any case.
    public Stamp unsettled() {
        return new Stamp(modified, size, key, false);
    }

    /// Says whether the file need not be read again that had the former stamp when it was.
    public boolean isSettledAs(Stamp former) {
        return former.isSettled && modified.equals(former.modified) && size == former.size && key.equals(former.key);
    }
}

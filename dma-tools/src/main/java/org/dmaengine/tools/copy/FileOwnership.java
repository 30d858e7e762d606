package org.dmaengine.tools.copy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Whose a file is and what may be done with it.
record FileOwnership(int uid, int gid, int mode) {
    private static final int PERMISSIONS = 07777;
    private static final int ANY_WRITE = 0222;

    static FileOwnership of(Path path) throws IOException {
        Map<String, Object> unix = Files.readAttributes(path, "unix:uid,gid,mode");
        return new FileOwnership((int) unix.get("uid"), (int) unix.get("gid"), (int) unix.get("mode") & PERMISSIONS);
    }

    /// Says whether nobody may write.
    boolean isReadOnly() {
        return (mode & ANY_WRITE) == 0;
    }

    /// Gives these to another file. The owner only where it differs: mostly nobody but the superuser may.
    void applyTo(Path path) throws IOException {
        FileOwnership now = of(path);
        if (now.uid != uid) {
            Files.setAttribute(path, "unix:uid", uid);
        }
        if (now.gid != gid) {
            Files.setAttribute(path, "unix:gid", gid);
        }
        Files.setAttribute(path, "unix:mode", mode); // last: a change of owner clears some of it
    }
}

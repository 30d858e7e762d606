package org.dmaengine.endpoints.serial;

import java.io.IOException;
import java.util.Map;

/// Error numbers of Linux (generic ABI), in words that say what to do.
final class Errno {
    static final int EINTR = 4;
    static final int EIO = 5;
    static final int ENXIO = 6;
    static final int EAGAIN = 11;
    static final int ENODEV = 19;

    private static final Map<Integer, String> WORDS = Map.of(
            2, "there is no such file",
            EIO, "input/output error",
            ENXIO, "there is no such device behind it",
            13, "permission denied; the file's group, often dialout, may use it",
            16, "it is busy: somebody has it for themselves",
            ENODEV, "there is no such device behind it",
            22, "the line cannot do that",
            24, "this process has too many open files",
            25, "it is no terminal line; file: and pipe: are for other files");

    private Errno() {
    }

    /// Says whether it means that the other side, or the device, has gone.
    static boolean isHangUp(int errno) {
        return errno == EIO || errno == ENXIO || errno == ENODEV;
    }

    static IOException exception(String doing, int errno) {
        return new IOException(doing + " failed: " + WORDS.getOrDefault(errno, "error " + errno) + " (errno " + errno + ")");
    }
}

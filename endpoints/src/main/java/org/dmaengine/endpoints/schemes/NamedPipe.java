package org.dmaengine.endpoints.schemes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Tells named pipes, by their mode bits.
final class NamedPipe {
    private static final int KIND = 0xF000;
    private static final int PIPE = 0x1000;

    private NamedPipe() {
    }

    static boolean isOne(Path path) {
        try {
            return Files.getAttribute(path, "unix:mode") instanceof Integer mode && (mode & KIND) == PIPE;
        } catch (IOException | UnsupportedOperationException e) {
            return false; // there is none, or no system that has such
        }
    }
}

package org.dmaengine.tools;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/// Why the file system refused, in the words a user knows.
public final class Reason {
    private Reason() {}

    /// In one line.
    public static String of(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "no such file or folder";
            case AccessDeniedException _ -> "permission denied";
            case FileSystemException f when f.getReason() != null -> f.getReason();
            case IOException other when other.getMessage() != null -> other.getMessage();
            default -> e.getClass().getSimpleName();
        };
    }
}

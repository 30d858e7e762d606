package org.dmaengine.endpoints.pump;

import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/// What went wrong, in words that follow a colon.
final class Reasons {
    private Reasons() {
    }

    static String of(Throwable failure) {
        String reason = switch (failure) {
            case NoSuchFileException e -> "no such file or folder: " + e.getFile();
            case AccessDeniedException e -> "permission denied: " + e.getFile();
            case FileAlreadyExistsException e -> "exists already: " + e.getFile();
            case FileSystemException e when e.getReason() != null -> e.getReason();
            case UnknownHostException e -> "unknown host " + e.getMessage();
            default -> failure.getMessage();
        };
        if (reason == null || reason.isBlank()) {
            return failure.getClass().getSimpleName();
        }
        // The system's words begin with a capital, "Connection reset"; ours and names do not.
        boolean word = reason.length() > 1 && Character.isUpperCase(reason.charAt(0)) && Character.isLowerCase(reason.charAt(1));
        return word ? reason.substring(0, 1).toLowerCase(Locale.ROOT) + reason.substring(1) : reason;
    }
}

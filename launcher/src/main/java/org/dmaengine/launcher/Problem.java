package org.dmaengine.launcher;

import java.nio.file.Path;

/// What is wrong at one place of a board file.
///
/// @param offset the place, as an index into the text
record Problem(int offset, String message) {
    String in(Path file, JsonText text) {
        return "%s:%d:%d: %s".formatted(file, text.line(offset), text.column(offset), message);
    }
}

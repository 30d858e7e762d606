package org.dmaengine.tools.stream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dmaengine.tools.CommandFailure;

/// Looks at endpoints that are files before they are opened: opening a sink empties it.
final class SameFile {
    private static final String FILE = "file:";

    private SameFile() {}

    /// @throws CommandFailure if source and sink are one file, by whatever names
    static void refuse(StreamParameters parameters) throws CommandFailure {
        Path source = path(parameters.source());
        Path sink = path(parameters.sink());
        try {
            if (source != null && sink != null && Files.exists(source) && Files.exists(sink) && Files.isSameFile(source, sink)) {
                throw new CommandFailure("source and sink " + parameters.sink() + " are the same file; nothing was written");
            }
        } catch (IOException _) {
            // Opening them will say more.
        }
    }

    /// The file of an endpoint, null if it is none.
    static Path path(String endpoint) {
        return endpoint.startsWith(FILE) ? Path.of(endpoint.substring(FILE.length())) : null;
    }
}

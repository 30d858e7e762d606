package org.dmaengine.tools.copy;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/// Looks whether the disk has room before pages are written that have none: a full disk is noticed by a mapped write only as
/// a fault.
final class FreeSpace {
    private final FileStore store;

    FreeSpace(Path folder) throws IOException {
        store = Files.getFileStore(folder);
    }

    /// Says whether so many bytes still fit. A file system without limits states a size of 0.
    boolean has(long bytes) throws IOException {
        return store.getUsableSpace() >= bytes || store.getTotalSpace() == 0;
    }

    /// What is left, for messages.
    long usable() throws IOException {
        return store.getUsableSpace();
    }
}

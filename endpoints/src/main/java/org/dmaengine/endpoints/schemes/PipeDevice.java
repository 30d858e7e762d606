package org.dmaengine.endpoints.schemes;

import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/// A named pipe. Opening one side waits for the other, and has no channel yet that a close could end; so the close
/// opens both sides for a moment, which never waits on Linux and lets the waiting one through.
final class PipeDevice extends FileDevice {
    private static final Set<StandardOpenOption> BOTH = Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE);

    // Guarded by this.
    private boolean opening;
    private boolean closed;
    /// Held until the waiting open has returned: it may not even have begun.
    private FileChannel bothSides;

    PipeDevice(Path path, StandardOpenOption side) {
        super(path, Set.of(side));
    }

    @Override
    public void open() throws IOException {
        synchronized (this) {
            if (closed) {
                throw new AsynchronousCloseException();
            }
            opening = true;
        }
        try {
            super.open();
        } finally {
            synchronized (this) {
                opening = false;
                if (bothSides != null) {
                    bothSides.close();
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        super.close(); // first: whatever the open returns from now on is closed again
        synchronized (this) {
            closed = true;
            if (opening && bothSides == null) {
                bothSides = FileChannel.open(path, BOTH);
            }
        }
    }
}

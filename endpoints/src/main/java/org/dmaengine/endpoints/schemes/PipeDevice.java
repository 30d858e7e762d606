package org.dmaengine.endpoints.schemes;

import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.service.log.Logger;

/// A named pipe. Opening one side waits for the other, and has no channel yet that a close could end; so the close
/// opens both sides for a moment, which never waits on Linux and lets the waiting one through.
///
/// That needs the path: nothing else names the pipe, and whatever would keep hold of it, a channel or a second name, would be seen by others.
final class PipeDevice extends FileDevice {
    private static final Set<StandardOpenOption> BOTH = Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE);

    private final Logger log;
    /// Threads that have been left behind in an open.
    private final AtomicInteger left;

    // Guarded by this.
    private boolean opening;
    private boolean closed;
    private boolean stuck;
    private Object identity;
    /// Held until the waiting open has returned: it may not even have begun.
    private FileChannel bothSides;

    PipeDevice(Path path, StandardOpenOption side, Logger log, AtomicInteger left) {
        super(path, Set.of(side));
        this.log = log;
        this.left = left;
    }

    @Override
    public void open() throws IOException {
        Object found = identity();
        synchronized (this) {
            if (closed) {
                throw new AsynchronousCloseException();
            }
            identity = found;
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
                if (stuck) {
                    left.decrementAndGet();
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        super.close(); // first: whatever the open returns from now on is closed again
        synchronized (this) {
            boolean first = !closed;
            closed = true;
            if (opening && first) {
                letThrough();
            }
        }
    }

    private Object identity() throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    private void letThrough() {
        try {
            bothSides = FileChannel.open(path, BOTH);
            if (!identity().equals(identity)) {
                bothSides.close(); // nobody's business
                throw new NoSuchFileException(path.toString(), null, "another file has taken its place");
            }
        } catch (IOException e) {
            stuck = true;
            left.incrementAndGet();
            log.warn("pipe:{} was closed while it waited for the other side, and cannot be let through: {}; its thread stays until somebody opens"
                    + " that pipe", path, e.toString());
        }
    }
}

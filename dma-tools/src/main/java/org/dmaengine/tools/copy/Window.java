package org.dmaengine.tools.copy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import org.dmaengine.mapping.DmaMapper;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;

/// The same stretch of both files, mapped into memory and for the channel's device. One arena per window, not per transfer:
/// closing one makes every thread pass a handshake.
final class Window implements AutoCloseable {
    /// Large enough to map seldom, small enough that page tables do not count.
    static final long SIZE = 64L << 20;

    private final long start;
    private final Arena arena = Arena.ofShared();
    private Mapping source;
    private Mapping target;
    private int pending;
    private boolean complete;

    private Window(long start) {
        this.start = start;
    }

    static Window map(DmaMapper mapper, FileChannel from, FileChannel to, long start, long length) throws IOException {
        Window window = new Window(start);
        try {
            window.source = mapper.map(from.map(MapMode.READ_ONLY, start, length, window.arena), MapDirection.TO_DEVICE);
            window.target = mapper.map(to.map(MapMode.READ_WRITE, start, length, window.arena), MapDirection.FROM_DEVICE);
            return window;
        } catch (IOException | RuntimeException e) {
            window.close();
            throw e;
        }
    }

    Mapping source() {
        return source;
    }

    Mapping target() {
        return target;
    }

    /// Where a byte of the files is in the mappings.
    long offset(long inFile) {
        return inFile - start;
    }

    void transferBegun() {
        pending++;
    }

    void transferEnded() {
        pending--;
        closeIfDone();
    }

    /// No further transfer will begin here.
    void complete() {
        complete = true;
        closeIfDone();
    }

    boolean isClosed() {
        return !arena.scope().isAlive();
    }

    private void closeIfDone() {
        if (complete && pending == 0) {
            close();
        }
    }

    @Override
    public void close() {
        if (target != null) {
            target.close();
        }
        if (source != null) {
            source.close();
        }
        if (!isClosed()) {
            arena.close();
        }
    }
}

package org.dmaengine.endpoints.schemes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Set;
import org.dmaengine.endpoints.PumpedDevice;

/// A file, or what looks like one, read or written from its beginning.
class FileDevice implements PumpedDevice {
    final Path path;
    private final Set<? extends OpenOption> options;
    private FileChannel channel;
    private boolean closed;

    FileDevice(Path path, Set<? extends OpenOption> options) {
        this.path = path;
        this.options = options;
    }

    @Override
    public void open() throws IOException {
        FileChannel opened = FileChannel.open(path, options);
        synchronized (this) {
            if (!closed) {
                channel = opened;
                return;
            }
        }
        opened.close();
        throw new AsynchronousCloseException();
    }

    @Override
    public int read(ByteBuffer buffer) throws IOException {
        return channel.read(buffer);
    }

    @Override
    public int write(ByteBuffer buffer) throws IOException {
        return channel.write(buffer);
    }

    @Override
    public void close() throws IOException {
        FileChannel open;
        synchronized (this) {
            closed = true;
            open = channel;
        }
        if (open != null) {
            open.close();
        }
    }
}

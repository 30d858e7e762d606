package org.dmaengine.endpoints.schemes;

import java.io.IOException;
import java.time.Duration;
import org.dmaengine.Direction;
import org.dmaengine.endpoints.EndpointPort;
import org.dmaengine.endpoints.pump.Request;
import org.dmaengine.fifo.RequestLine;

/// A port whose device is arithmetic: it never waits, so that its line is never raised and nothing is buffered.
abstract class ThreadlessPort implements EndpointPort {
    private final String endpoint;
    private final Direction direction;
    private final Request request;
    private volatile boolean closed;
    volatile long moved;

    ThreadlessPort(String endpoint, Direction direction) {
        this.endpoint = endpoint;
        this.direction = direction;
        request = new Request(endpoint);
    }

    @Override
    public final String endpoint() {
        return endpoint;
    }

    @Override
    public final Direction direction() {
        return direction;
    }

    @Override
    public final void connect(RequestLine line) {
        request.connect(line);
    }

    @Override
    public final void disconnect() {
        request.disconnect();
    }

    @Override
    public int level(int wordBytes) throws IOException {
        if (closed) {
            throw new IOException(endpoint + ": the port is closed");
        }
        return Integer.MAX_VALUE / wordBytes;
    }

    @Override
    public final long moved() {
        return moved;
    }

    @Override
    public void finish(Duration timeout) throws IOException {
        // nothing is on its way
    }

    @Override
    public final void close() {
        closed = true;
        request.raise();
    }

    @Override
    public final String toString() {
        return endpoint;
    }
}

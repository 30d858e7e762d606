package org.dmaengine.tools.stubs;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.dmaengine.Direction;
import org.dmaengine.endpoints.EndpointPort;
import org.dmaengine.endpoints.Endpoints;

/// Two ports, whatever the endpoints are called; an endpoint `late:` does not open before its opener is interrupted.
public final class StubEndpoints implements Endpoints {
    private final EndpointPort source;
    private final EndpointPort sink;
    private final CountDownLatch waiting = new CountDownLatch(1);

    public StubEndpoints(EndpointPort source, EndpointPort sink) {
        this.source = source;
        this.sink = sink;
    }

    @Override
    public EndpointPort open(String endpoint, Direction direction) throws IOException {
        if (endpoint.startsWith("late:")) {
            waitForEver(endpoint);
        }
        return direction == Direction.DEV_TO_MEM ? source : sink;
    }

    /// Waits until somebody waits for `late:`.
    public void awaitOpening() throws InterruptedException {
        if (!waiting.await(10, TimeUnit.SECONDS)) {
            throw new AssertionError("nobody has opened late:");
        }
    }

    private void waitForEver(String endpoint) throws IOException {
        waiting.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(endpoint + ": interrupted while waiting for it");
        }
    }
}

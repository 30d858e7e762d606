package org.dmaengine.endpoints.pump;

import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicReference;
import org.dmaengine.fifo.RequestLine;

/// A port's request: raises the line when the level has changed behind the engine's back, once for each time that it has looked.
///
/// ```text
///   engine   watched = true;     fence;   level from the positions
///   device   positions changed;  fence;   watched?  watched = false, raise
/// ```
///
/// Of two sides that do this at once at least one sees what the other has written (Dekker), so that no change is missed. The store of `false` always
/// comes before the raise: an engine that looked in between, and whose `true` was overwritten, is raised for that.
public final class Request {
    private final String owner;
    private final AtomicReference<RequestLine> line = new AtomicReference<>();
    /// The engine has looked at the level since the last raise.
    private volatile boolean watched = true;

    /// @param owner the port's name, for a refusal
    public Request(String owner) {
        this.owner = owner;
    }

    public void connect(RequestLine newLine) {
        if (!line.compareAndSet(null, newLine)) {
            throw new IllegalStateException(owner + " is connected already; disconnect it there before it is connected here");
        }
        watched = true;
    }

    public void disconnect() {
        line.set(null);
    }

    /// The engine is about to look at the level.
    public void watch() {
        if (!watched) {
            watched = true;
            VarHandle.fullFence();
        }
    }

    /// The level has risen.
    public void changed() {
        VarHandle.fullFence();
        if (watched) {
            watched = false;
            raise();
        }
    }

    /// Something has happened that the engine must see, whether it has looked or not: an end, a failure.
    public void raise() {
        RequestLine connected = line.get();
        if (connected != null) {
            connected.raise();
        }
    }
}

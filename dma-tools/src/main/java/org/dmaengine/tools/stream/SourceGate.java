package org.dmaengine.tools.stream;

import java.lang.foreign.MemorySegment;
import org.dmaengine.endpoints.EndpointPort;
import org.dmaengine.tools.swap.Pace;

/// The gate of the side that gives: open as far as the ring has room, and shut for good where the source ends or as many bytes as
/// wanted have come; meanwhile no further than the swaps beside the stream allow.
final class SourceGate extends Gate {
    private final long limit;
    private Gate sink;
    private Pace pace = Pace.FREE;

    /// @param limit bytes after which the gate ends the stream, though the source may have more
    SourceGate(EndpointPort port, Credits credits, long limit) {
        super(port, credits);
        this.limit = limit;
    }

    /// Before the ports are registered.
    void faces(Gate other) {
        sink = other;
    }

    /// Before the ports are registered.
    void keeps(Pace newPace) {
        pace = newPace;
    }

    @Override
    long allowed() {
        return credits.hasEnded() ? 0 : Math.min(credits.room(), Math.min(limit, pace.allowed()) - credits.arrived());
    }

    @Override
    void account(MemorySegment memory, long offset, long bytes) {
        credits.arrive(bytes);
        pace.reached(credits.arrived());
        sink.raise();
    }

    @Override
    public boolean atEnd() {
        return !credits.hasEnded() && (credits.arrived() == limit || port.atEnd());
    }

    /// The port stays at its end: what would come behind it is nobody's any more.
    @Override
    public void passEnd() {
        credits.end();
        sink.raise();
    }
}

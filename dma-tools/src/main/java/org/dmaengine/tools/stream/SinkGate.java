package org.dmaengine.tools.stream;

import java.lang.foreign.MemorySegment;
import org.dmaengine.endpoints.EndpointPort;

/// The gate of the side that takes: open as far as bytes have arrived, and as far as the digest has kept up.
final class SinkGate extends Gate {
    private final Gate source;
    private final Digester digester;
    // Of the engine's threads only.
    private boolean endPassed;

    /// @param digester of what passes, null for none
    SinkGate(EndpointPort port, Credits credits, Gate source, Digester digester) {
        super(port, credits);
        this.source = source;
        this.digester = digester;
    }

    @Override
    long allowed() {
        return digester == null ? credits.ready() : Math.min(credits.ready(), digester.room());
    }

    @Override
    void account(MemorySegment memory, long offset, long bytes) {
        if (digester != null) {
            digester.add(memory, offset, (int) bytes);
        }
        credits.take(bytes);
        source.raise();
    }

    /// The sink itself has no end: its transfer ends, short if need be, where the source has.
    @Override
    public boolean atEnd() {
        return !endPassed && credits.hasAllTaken();
    }

    @Override
    public void passEnd() {
        endPassed = true;
    }
}

package org.dmaengine.controller.memcpy.stubs;

import java.util.Map;
import org.dmaengine.spi.ChannelHost;

/// A host that only has a name: a memory controller never has a reason to wake it.
public record StubHost(String name) implements ChannelHost {
    @Override
    public void wake() {
        throw new UnsupportedOperationException("nothing wakes a memory controller but its client");
    }

    @Override
    public void wakeAt(long time) {
        throw new UnsupportedOperationException("a memory controller never waits for a time");
    }

    @Override
    public long nanoTime() {
        throw new UnsupportedOperationException("a memory controller never waits for a time");
    }

    @Override
    public void priority(int priority) {
        throw new UnsupportedOperationException("no memory controller is more urgent than another");
    }

    @Override
    public void waitsFor(String reason) {
        throw new UnsupportedOperationException("a memory controller never waits");
    }

    @Override
    public int requestLine() {
        return -1;
    }

    @Override
    public Map<String, Object> parameters() {
        return Map.of();
    }
}

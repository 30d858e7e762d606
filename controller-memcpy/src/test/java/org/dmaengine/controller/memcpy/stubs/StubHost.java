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
    public int requestLine() {
        return -1;
    }

    @Override
    public Map<String, Object> parameters() {
        return Map.of();
    }
}

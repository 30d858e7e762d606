package org.dmaengine.controller.fifo.stubs;

import java.util.Map;
import org.dmaengine.spi.ChannelHost;

/// The core's side of a channel that nothing comes of.
public record QuietHost(String name) implements ChannelHost {
    @Override
    public void wake() {
    }

    @Override
    public void wakeAt(long time) {
    }

    @Override
    public long nanoTime() {
        return 0;
    }

    @Override
    public void priority(int priority) {
    }

    @Override
    public void waitsFor(String reason) {
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

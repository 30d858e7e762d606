package org.dmaengine.tools.stubs;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.dmaengine.DmaChannel;
import org.dmaengine.SlaveMap;

/// A slave map in which every name is this channel.
public record StubSlaveMap(StubChannel channel) implements SlaveMap {
    @Override
    public DmaChannel requestChannel(String device, String name) {
        return channel;
    }

    @Override
    public DmaChannel requestChannel(String device, String name, Duration timeout) {
        return channel;
    }

    @Override
    public CompletionStage<DmaChannel> requestChannelAsync(String device, String name) {
        throw new UnsupportedOperationException("not needed by the tools");
    }
}

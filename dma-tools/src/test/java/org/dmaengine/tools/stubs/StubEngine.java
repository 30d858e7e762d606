package org.dmaengine.tools.stubs;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.dmaengine.ChannelInfo;
import org.dmaengine.ChannelRequest;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaEngine;
import org.dmaengine.DmaException;

/// An engine with a controller `stub` that has these channels; each is held by one client at a time.
public final class StubEngine implements DmaEngine {
    /// What was granted last.
    public ChannelRequest lastRequest;

    private final List<StubChannel> channels;
    private final List<StubChannel> given = new java.util.ArrayList<>();

    public StubEngine(StubChannel... channels) {
        this.channels = List.of(channels);
    }

    @Override
    public DmaChannel request(ChannelRequest request) {
        StubChannel free = channels.stream()
                .filter(c -> (!given.contains(c) || c.closed) && c.capabilities().supports(request.capabilities())
                        && request.filter().test(info(c)))
                .findFirst()
                .orElseThrow(() -> new DmaException.ChannelBusy("every channel that would do is held", "somebody"));
        free.closed = false;
        given.add(free);
        lastRequest = request;
        return free;
    }

    @Override
    public List<ChannelInfo> channels() {
        return channels.stream().map(this::info).toList();
    }

    private ChannelInfo info(StubChannel c) {
        return new ChannelInfo("stub", channels.indexOf(c), c.name(), c.capabilities(), "", Map.of());
    }

    @Override
    public DmaChannel request(ChannelRequest request, Duration timeout) {
        throw new UnsupportedOperationException("not needed by the tools");
    }

    @Override
    public CompletionStage<DmaChannel> requestAsync(ChannelRequest request) {
        throw new UnsupportedOperationException("not needed by the tools");
    }
}

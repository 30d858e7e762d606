package org.dmaengine.examples.swaplistener;

import java.util.function.Consumer;
import org.dmaengine.Direction;
import org.dmaengine.DmaChannel;
import org.dmaengine.SlaveConfig;
import org.dmaengine.SwapEvent;
import org.dmaengine.fifo.FifoSlaveConfig;
import org.dmaengine.mapping.Mapping;

/// Sends with a watermark where the controller has one, and hears when another controller takes its place. A client that does not listen loses
/// nothing but the word: its transfers go on.
public final class WatermarkSender {
    private final DmaChannel channel;
    private final SlaveConfig base;
    private final Consumer<String> log;

    /// @param base what every controller takes
    /// @param log  told what happens
    // @start region="listen"
    public WatermarkSender(DmaChannel channel, SlaveConfig base, int watermark, Consumer<String> log) {
        this.channel = channel;
        this.base = base;
        this.log = log;
        channel.onSwap(this::swapped); // before the first word is sent
        channel.configure(FifoSlaveConfig.of(base).withWatermark(watermark));
    }

    private void swapped(SwapEvent event) {
        switch (event.kind()) {
            case DETACHED -> log.accept(event.channel() + ": " + event.detail() + "; cookie " + event.cookie() + " " + event.active());
            case REBOUND -> rebound(event);
            case GONE -> log.accept(event.detail()); // the lease says ChannelGone: close it, and request anew
        }
    }

    private void rebound(SwapEvent event) {
        if (!event.detail().isEmpty()) {
            channel.configure(base); // the new controller does not take the watermark: do without
        }
        log.accept(event.channel() + " goes on" + (event.detail().isEmpty() ? "" : "; " + event.detail()));
    }
    // @end

    /// Sends all of it; what has been prepared already is sent as it was configured then, or ends `ABORTED` if that is refused.
    public long send(Mapping words) {
        long cookie = channel.prepareSlaveSg(words, Direction.MEM_TO_DEV).submit();
        channel.issuePending();
        return cookie;
    }
}

package org.dmaengine.core.registry;

import java.util.concurrent.CompletableFuture;
import org.dmaengine.DmaChannel;
import org.dmaengine.core.channel.VirtualChannel;

/// A request that waits for a channel, a controller or an entry. It ends once: granted, failed or cancelled.
final class WaitingRequest extends CompletableFuture<DmaChannel> {
    private final ClientSession session;
    private final Wanted wanted;
    private final Holder holder;
    /// The client holds this future and could hold its monitor.
    private final Object monitor = new Object();

    WaitingRequest(ClientSession session, Wanted wanted, Holder holder) {
        this.session = session;
        this.wanted = wanted;
        this.holder = holder;
    }

    Wanted wanted() {
        return wanted;
    }

    Object monitor() {
        return monitor;
    }

    Holder holder() {
        return holder;
    }

    /// A slot has been claimed for it: opens the channel and gives it to the client. If the request has ended meanwhile, the
    /// channel goes back.
    void granted(ChannelSlot slot) {
        VirtualChannel channel;
        try {
            channel = session.lease(slot, holder, wanted);
        } catch (RuntimeException | LinkageError e) {
            completeExceptionally(e);
            return;
        }
        if (!complete(channel)) {
            channel.close();
        }
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}

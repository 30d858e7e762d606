package org.dmaengine.core.registry;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaException;
import org.dmaengine.core.channel.VirtualChannel;

/// A request that waits for a channel, a controller or an entry. It ends once: granted, failed or cancelled.
final class WaitingRequest extends CompletableFuture<DmaChannel> {
    private final ClientSession session;
    private final Wanted wanted;
    private final Holder holder;
    private final Executor teller;
    /// The client holds this future and could hold its monitor.
    private final Object monitor = new Object();

    /// @param teller runs what the client does with the answer: never the thread that makes a channel available
    WaitingRequest(ClientSession session, Wanted wanted, Holder holder, Executor teller) {
        this.session = session;
        this.wanted = wanted;
        this.holder = holder;
        this.teller = teller;
    }

    Wanted wanted() {
        return wanted;
    }

    Executor teller() {
        return teller;
    }

    Object monitor() {
        return monitor;
    }

    Holder holder() {
        return holder;
    }

    /// A slot has been claimed for it: opens the channel and gives it to the client. If the request has ended meanwhile, the
    /// channel goes back; if the controller leaves at this moment, the request goes on waiting.
    void granted(Candidate candidate) {
        VirtualChannel channel;
        try {
            channel = session.leaseFirstOf(candidate, holder, wanted);
        } catch (DmaException.ChannelGone leaving) {
            session.waitOn(this);
            return;
        } catch (RuntimeException | Error e) {
            failed(e);
            return;
        }
        teller.execute(() -> {
            if (!complete(channel)) {
                channel.close();
            }
        });
    }

    /// It cannot be granted any more.
    void failed(Throwable reason) {
        teller.execute(() -> completeExceptionally(reason));
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}

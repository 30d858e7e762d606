package org.dmaengine.examples.callbackpipeline;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dmaengine.CompletionCallback;
import org.dmaengine.DmaChannel;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferResult;
import org.dmaengine.mapping.Mapping;

/// Copies a large buffer in blocks and keeps some of them in flight: each callback queues the next block, so that no
/// thread waits and the channel never runs dry.
///
/// The callbacks of one channel come one at a time, and nothing else touches the position once the first blocks are
/// queued: no lock is needed.
public final class CallbackPipeline {
    private final DmaChannel channel;
    private final Mapping from;
    private final Mapping to;
    private final long block;
    private final CompletableFuture<Long> done = new CompletableFuture<>();
    private long position;
    private long arrived;

    /// @param block bytes per transfer
    public CallbackPipeline(DmaChannel channel, Mapping from, Mapping to, long block) {
        this.channel = channel;
        this.from = from;
        this.to = to;
        this.block = block;
    }

    /// Starts with so many blocks in flight.
    ///
    /// @return a stage that ends with the bytes that arrived, or with the first failure
    // @start region="pipeline"
    public CompletionStage<Long> start(int inFlight) {
        for (int i = 0; i < inFlight && position < from.length(); i++) {
            queueNext();
        }
        channel.issuePending(); // only now may a callback run, on another thread
        return done;
    }

    private void queueNext() {
        long bytes = Math.min(block, from.length() - position);
        channel.prepareMemcpy(to, position, from, position, bytes, TransferFlag.INTERRUPT)
                .onComplete((CompletionCallback) this::ended)
                .submit();
        position += bytes;
    }

    private void ended(TransferResult result) {
        if (!result.isOk()) {
            done.completeExceptionally(new IllegalStateException(result.outcome() + ": " + result.detail()));
            return;
        }
        arrived += result.transferred();
        if (arrived == from.length()) {
            done.complete(arrived);
        } else if (position < from.length() && !done.isDone()) {
            queueNext();
            channel.issuePending();
        }
    }
    // @end
}

package org.dmaengine.examples.completionstage;

import java.util.concurrent.CompletionStage;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaDescriptor;
import org.dmaengine.TransferResult;
import org.dmaengine.mapping.Mapping;

/// Hands the end of a copy on to whoever composes stages.
public final class Staged {
    private final DmaChannel channel;

    public Staged(DmaChannel channel) {
        this.channel = channel;
    }

    /// @return the bytes that arrived
    // @start region="stage"
    public CompletionStage<Long> copy(Mapping to, Mapping from) {
        DmaDescriptor copy = channel.prepareMemcpy(to, 0, from, 0, from.length());
        CompletionStage<TransferResult> end = copy.completion(); // ask before submit
        copy.submit();
        channel.issuePending();
        return end.thenApply(TransferResult::transferred); // runs on a completer: be brief
    }
    // @end
}

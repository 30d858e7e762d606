package org.dmaengine.examples.polledcopies;

import java.util.concurrent.atomic.LongAdder;
import org.dmaengine.CookieCallback;
import org.dmaengine.DmaChannel;
import org.dmaengine.TransferFlags;
import org.dmaengine.TransferOutcome;
import org.dmaengine.mapping.Mapping;

/// Counts the bytes of small copies in the channel's own callback, which takes primitives.
public final class SignalledSmallCopies implements CookieCallback {
    private final DmaChannel channel;
    private final LongAdder failed = new LongAdder();
    private final LongAdder ended = new LongAdder();

    // @start region="signal"
    public SignalledSmallCopies(DmaChannel channel) {
        this.channel = channel;
        channel.onComplete(this); // one slot for all that enqueueMemcpy was asked to signal
    }

    public void copy(Mapping to, Mapping from, long offset, long bytes) {
        channel.enqueueMemcpy(to, offset, from, offset, bytes, TransferFlags.INTERRUPT);
    }

    @Override
    public void onComplete(long cookie, TransferOutcome outcome, long residue) {
        ended.increment();
        if (outcome != TransferOutcome.NO_ERROR) {
            failed.increment();
        }
    }
    // @end

    /// Copies that have ended.
    public long ended() {
        return ended.sum();
    }

    /// Those of them that failed.
    public long failed() {
        return failed.sum();
    }
}

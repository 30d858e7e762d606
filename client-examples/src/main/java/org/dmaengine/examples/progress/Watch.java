package org.dmaengine.examples.progress;

import java.util.List;
import org.dmaengine.DmaChannel;
import org.dmaengine.TransferStatus;

/// Asks a channel about its transfers, without a callback and without waiting.
public final class Watch {
    private final DmaChannel channel;

    public Watch(DmaChannel channel) {
        this.channel = channel;
    }

    // @start region="status"
    public String progress(long cookie, long length) {
        TransferStatus now = channel.status(cookie);
        return switch (now.status()) {
            case IN_PROGRESS -> (length - now.residue()) + " of " + length + " bytes; " + now.detail();
            case PAUSED -> "paused with " + now.residue() + " bytes to go";
            case COMPLETE -> "complete, " + (length - now.residue()) + " bytes arrived";
            case ERROR, ABORTED -> now.outcome() + " after " + (length - now.residue()) + " bytes: " + now.detail();
        };
    }
    // @end

    /// One query answers for many: transfers end in the order of their cookies.
    // @start region="many"
    public long ended(List<Long> cookies) {
        TransferStatus now = channel.status(cookies.getFirst());
        return cookies.stream().filter(now::hasEnded).count();
    }
    // @end

    // @start region="pause"
    public long exactResidue(long cookie) {
        channel.pause();
        try {
            return channel.status(cookie).residue(); // nothing moves now
        } finally {
            channel.resume();
        }
    }
    // @end
}

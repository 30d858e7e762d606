package org.dmaengine.examples.polledcopies;

import org.dmaengine.DmaChannel;
import org.dmaengine.TransferFlags;
import org.dmaengine.mapping.Mapping;

/// Copies one mapping into another as many small transfers, on the path that allocates nothing: enqueue as many as the
/// queue takes, ring the doorbell once, harvest what has ended, fill up again.
///
/// A plain class: give it a channel of your own. For one thread.
public final class PolledSmallCopies {
    private final DmaChannel channel;
    private final long[] cookies;

    /// @param batch most transfers per doorbell
    public PolledSmallCopies(DmaChannel channel, int batch) {
        this.channel = channel;
        this.cookies = new long[batch];
    }

    /// Copies everything in pieces of so many bytes; the last may be shorter.
    ///
    /// @return the number of transfers
    // @start region="copy"
    public long copy(Mapping from, Mapping to, long piece) {
        long length = Math.min(from.length(), to.length());
        long offset = 0;
        long enqueued = 0;
        long ended = 0;
        while (offset < length || ended < enqueued) {
            int room = Math.min(cookies.length, channel.queueSpace());
            for (; room > 0 && offset < length; room--) {
                long bytes = Math.min(piece, length - offset);
                channel.enqueueMemcpy(to, offset, from, offset, bytes, TransferFlags.NONE);
                offset += bytes;
                enqueued++;
            }
            channel.issuePending();
            ended += channel.harvest(cookies);
        }
        return enqueued;
    }
    // @end
}

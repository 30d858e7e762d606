package org.dmaengine.tools.copy;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongConsumer;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaException;
import org.dmaengine.TransferStatus;
import org.dmaengine.tools.CommandFailure;

/// One transfer in flight: some bytes at the same offset of both files.
record FileTransfer(Window window, long offset, long length, long cookie) {
    private static final Duration LOOK = Duration.ofMillis(200);
    /// Longer than any swap of controllers takes, and than a disk pauses to write back.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    static FileTransfer begin(DmaChannel channel, Window window, long offset, long length) {
        long at = window.offset(offset);
        long cookie = channel.prepareMemcpy(window.target(), at, window.source(), at, length).submit();
        window.transferBegun();
        channel.issuePending();
        return new FileTransfer(window, offset, length, cookie);
    }

    long end() {
        return offset + length;
    }

    /// Waits for the end as long as bytes move.
    ///
    /// @param residue told the bytes to go now and then
    /// @param explain finds words for a failure that the channel reports
    void await(DmaChannel channel, LongConsumer residue, Explanation explain)
            throws IOException, CommandFailure, InterruptedException {
        long before = length;
        long patience = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                TransferStatus status = channel.await(cookie, LOOK);
                if (!status.isOk() || status.residue() > 0) {
                    throw new CommandFailure(explain.of(status.outcome() + " at byte " + (end() - status.residue())
                            + " on " + channel.name() + ": " + status.detail()));
                }
                return;
            } catch (DmaException.TimedOut _) {
                long now = channel.status(cookie).residue();
                residue.accept(now);
                if (now < before) {
                    before = now;
                    patience = System.nanoTime() + PATIENCE.toNanos();
                } else if (System.nanoTime() > patience) {
                    throw new CommandFailure("no byte has moved on " + channel.name() + " for " + PATIENCE.toSeconds()
                            + " s; dma:list shows what it waits for");
                }
            }
        }
    }

    /// Knows more about a failure than the channel.
    @FunctionalInterface
    interface Explanation {
        String of(String asTheChannelSays) throws IOException;
    }
}

package org.dmaengine.examples.cyclicring;

import java.lang.foreign.MemorySegment;
import java.util.function.Predicate;
import org.dmaengine.CompletionCallback;
import org.dmaengine.Direction;
import org.dmaengine.DmaChannel;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferOutcome;
import org.dmaengine.TransferResult;
import org.dmaengine.mapping.Mapping;

/// Captures from a device into a ring, period after period, until its listener has enough.
///
/// ```text
/// ring   | period 1 | period 2 | period 3 | period 4 |      then again from the left, as period 5, 6, ...
///                         ▲ position = length - residue
/// ```
///
/// While period n is being written, the one in its place before, n - 4, is lost: of four periods three can be read.
public final class RingCapture {
    private final DmaChannel channel;
    private final Mapping ring;
    private final long period;
    private final Predicate<MemorySegment> listener;
    private long cookie;
    private volatile long lost;

    /// @param ring     memory that client and device share, whole periods
    /// @param listener given each period; answers false when it has enough
    public RingCapture(DmaChannel channel, Mapping ring, long period, Predicate<MemorySegment> listener) {
        this.channel = channel;
        this.ring = ring;
        this.period = period;
        this.listener = listener;
    }

    // @start region="capture"
    public void start() {
        cookie = channel.prepareCyclic(ring, 0, ring.length(), period, Direction.DEV_TO_MEM, TransferFlag.INTERRUPT)
                .onComplete((CompletionCallback) this::passed)
                .submit();
        channel.issuePending();
    }

    /// Periods first to last have passed since the last call.
    private void passed(TransferResult result) {
        if (result.outcome() != TransferOutcome.NO_ERROR) {
            return; // the end: the device failed, or the controller has left
        }
        long last = result.sequence();
        long first = last - result.periods() + 1;
        long readable = Math.max(first, last - ring.length() / period + 2);
        lost += readable - first;
        for (long n = readable; n <= last; n++) {
            long offset = (n - 1) * period % ring.length();
            if (!listener.test(ring.segment().asSlice(offset, period))) {
                channel.terminateAsync(); // legal here; terminateSync is not
                return;
            }
        }
    }
    // @end

    /// The byte that is written next.
    // @start region="position"
    public long position() {
        return ring.length() - channel.status(cookie).residue();
    }
    // @end

    /// Periods that were overwritten before they were seen.
    public long lost() {
        return lost;
    }
}

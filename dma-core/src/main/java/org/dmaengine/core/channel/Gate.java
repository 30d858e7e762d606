package org.dmaengine.core.channel;

import org.dmaengine.DmaException;

/// Whether a lease may still be used.
///
/// ```text
/// OPEN ──no replacement in time, or the core stops──▶ GONE ──close──▶ CLOSED (terminal)
///   └──────────────────────close───────────────────────────────────────▲
/// ```
///
/// Changes under the channel's lock; volatile, so that a refusal needs none.
final class Gate {
    private enum Phase { OPEN, GONE, CLOSED }

    private final WorkQueue queue;
    private final Seat seat;
    private volatile Phase phase = Phase.OPEN;
    private volatile String whyGone = "";

    Gate(WorkQueue queue, Seat seat) {
        this.queue = queue;
        this.seat = seat;
    }

    /// There is no driver for it any more; false if the lease was not open.
    boolean leave(String reason) {
        queue.lock.lock();
        try {
            if (phase != Phase.OPEN) {
                return false;
            }
            whyGone = reason;
            phase = Phase.GONE;
            return true;
        } finally {
            queue.lock.unlock();
        }
    }

    /// The client releases; false if it has before.
    boolean close() {
        queue.lock.lock();
        try {
            boolean first = phase != Phase.CLOSED;
            phase = Phase.CLOSED;
            return first;
        } finally {
            queue.lock.unlock();
        }
    }

    boolean isOpen() {
        return phase == Phase.OPEN;
    }

    boolean isClosed() {
        return phase == Phase.CLOSED;
    }

    void expectOpen() {
        switch (phase) {
            case OPEN -> { }
            case GONE -> throw new DmaException.ChannelGone(seat.name() + " is gone: " + whyGone + "; close it and request a channel again");
            case CLOSED -> throw new IllegalStateException(seat.name() + " has been released; request a channel again");
        }
    }
}

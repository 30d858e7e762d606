package org.dmaengine.core.channel;

import org.dmaengine.DmaException;

/// Whether a lease may still be used.
///
/// ```text
/// OPEN ──driver leaves or breaks──▶ GONE ──close──▶ CLOSED (terminal)
///   └─────────────close────────────────────────────────▲
/// ```
///
/// Changes under the channel's lock; volatile, so that a refusal needs none.
final class Gate {
    private enum Phase { OPEN, GONE, CLOSED }

    private final WorkQueue queue;
    private final String name;
    private volatile Phase phase = Phase.OPEN;
    private volatile String whyGone = "";

    Gate(WorkQueue queue, String name) {
        this.queue = queue;
        this.name = name;
    }

    /// The driver leaves; false if the lease was not open.
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

    boolean isClosed() {
        return phase == Phase.CLOSED;
    }

    void expectOpen() {
        switch (phase) {
            case OPEN -> { }
            case GONE -> throw new DmaException.ChannelGone(name + " is gone: " + whyGone + "; close it and request a channel again");
            case CLOSED -> throw new IllegalStateException(name + " has been released; request a channel again");
        }
    }
}

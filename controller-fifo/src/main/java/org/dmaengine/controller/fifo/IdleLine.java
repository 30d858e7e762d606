package org.dmaengine.controller.fifo;

import org.dmaengine.spi.ChannelHost;

/// Notices that a device which had begun to send has stopped: a transfer from it then ends without having been filled.
///
/// Words that wait in the device below the watermark have arrived as well as those that were moved.
final class IdleLine {
    private long timeout;
    private boolean begun;
    private long lastArrival;
    private int waiting;

    /// A transfer begins; 0 for never idle.
    void begin(long timeoutNanos) {
        timeout = timeoutNanos;
        begun = false;
        waiting = 0;
    }

    /// The first bytes have come to another controller, which has left meanwhile: time counts from now on.
    void goesOn(ChannelHost host) {
        if (timeout != 0) {
            begun = true;
            lastArrival = host.nanoTime();
        }
    }

    /// Words have been moved and so many wait.
    void moved(ChannelHost host, int stillWaiting) {
        if (timeout == 0) {
            return;
        }
        begun = true;
        lastArrival = host.nanoTime();
        waiting = stillWaiting;
    }

    /// Words that had been waiting for too long have been moved: that is no sign of life.
    void drained(int stillWaiting) {
        waiting = stillWaiting;
    }

    /// Nothing can be moved now although so many words wait; says whether that has been so for too long, and sees to it that the
    /// question comes up again otherwise.
    boolean isOver(ChannelHost host, int words) {
        if (timeout == 0) {
            return false;
        }
        long now = host.nanoTime();
        if (words > waiting) {
            begun = true;
            lastArrival = now;
            waiting = words;
        }
        if (!begun) {
            return false;
        }
        if (now - lastArrival >= timeout) {
            return true;
        }
        host.wakeAt(lastArrival + timeout);
        return false;
    }

    /// Time did not count while the channel was paused.
    void resumed(ChannelHost host) {
        lastArrival = host.nanoTime();
    }

    /// Another port: nothing is known of what waits in it.
    void portChanged() {
        waiting = 0;
    }
}

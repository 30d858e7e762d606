package org.dmaengine.controller.faults;

import org.dmaengine.spi.ChannelHost;

/// A transfer is held up once: for some steps, or until a time on the host's clock. For whoever calls the driver.
final class Delay {
    private static final int MOST_STEPS = 64;

    private final Fate fate;
    private final long longestNanos;
    private boolean begun;
    private int steps;
    private long until;

    /// @param longestNanos longest delay by the host's clock; 0 to delay by steps only
    Delay(Fate fate, long longestNanos) {
        this.fate = fate;
        this.longestNanos = longestNanos;
    }

    boolean hasBegun() {
        return begun;
    }

    void begins(ChannelHost host) {
        begun = true;
        if (longestNanos == 0 || fate.choice(2) == 0) {
            steps = 1 + fate.choice(MOST_STEPS);
        } else {
            until = host.nanoTime() + 1 + fate.dice() % longestNanos;
        }
    }

    /// Says whether a step moves nothing for it; the driver is then stepped again in time.
    boolean lasts(ChannelHost host) {
        if (steps > 0) {
            steps--;
            host.wake();
            return true;
        }
        boolean early = until != 0 && host.nanoTime() - until < 0;
        if (early) {
            host.waitsFor("a delay (injected)");
            host.wakeAt(until);
        }
        return early;
    }
}

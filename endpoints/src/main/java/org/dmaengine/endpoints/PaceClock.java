package org.dmaengine.endpoints;

import org.dmaengine.endpoints.pump.SystemClock;
import org.osgi.annotation.versioning.ConsumerType;

/// The time that a [PacedPort] keeps; a test holds it in its hand.
@ConsumerType
public interface PaceClock {
    /// The system's time, and one thread for all ports, which is there while one of them waits.
    static PaceClock system() {
        return SystemClock.INSTANCE;
    }

    /// Nanoseconds, of which only differences count.
    long nanoTime();

    /// Runs a task once, not before a time on [#nanoTime], and soon after it. The task is short and does not block.
    ///
    /// @return what cancels it
    Runnable at(long time, Runnable task);
}

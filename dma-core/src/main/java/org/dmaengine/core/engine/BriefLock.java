package org.dmaengine.core.engine;

import java.io.Serial;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/// A lock that is held for a moment only: whoever finds it taken tries again for some microseconds, naps, and tries again before queueing
/// up. Queueing would allocate a node and hand the lock over through the scheduler, for each transfer when client, runner and
/// completer meet. A nap and not a yield: see docs/adr/0007.
public final class BriefLock extends ReentrantLock {
    @Serial
    private static final long serialVersionUID = 1L;
    private static final int SPINS = 200;
    private static final int NAPS = 20;
    private static final long NAP_NANOS = 20_000;

    @Override
    public void lock() {
        for (int i = 0; i < SPINS + NAPS; i++) {
            if (tryLock()) {
                return;
            }
            if (i < SPINS) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(NAP_NANOS);
            }
        }
        super.lock();
    }
}

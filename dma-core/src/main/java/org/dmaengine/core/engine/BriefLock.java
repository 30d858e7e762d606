package org.dmaengine.core.engine;

import java.io.Serial;
import java.util.concurrent.locks.ReentrantLock;

/// A lock that is held for a moment only: whoever finds it taken tries again for some microseconds before queueing up.
/// Queueing would allocate a node and hand the lock over through the scheduler, for each transfer when client, runner and
/// completer meet.
public final class BriefLock extends ReentrantLock {
    @Serial
    private static final long serialVersionUID = 1L;
    private static final int SPINS = 200;
    private static final int YIELDS = 20;

    @Override
    public void lock() {
        for (int i = 0; i < SPINS + YIELDS; i++) {
            if (tryLock()) {
                return;
            }
            if (i < SPINS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
        super.lock();
    }
}

package org.dmaengine.tools.swaptest;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.dmaengine.DmaDescriptor;

/// The transfers of one channel that have not ended, by cookie. Each may end once, and in the order of the cookies. Thread-safe.
///
/// @param <T> what the client knows of a transfer
final class Outstanding<T> {
    private final String name;
    private final Ledger ledger;
    // Guarded by this, like all below; submitted under it, so that nothing ends before it is known.
    private final Map<Long, T> transfers = new LinkedHashMap<>();
    private long lastEnded;

    Outstanding(String name, Ledger ledger) {
        this.name = name;
        this.ledger = ledger;
    }

    synchronized void submit(DmaDescriptor descriptor, T transfer) {
        transfers.put(descriptor.submit(), transfer);
        ledger.submitted();
    }

    /// A callback says that one has ended.
    ///
    /// @return false if it had ended before
    synchronized boolean ended(long cookie) {
        if (transfers.remove(cookie) == null) {
            ledger.repeated(1, "%s: cookie %d has ended twice, or was never given", name, cookie);
            return false;
        }
        if (cookie < lastEnded) {
            ledger.outOfOrder(1, "%s: cookie %d ended behind %d", name, cookie, lastEnded);
        }
        lastEnded = Math.max(lastEnded, cookie);
        if (transfers.isEmpty()) {
            notifyAll();
        }
        return true;
    }

    synchronized boolean isEmpty() {
        return transfers.isEmpty();
    }

    /// Those that have not ended, in order.
    synchronized Map<Long, T> all() {
        return new LinkedHashMap<>(transfers);
    }

    /// Forgets those that have not ended.
    synchronized Map<Long, T> drop() {
        Map<Long, T> dropped = new LinkedHashMap<>(transfers);
        transfers.clear();
        return dropped;
    }

    /// Waits until all have ended.
    ///
    /// @return false if they have not in time
    synchronized boolean awaitEmpty(long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; !transfers.isEmpty() && left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return transfers.isEmpty();
    }
}

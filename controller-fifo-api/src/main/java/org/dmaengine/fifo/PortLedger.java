package org.dmaengine.fifo;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/// What one controller of a port leaves to the next: how many of the bytes lost have been told, and which transfer's packet the port is in the
/// middle of. For FIFO controllers; clients and peripherals have no use for it.
///
/// A port outlives its controllers. There is one ledger for each port object, for as long as that is there, and here, since nothing in a controller's
/// bundle lives through its update.
///
/// ```text
///   first controller       beginLosses ─ untoldLosses ... ─ leavePacket          lets go, the lease goes on elsewhere
///   next controller        beginLosses ─ resumePacket ─ untoldLosses ... ─ forgetLosses    lets go for good
/// ```
///
/// Thread-safe. Only the controller that the port is connected to changes anything.
public final class PortLedger {
    private static final long NOBODY_LISTENS = -1;
    private static final Map<Key, PortLedger> LEDGERS = new ConcurrentHashMap<>();
    private static final ReferenceQueue<FifoPort> GONE = new ReferenceQueue<>();

    private final AtomicLong told = new AtomicLong(NOBODY_LISTENS);
    private final AtomicReference<Cut> cut = new AtomicReference<>();

    private PortLedger() {
    }

    /// A port, by identity, that may go.
    private static final class Key extends WeakReference<FifoPort> {
        private final int hash;

        private Key(FifoPort port) {
            super(port, GONE);
            hash = System.identityHashCode(port);
        }

        @Override
        public boolean equals(Object other) {
            return this == other || other instanceof Key key && get() != null && key.refersTo(get());
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    /// A packet that is to go on. The transfer, of whatever class, is not kept alive.
    private record Cut(WeakReference<Object> transfer, long sent) { }

    /// The ledger of a port, the same for every controller.
    public static PortLedger of(FifoPort port) {
        for (Object key = GONE.poll(); key != null; key = GONE.poll()) {
            LEDGERS.remove(key);
        }
        return LEDGERS.computeIfAbsent(new Key(port), _ -> new PortLedger());
    }

    // ---- losses ----

    /// Whoever serves the port has connected it. What has been lost before is nobody's, unless the last controller has left it to this one.
    ///
    /// @param losses [FifoPort#losses] now
    public void beginLosses(long losses) {
        told.compareAndSet(NOBODY_LISTENS, losses);
    }

    /// Bytes lost that nobody has been told of yet: they are the caller's to tell.
    ///
    /// @param losses [FifoPort#losses] now
    public long untoldLosses(long losses) {
        long seen = told.get();
        if (seen == NOBODY_LISTENS || losses <= seen) {
            return 0; // as nearly always: it only grows, until nobody listens
        }
        long before = told.getAndAccumulate(losses, PortLedger::later);
        return before == NOBODY_LISTENS ? 0 : Math.max(0, losses - before);
    }

    private static long later(long before, long now) {
        return before == NOBODY_LISTENS ? NOBODY_LISTENS : Math.max(before, now);
    }

    /// Nobody serves the port any more, for good: what is lost until somebody does is nobody's.
    public void forgetLosses() {
        told.set(NOBODY_LISTENS);
    }

    // ---- packets to the device ----

    /// A packet is left open for the controller that goes on with its transfer.
    ///
    /// @param transfer the transfer, by identity
    /// @param sent     bytes of the packet that the port has taken
    public void leavePacket(Object transfer, long sent) {
        cut.set(new Cut(new WeakReference<>(transfer), sent));
    }

    /// Goes on with a packet that was left open.
    ///
    /// @return false if the port is in the middle of no packet, or of another one
    public boolean resumePacket(Object transfer, long sent) {
        Cut open = cut.get();
        return open != null && open.transfer().refersTo(transfer) && open.sent() == sent && cut.compareAndSet(open, null);
    }

    /// Nobody goes on with the packet that was left open: whoever begins another one abandons it first.
    ///
    /// @return false if there is none
    public boolean dropPacket() {
        return cut.getAndSet(null) != null;
    }
}

package org.dmaengine.core.channel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// What has been done on a channel, for listings (DBG-01). Counted by the stepping thread, read by any.
public final class Totals {
    private static final VarHandle TRANSFERS;
    private static final VarHandle BYTES;
    private static final VarHandle LOSSES;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            TRANSFERS = lookup.findVarHandle(Totals.class, "transfers", long.class);
            BYTES = lookup.findVarHandle(Totals.class, "bytes", long.class);
            LOSSES = lookup.findVarHandle(Totals.class, "losses", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private long transfers;
    private long bytes;
    private long losses;

    void countTransfer() {
        TRANSFERS.setOpaque(this, transfers + 1);
    }

    void countBytes(long moved) {
        BYTES.setOpaque(this, bytes + moved);
    }

    void countLosses(long lost) {
        LOSSES.setOpaque(this, losses + lost);
    }

    /// Transfers that have ended, however.
    public long transfers() {
        return (long) TRANSFERS.getOpaque(this);
    }

    /// Bytes moved.
    public long bytes() {
        return (long) BYTES.getOpaque(this);
    }

    /// Bytes that devices have lost or made up meanwhile.
    public long losses() {
        return (long) LOSSES.getOpaque(this);
    }
}

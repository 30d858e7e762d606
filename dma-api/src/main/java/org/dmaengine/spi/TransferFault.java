package org.dmaengine.spi;

import java.io.Serial;
import org.dmaengine.TransferOutcome;

/// A driver reports that the source or the destination of a transfer failed. That transfer ends with this outcome; the
/// channel goes on with the next.
public final class TransferFault extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;
    private final TransferOutcome outcome;
    private final long moved;

    private TransferFault(TransferOutcome outcome, long moved, String detail, Throwable cause) {
        super(detail, cause);
        this.outcome = outcome;
        this.moved = moved;
    }

    /// The source failed after this step had moved `moved` bytes.
    public static TransferFault read(long moved, String detail, Throwable cause) {
        return new TransferFault(TransferOutcome.READ_FAILED, moved, detail, cause);
    }

    /// The destination failed after this step had moved `moved` bytes.
    public static TransferFault write(long moved, String detail, Throwable cause) {
        return new TransferFault(TransferOutcome.WRITE_FAILED, moved, detail, cause);
    }

    /// Which side failed.
    public TransferOutcome outcome() {
        return outcome;
    }

    /// Bytes that this step moved before.
    public long moved() {
        return moved;
    }
}

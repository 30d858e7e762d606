package org.dmaengine.core.channel.model;

import java.util.List;
import org.dmaengine.TransferFlags;
import org.dmaengine.TransferOutcome;

/// One use of a descriptor, or one enqueued copy: from its cookie to its end.
final class ModelTransfer {
    final long cookie;
    /// Null for an enqueued copy.
    final ModelDescriptor descriptor;
    final Spec spec;
    final int length;
    private final List<Piece> pieces;

    boolean started;
    /// A driver has begun it, perhaps one that has left since.
    boolean begun;
    /// Bytes of the current pass.
    int moved;
    long sequence;
    boolean endedEarly;
    TransferOutcome fault = TransferOutcome.NO_ERROR;

    boolean ended;
    TransferOutcome outcome = TransferOutcome.NO_ERROR;
    int residue;
    int uncertain;

    ModelTransfer(long cookie, ModelDescriptor descriptor, Spec spec) {
        this.cookie = cookie;
        this.descriptor = descriptor;
        this.spec = spec;
        this.pieces = spec.pieces();
        this.length = pieces.stream().mapToInt(Piece::length).sum();
        this.residue = length;
    }

    boolean isDone() {
        return endedEarly || fault != TransferOutcome.NO_ERROR || moved == length && !spec.isCyclic();
    }

    int left() {
        return length - moved;
    }

    /// Most bytes of one answer of the driver: to the end, or to the end of the period.
    int limit() {
        return spec.isCyclic() ? spec.part() - moved % spec.part() : left();
    }

    /// Bytes from here without a gap.
    int run() {
        int at = 0;
        for (Piece piece : pieces) {
            at += piece.length();
            if (moved < at) {
                return at - moved;
            }
        }
        return 0;
    }

    /// Where byte `position` comes from and goes to.
    Piece place(int position) {
        int at = 0;
        for (Piece piece : pieces) {
            if (position < at + piece.length()) {
                int skip = position - at;
                return new Piece(piece.from() < 0 ? -1 : piece.from() + skip, piece.to() < 0 ? -1 : piece.to() + skip, 1);
            }
            at += piece.length();
        }
        throw new AssertionError(position + " of " + this);
    }

    private boolean isFlagged() {
        return descriptor == null ? spec.interrupts() : (descriptor.flags & TransferFlags.INTERRUPT) != 0;
    }

    /// Says whether its end is delivered.
    boolean signals() {
        return isFlagged() && (descriptor == null || descriptor.form != ModelDescriptor.Form.NONE || descriptor.stages > 0);
    }

    boolean signalsPeriods() {
        return isFlagged() && descriptor.form != ModelDescriptor.Form.NONE;
    }

    @Override
    public String toString() {
        return "c" + cookie + " " + spec;
    }
}

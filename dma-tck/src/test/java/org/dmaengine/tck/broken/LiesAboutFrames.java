package org.dmaengine.tck.broken;

import org.dmaengine.DmaException;
import org.dmaengine.spi.Transfer;
import org.dmaengine.spi.TransferKind;
import org.dmaengine.tck.reference.MemoryDriver;

/// States INTERLEAVE, and refuses frames.
final class LiesAboutFrames extends MemoryDriver {
    @Override
    public void check(Transfer transfer) {
        if (transfer.kind() == TransferKind.INTERLEAVED) {
            throw new DmaException.Rejected("no frames here");
        }
    }
}

package org.dmaengine.tck.broken;

import org.dmaengine.spi.Transfer;
import org.dmaengine.tck.reference.MemoryDriver;

/// Moves what is there, whatever the limit of the step.
final class AnswersMoreThanTheLimit extends MemoryDriver {
    @Override
    public long step(Transfer transfer, long limit) {
        return move(transfer, transfer.run());
    }
}

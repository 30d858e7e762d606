package org.dmaengine.tck.broken;

import org.dmaengine.spi.Transfer;
import org.dmaengine.tck.reference.MemoryDriver;

/// Answers an error code, as hardware does.
final class AnswersLessThanNothing extends MemoryDriver {
    @Override
    public long step(Transfer transfer, long limit) {
        return -5;
    }
}

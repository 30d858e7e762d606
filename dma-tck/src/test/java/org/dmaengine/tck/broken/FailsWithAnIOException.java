package org.dmaengine.tck.broken;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.dmaengine.spi.Transfer;
import org.dmaengine.spi.TransferFault;
import org.dmaengine.tck.reference.Board;
import org.dmaengine.tck.reference.PipeDriver;

/// Lets through what the device throws.
final class FailsWithAnIOException extends PipeDriver {
    FailsWithAnIOException(Board board) {
        super(board);
    }

    @Override
    protected TransferFault fault(Transfer transfer, long moved, IOException e) {
        throw new UncheckedIOException(e);
    }
}

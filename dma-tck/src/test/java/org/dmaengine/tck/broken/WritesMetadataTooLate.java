package org.dmaengine.tck.broken;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.dmaengine.spi.Transfer;
import org.dmaengine.tck.reference.Board;
import org.dmaengine.tck.reference.PipeDriver;

/// Writes metadata with the first step of the next packet.
final class WritesMetadataTooLate extends PipeDriver {
    private byte[] late = {};

    WritesMetadataTooLate(Board board) {
        super(board);
    }

    @Override
    protected void end(Transfer transfer) {
        MemorySegment.copy(late, 0, transfer.metadata(), ValueLayout.JAVA_BYTE, 0, late.length);
        transfer.metadataLength(late.length);
        late = board.pipe().metadata();
        board.pipe().passEnd();
        transfer.end();
    }
}

package org.dmaengine.core.channel;

import java.lang.foreign.MemorySegment;
import org.dmaengine.TransferOutcome;
import org.dmaengine.core.mapping.LateFaults;

/// Memory that failed under a driver through no fault of its own: the client closed its arena, or a mapped file was
/// truncated or had no disk space behind it.
///
/// @param outcome which side failed
record MemoryFault(TransferOutcome outcome, String detail) {
    private static final int PAGE = 4096;

    /// What failed, null if memory is not the reason for what was thrown.
    static MemoryFault of(Throwable thrown, Work work, long limit) {
        MemorySegment source = work.source();
        MemorySegment destination = work.destination();
        if (thrown instanceof InternalError) {
            return ofMappedFile(source, work.sourceOffset(), destination, Math.min(limit, work.run()));
        }
        if (source != null && !source.scope().isAlive()) {
            return new MemoryFault(TransferOutcome.READ_FAILED, "the source could not be read: its arena was closed");
        }
        if (destination != null && !destination.scope().isAlive()) {
            return new MemoryFault(TransferOutcome.WRITE_FAILED, "the destination could not be written: its arena was closed");
        }
        return null;
    }

    private static MemoryFault ofMappedFile(MemorySegment source, long offset, MemorySegment destination, long bytes) {
        if (source != null && source.isMapped() && isUnreadable(source, offset, bytes)) {
            return new MemoryFault(TransferOutcome.READ_FAILED, "the source could not be read: its mapped file was truncated or failed");
        }
        if (destination != null && destination.isMapped()) {
            return new MemoryFault(TransferOutcome.WRITE_FAILED,
                    "the destination could not be written: its mapped file was truncated or its disk is full");
        }
        return null;
    }

    /// Copies it away page by page: what faulted before faults again. A copy, because a plain read whose value nobody uses
    /// may be optimized away, and its fault may be reported too late.
    private static boolean isUnreadable(MemorySegment source, long offset, long bytes) {
        MemorySegment page = MemorySegment.ofArray(new byte[PAGE]);
        try {
            for (long done = 0; done < bytes; done += PAGE) {
                MemorySegment.copy(source, offset + done, page, 0, Math.min(PAGE, bytes - done));
            }
            LateFaults.surface();
            return false;
        } catch (InternalError | IllegalStateException fault) {
            return true;
        }
    }
}

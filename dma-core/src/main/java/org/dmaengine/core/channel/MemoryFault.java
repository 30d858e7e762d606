package org.dmaengine.core.channel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.dmaengine.TransferOutcome;

/// Memory that failed under a driver through no fault of its own: the client closed its arena, or a mapped file was
/// truncated or had no disk space behind it.
///
/// @param outcome which side failed
record MemoryFault(TransferOutcome outcome, String detail) {
    private static final long PAGE = 4096;

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

    /// Touches a byte of each page: a page that faulted before faults again.
    private static boolean isUnreadable(MemorySegment source, long offset, long bytes) {
        try {
            for (long i = 0; i < bytes; i += PAGE) {
                source.get(ValueLayout.JAVA_BYTE, offset + i);
            }
            source.get(ValueLayout.JAVA_BYTE, offset + bytes - 1);
            return false;
        } catch (InternalError | IllegalStateException fault) {
            return true;
        }
    }
}

package org.dmaengine.tck.broken;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.dmaengine.spi.Transfer;
import org.dmaengine.tck.reference.MemoryDriver;

/// Looks at the memory of the last transfer when the next one begins.
final class KeepsASegmentAfterStop extends MemoryDriver {
    private MemorySegment last;

    @Override
    public long start(Transfer transfer) {
        if (last != null) {
            last.get(ValueLayout.JAVA_BYTE, 0);
        }
        last = transfer.destination();
        return 0;
    }
}

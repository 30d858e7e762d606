package org.dmaengine.examples.uart;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.dmaengine.mapping.DmaVec;
import org.dmaengine.mapping.Mapping;

/// Bytes that wait to be sent, in memory that the device reads from. For one thread at a time.
///
/// ```text
///            tail                       head                     head        tail
///   │         ├── used, one piece ──────┤         │     │─ second ─┤           ├── first ──│
///   └─────────┴─────────────────────────┴─────────┘     └──────────┴───────────┴───────────┘
/// ```
final class SendRing {
    private final Mapping memory;
    private final long size;
    private long head; // bytes ever put
    private long tail; // bytes ever sent or dropped

    SendRing(Mapping memory) {
        this.memory = memory;
        this.size = memory.length();
    }

    long used() {
        return head - tail;
    }

    /// Puts as many of these bytes as there is room for.
    ///
    /// @return how many that were
    int put(byte[] bytes, int offset, int length) {
        int count = (int) Math.min(length, size - used());
        int first = (int) Math.min(count, size - head % size);
        copy(bytes, offset, head % size, first);
        copy(bytes, offset + first, 0, count - first);
        head += count;
        return count;
    }

    private void copy(byte[] bytes, int offset, long place, int count) {
        MemorySegment.copy(bytes, offset, memory.segment(), ValueLayout.JAVA_BYTE, place, count);
    }

    /// Where the bytes are that wait: one piece, or two if they go over the end (CLB-05).
    List<DmaVec> pieces() {
        List<DmaVec> pieces = new ArrayList<>(2);
        long first = Math.min(used(), size - tail % size);
        pieces.add(new DmaVec(memory, tail % size, first));
        if (first < used()) {
            pieces.add(new DmaVec(memory, 0, used() - first));
        }
        return pieces;
    }

    /// So many bytes have been sent, or are not to be.
    void advance(long bytes) {
        tail += bytes;
    }
}

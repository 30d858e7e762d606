package org.dmaengine.it;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.LongConsumer;

/// Puts numbers into memory, at equal distances.
final class Stamps implements LongConsumer {
    private final MemorySegment memory;
    private final long distance;
    private long offset;

    Stamps(MemorySegment memory, long distance) {
        this.memory = memory;
        this.distance = distance;
    }

    @Override
    public void accept(long value) {
        memory.set(ValueLayout.JAVA_LONG_UNALIGNED, offset, value);
        offset += distance;
    }
}

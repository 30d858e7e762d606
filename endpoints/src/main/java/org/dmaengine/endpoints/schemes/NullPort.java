package org.dmaengine.endpoints.schemes;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.dmaengine.Direction;

/// Swallows everything, or gives zeros without end.
final class NullPort extends ThreadlessPort {
    NullPort(Direction direction) {
        super("null:", direction);
    }

    @Override
    public int burst(long address, MemorySegment memory, long offset, int words, int wordBytes) throws IOException {
        level(wordBytes);
        long bytes = (long) words * wordBytes;
        if (direction() == Direction.DEV_TO_MEM) {
            memory.asSlice(offset, bytes).fill((byte) 0);
        }
        moved += bytes;
        return words;
    }
}

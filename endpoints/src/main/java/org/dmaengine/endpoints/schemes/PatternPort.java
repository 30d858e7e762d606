package org.dmaengine.endpoints.schemes;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import org.dmaengine.Direction;

/// Gives a [Pattern], or fails at the first byte that is not of it.
final class PatternPort extends ThreadlessPort {
    private final Pattern pattern;
    private volatile String difference;

    PatternPort(String endpoint, Direction direction, Pattern pattern) {
        super(endpoint, direction);
        this.pattern = pattern;
    }

    @Override
    public int level(int wordBytes) throws IOException {
        checkSame();
        return super.level(wordBytes);
    }

    @Override
    public int burst(long address, MemorySegment memory, long offset, int words, int wordBytes) throws IOException {
        level(wordBytes);
        long bytes = (long) words * wordBytes;
        int same = words;
        if (direction() == Direction.DEV_TO_MEM) {
            pattern.fill(moved, memory, offset, bytes);
        } else {
            long matching = pattern.matching(moved, memory, offset, bytes);
            if (matching < bytes) {
                difference = String.format("%s: byte %d is 0x%02x, expected 0x%02x", endpoint(), moved + matching,
                        memory.get(ValueLayout.JAVA_BYTE, offset + matching), pattern.at(moved + matching));
                same = (int) (matching / wordBytes);
            }
        }
        moved += (long) same * wordBytes;
        if (same == 0) {
            checkSame();
        }
        return same;
    }

    private void checkSame() throws IOException {
        String found = difference;
        if (found != null) {
            throw new IOException(found);
        }
    }

    @Override
    public void finish(Duration timeout) throws IOException {
        checkSame();
    }
}

package org.dmaengine.tools.swaptest;

import java.lang.foreign.MemorySegment;
import org.dmaengine.Direction;

/// A device that gives numbers, each one higher than the one before, as long as it is allowed to.
final class WordSource extends WordPort {
    private final Busy busy;
    private volatile long given;
    private volatile long limit;

    /// @param busy is told whether it has anything to give
    WordSource(Busy busy) {
        this.busy = busy;
    }

    /// Words given so far; the next one is this number.
    long given() {
        return given;
    }

    /// It may give words up to this number.
    void allow(long upTo) {
        limit = upTo;
        busy.begin();
        raise();
    }

    /// It gives nothing for now.
    ///
    /// @return up to where it might
    long hold() {
        long was = limit;
        limit = 0;
        return was;
    }

    @Override
    public Direction direction() {
        return Direction.DEV_TO_MEM;
    }

    @Override
    public int level(int wordBytes) {
        long left = limit - given;
        if (left <= 0) {
            busy.end();
            return 0;
        }
        return (int) Math.min(left, DEPTH);
    }

    @Override
    public int burst(long address, MemorySegment memory, long offset, int words, int wordBytes) {
        long next = given;
        for (int i = 0; i < words; i++) {
            FifoWords.set(memory, offset + (long) i * FifoWords.BYTES, next + i);
        }
        given = next + words;
        return words;
    }
}

package org.dmaengine.tools.swaptest;

import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.dmaengine.Direction;

/// A device that takes words and looks whether they are the ones that come next: words of one transfer follow each other without a gap,
/// transfers in the order of their numbers.
///
/// ```text
/// 63          16 15      0
/// [ transfer    | index  ]
/// ```
final class WordSink extends WordPort {
    /// Words of the longest transfer.
    static final int LONGEST = 1 << 16;

    private static final int INDEX_BITS = 16;

    private final String name;
    private final Ledger ledger;
    private final Map<Long, Arrival> expected = new ConcurrentHashMap<>();
    private volatile boolean shut;
    // Of whoever moves words.
    private long current;

    /// What has come of one transfer.
    private static final class Arrival {
        private final int first;
        private volatile int count;

        private Arrival(int first) {
            this.first = first;
        }
    }

    WordSink(String name, Ledger ledger) {
        this.name = name;
        this.ledger = ledger;
    }

    static long word(long transfer, int index) {
        return transfer << INDEX_BITS | index;
    }

    /// Words of this transfer may come, from this index on.
    void expect(long transfer, int first) {
        expected.put(transfer, new Arrival(first));
    }

    /// How many words have come of a transfer; 0 if it is not expected any more.
    int arrived(long transfer) {
        Arrival arrival = expected.get(transfer);
        return arrival == null ? 0 : arrival.count;
    }

    /// No more words of this transfer may come.
    void forget(long transfer) {
        expected.remove(transfer);
    }

    /// Whether it takes words.
    void shut(boolean on) {
        shut = on;
        if (!on) {
            raise();
        }
    }

    @Override
    public Direction direction() {
        return Direction.MEM_TO_DEV;
    }

    @Override
    public int level(int wordBytes) {
        return shut ? 0 : DEPTH;
    }

    @Override
    public int burst(long address, MemorySegment memory, long offset, int words, int wordBytes) {
        for (int i = 0; i < words; i++) {
            take(FifoWords.get(memory, offset + (long) i * FifoWords.BYTES));
        }
        return words;
    }

    private void take(long word) {
        long transfer = word >>> INDEX_BITS;
        int index = (int) (word & LONGEST - 1);
        Arrival arrival = expected.get(transfer);
        if (arrival == null) {
            ledger.repeated(1, "%s: a word came that no transfer under way has: %x", name, word);
            return;
        }
        if (transfer < current) {
            ledger.outOfOrder(1, "%s: a word of transfer %d came behind one of %d", name, transfer, current);
        }
        current = Math.max(current, transfer);
        int next = arrival.first + arrival.count;
        if (index > next) {
            ledger.lost(index - next, "%s: word %d of transfer %d came where %d was due", name, index, transfer, next);
            arrival.count = index + 1 - arrival.first;
        } else if (index < next) {
            ledger.repeated(1, "%s: word %d of transfer %d came again", name, index, transfer);
        } else {
            arrival.count++; // one thread at a time
        }
    }
}

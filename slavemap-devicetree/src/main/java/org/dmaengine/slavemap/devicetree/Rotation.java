package org.dmaengine.slavemap.devicetree;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Where the walk over the alternatives of a name begins, so that all of them get used (DT-08).
///
/// Linux takes a counter modulo their number. That would do no good here: a request looks a name up as often as it needs, and one that always
/// looks twice would begin with the same of two for ever. So the counter is scattered.
final class Rotation {
    private static final long GOLDEN_RATIO = 0x9e3779b97f4a7c15L;

    private final AtomicLong counter;

    /// @param start a test may name another one; the beginnings that follow are the same for the same start
    Rotation(long start) {
        counter = new AtomicLong(start);
    }

    /// The same elements in the same order, begun anywhere.
    <E> List<E> rotated(List<E> alternatives) {
        List<E> rotated = new ArrayList<>(alternatives);
        Collections.rotate(rotated, -next(alternatives.size()));
        return rotated;
    }

    /// The finalizer of MurmurHash3 over a Weyl sequence, as in `SplittableRandom`.
    private int next(int bound) {
        long z = counter.addAndGet(GOLDEN_RATIO);
        z = (z ^ z >>> 33) * 0xff51afd7ed558ccdL;
        z = (z ^ z >>> 33) * 0xc4ceb9fe1a85ec53L;
        return (int) Long.remainderUnsigned(z ^ z >>> 33, bound);
    }
}

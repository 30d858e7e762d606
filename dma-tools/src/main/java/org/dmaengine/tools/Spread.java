package org.dmaengine.tools;

import java.util.Arrays;
import java.util.Collection;

/// How long something took that was done many times: the middle, what one in a hundred exceeds, the longest. In nanoseconds.
public record Spread(int count, long median, long p99, long max) {
    /// Of these times; all 0 if there are none.
    public static Spread of(Collection<Long> nanos) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return sorted.length == 0 ? new Spread(0, 0, 0, 0)
                : new Spread(sorted.length, rank(sorted, 50), rank(sorted, 99), sorted[sorted.length - 1]);
    }

    /// The smallest of them that so many percent do not exceed.
    private static long rank(long[] sorted, int percent) {
        return sorted[Math.ceilDiv(sorted.length * percent, 100) - 1];
    }
}

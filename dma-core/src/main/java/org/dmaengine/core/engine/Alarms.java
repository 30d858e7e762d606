package org.dmaengine.core.engine;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// When the doorbells of one engine ring by themselves. Looking whether one is due costs a read while none is set.
///
/// Each doorbell holds its own time; here is only the first of them, or an earlier one if that has been put off since. **None is
/// lost:** a doorbell sets its time and then brings `first` forward; [#ring] forgets `first` and then looks at the time of every
/// doorbell, bringing `first` forward again for those that are not due. Both are volatile, so that of two who meet one sees the other.
///
/// **None is slept through:** a runner says that it sleeps and then looks at `first`; whoever brings `first` forward then wakes
/// somebody (see [Berth]). That includes [#ring], which another runner may have found in between, with nothing in it.
final class Alarms {
    private static final long NONE = 0;
    private static final long FARTHEST = Long.MAX_VALUE / 2;
    private static final long NEAR = FARTHEST / 2;

    private final LongSupplier clock;
    private final AtomicLong first = new AtomicLong(NONE);

    Alarms(LongSupplier clock) {
        this.clock = clock;
    }

    /// How a time is kept in a doorbell: 0 says that none is set.
    static long kept(long time) {
        return time == NONE ? NONE + 1 : time;
    }

    /// Says whether a time is so far away that its difference to others may overflow and tell it as past: more than 146 years, or `Long.MAX_VALUE`,
    /// wherever the clock stands. Looks at the clock only where it could be.
    boolean isNever(long time) {
        if (time == Long.MAX_VALUE) {
            return true;
        }
        if (time >= -NEAR && time <= NEAR) {
            return false;
        }
        long wait = time - nanoTime();
        return wait > FARTHEST || wait < -FARTHEST;
    }

    long nanoTime() {
        return clock.getAsLong();
    }

    /// There may be an alarm at that time. Answers whether a runner has to look again how long it may sleep.
    boolean isFirst(long time) {
        while (true) {
            long now = first.get();
            if (now != NONE && now - time <= 0) {
                return false;
            }
            if (first.compareAndSet(now, time)) {
                return true;
            }
        }
    }

    boolean isDue() {
        return until() <= 0;
    }

    /// Nanoseconds until the first one, 0 or less if it is due; `Long.MAX_VALUE` if there is none.
    long until() {
        long at = first.get();
        return at == NONE ? Long.MAX_VALUE : at - nanoTime();
    }

    /// Rings what is due. Answers whether a runner has to look again how long it may sleep.
    boolean ring(Arbiter arbiter) {
        first.set(NONE);
        long now = nanoTime();
        arbiter.forEach(bell -> {
            long later = bell.ringIfDue(now);
            if (later != NONE) {
                isFirst(later);
            }
        });
        return first.get() != NONE;
    }
}

package org.dmaengine.core.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// Places for 64 doorbells, and a bit for each one that is rung, like a DMA controller's request register: a look at one word says
/// that all are quiet.
///
/// Whoever rings first publishes why and then sets the bit; whoever serves clears the bit first and then looks. Finding the bit set
/// already is as good as setting it: it is cleared, and looked at, later. Places are given and taken back under the arbiter's lock.
final class Bank {
    static final int PLACES = 64;

    private static final VarHandle RUNG;

    static {
        try {
            RUNG = MethodHandles.lookup().findVarHandle(Bank.class, "rung", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final AtomicReferenceArray<Doorbell> bells = new AtomicReferenceArray<>(PLACES);
    private volatile long rung;

    /// The first place without a doorbell, -1 if there is none.
    int freePlace() {
        for (int place = 0; place < PLACES; place++) {
            if (bells.get(place) == null) {
                return place;
            }
        }
        return -1;
    }

    void put(int place, Doorbell bell) {
        bells.set(place, bell);
    }

    /// Its doorbell is not served any more. A ring that comes too late may still set the bit; the next doorbell at this place then has a
    /// turn for nothing.
    void clear(int place) {
        bells.set(place, null);
        take(place, null);
    }

    /// The doorbell at a place, null if it has been detached.
    Doorbell at(int place) {
        return bells.get(place);
    }

    /// A bit for each place that is rung.
    long rung() {
        return rung;
    }

    void ring(int place) {
        long bit = 1L << place;
        if ((rung & bit) == 0) {
            RUNG.getAndBitwiseOr(this, bit);
        }
    }

    /// Claims the ring at a place for the doorbell that was seen there; false if somebody else has it, or the place is another
    /// doorbell's by now: then it is that one's ring, and stays.
    boolean take(int place, Doorbell seen) {
        long bit = 1L << place;
        if (((long) RUNG.getAndBitwiseAnd(this, ~bit) & bit) == 0) {
            return false;
        }
        Doorbell now = bells.get(place);
        if (now != seen && now != null) {
            ring(place);
        }
        return now == seen;
    }
}

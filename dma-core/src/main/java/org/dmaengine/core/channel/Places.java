package org.dmaengine.core.channel;

import java.util.concurrent.locks.ReentrantLock;

/// Who holds how many places of a lease's bounded queue. A descriptor has one from prepare until it has ended and its
/// callback is over; a reusable one until it is discarded.
///
/// Guarded by the channel's lock. Prepared descriptors are counted here, works in the ring and ends that wait for their
/// callback where they are.
final class Places {
    private final WorkQueue queue;
    private final Completions completions;
    private int prepared;
    private int idleReusable;
    // Rises with each terminate: single-use descriptors prepared before are void (TRM-04).
    private int generation;

    Places(WorkQueue queue, Completions completions) {
        this.queue = queue;
        this.completions = completions;
    }

    /// Places that are free now.
    int space() {
        assert lock().isHeldByCurrentThread();
        return Math.max(0, queue.capacity() - prepared - queue.size() - completions.size());
    }

    int prepared() {
        assert lock().isHeldByCurrentThread();
        return prepared;
    }

    /// A descriptor has been prepared.
    void take(Descriptor descriptor) {
        assert lock().isHeldByCurrentThread();
        prepared++;
        descriptor.generation(generation);
    }

    /// A prepared descriptor goes into the ring, which counts it from now on.
    void submitted(Descriptor descriptor) {
        assert lock().isHeldByCurrentThread();
        prepared--;
        if (descriptor.isReusable()) {
            idleReusable--;
        }
        descriptor.state(Descriptor.State.SUBMITTED);
    }

    /// A descriptor has ended for good, or, if it is reusable, is the client's again.
    void comesBack(Descriptor descriptor) {
        assert lock().isHeldByCurrentThread();
        if (descriptor.state() != Descriptor.State.ENDED && descriptor.state() != Descriptor.State.SUBMITTED
                && descriptor.state() != Descriptor.State.STOPPING) {
            return;
        }
        if (descriptor.isReusable()) {
            prepared++;
            idleReusable++;
            descriptor.state(Descriptor.State.PREPARED);
        } else {
            descriptor.state(Descriptor.State.SPENT);
        }
    }

    /// [#comesBack] of a descriptor whose callback begins or is over, by the completer.
    void comesBackLocked(Descriptor descriptor) {
        lock().lock();
        try {
            descriptor.isDelivered();
            if (descriptor.state() == Descriptor.State.ENDED) {
                comesBack(descriptor);
            }
        } finally {
            lock().unlock();
        }
    }

    /// A terminate: single-use descriptors that are prepared lose their places.
    void voidPrepared() {
        assert lock().isHeldByCurrentThread();
        generation++;
        prepared = idleReusable;
    }

    /// Says whether a terminate has freed this descriptor.
    boolean isVoid(Descriptor descriptor) {
        return !descriptor.isReusable() && descriptor.generation() != generation;
    }

    void reusable(Descriptor descriptor, boolean on) {
        lock().lock();
        try {
            descriptor.expectPrepared("reusable");
            if (descriptor.isReusable() != on) {
                idleReusable += on ? 1 : -1;
                descriptor.reuse(on);
                // A reusable one has survived the terminates so far; it is as good as prepared now.
                descriptor.generation(generation);
            }
        } finally {
            lock().unlock();
        }
    }

    void discard(Descriptor descriptor) {
        lock().lock();
        try {
            if (descriptor.state() != Descriptor.State.PREPARED && descriptor.state() != Descriptor.State.SUBMITTED) {
                // It has ended; at the latest when its callback is over its place is free.
                descriptor.reuse(false);
                return;
            }
            if (!isVoid(descriptor)) {
                descriptor.expectPrepared("discard");
                prepared--;
                if (descriptor.isReusable()) {
                    idleReusable--;
                }
            }
            descriptor.state(Descriptor.State.SPENT);
        } finally {
            lock().unlock();
        }
    }

    private ReentrantLock lock() {
        return queue.lock;
    }
}

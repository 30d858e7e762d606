package org.dmaengine.core.engine;

/// Whether channels that are queued for a completer would be helped by one more thread. Looked at once in a while by one
/// thread, while the queue is not empty and nobody is idle.
///
/// A thread that is on its way, though the scheduler has not let it run yet, takes the next channel as soon as it can: another
/// one would only queue up behind it. A callback that waits for something holds its thread and no processor, so that one more
/// thread can run at once. If all callbacks compute, or are inside some blocking call that cannot be told from that, one more
/// is given to them late: mostly it would only share the processors.
final class Congestion {
    private static final int LOOKS_IF_ALL_COMPUTE = 20;

    private long seen = -1;
    private int looks;

    /// The queue is empty.
    void clear() {
        seen = -1;
    }

    /// Looks once more.
    ///
    /// @param served   channels served so far
    /// @param onItsWay whether some thread is neither idle nor inside a callback
    /// @param held     whether some callback waits for something
    boolean needsThread(long served, boolean onItsWay, boolean held) {
        if (served != seen || onItsWay) {
            seen = served;
            looks = 0;
            return false;
        }
        if (++looks < (held ? 1 : LOOKS_IF_ALL_COMPUTE)) {
            return false;
        }
        looks = 0;
        return true;
    }
}

package org.dmaengine.tck.bench;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;

/// Something that nobody is to reach any more.
final class Forgetting {
    private static final int ROUNDS = 40;
    private static final int MILLIS_PER_ROUND = 25;

    private final ReferenceQueue<Object> gone = new ReferenceQueue<>();
    private final WeakReference<Object> reference;

    Forgetting(Object object) {
        reference = new WeakReference<>(object, gone);
    }

    /// Has the garbage collector run until it is gone, within a second.
    boolean isGone() {
        try {
            for (int i = 0; i < ROUNDS && !reference.refersTo(null); i++) {
                System.gc();
                gone.remove(MILLIS_PER_ROUND);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return reference.refersTo(null);
    }
}

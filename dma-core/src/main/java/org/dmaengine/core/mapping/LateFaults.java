package org.dmaengine.core.mapping;

import java.lang.foreign.MemorySegment;

/// Where faults of mapped files that are still under way come to light.
///
/// When a page of a mapped file cannot be had (truncated file, full disk), the JVM throws its [InternalError] not at the
/// access but at the thread's next safepoint poll. In compiled code that poll may be far away, behind the `try` that was
/// meant for the access and after the bytes have been counted. So whoever has touched a client's memory asks here, inside
/// that `try`, before believing that all went well.
public final class LateFaults {
    // Not final, and volatile: a loop whose bound may change in each turn can neither be unrolled nor go without its poll.
    private static volatile int polls = 1;

    private LateFaults() {
    }

    /// Throws the fault of an access to these segments that this thread has made, if there is one.
    ///
    /// @param source      null if there is none
    /// @param destination null if there is none
    /// @throws InternalError if a page of a mapped file could not be had
    public static void surface(MemorySegment source, MemorySegment destination) {
        if (source != null && source.isMapped() || destination != null && destination.isMapped()) {
            surface();
        }
    }

    /// Throws the fault of an access that this thread has made, if there is one.
    ///
    /// @throws InternalError if a page of a mapped file could not be had
    public static void surface() {
        for (int i = 0; i < polls; i++) {
            // The poll is at the end of each turn.
        }
    }
}

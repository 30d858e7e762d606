package org.dmaengine.tools.stream;

import java.io.IOException;

/// How far both sides of a stream have come, and so what each may do: the source no more than the ring has room for, the sink no
/// more than has arrived. This is what RTS and CTS are on a serial line, and gives a cyclic transfer the back-pressure that
/// it has not by itself (CYC-10).
///
/// ```text
///                 taken           arrived
///   ────────────────┼────────────────┼─────────────── bytes since the start
///                   ├─── ready() ────┤
///                   ├─────────────── ring ──────────────┤
///                                    ├───── room() ─────┤
/// ```
///
/// **Threads.** [#arrive] and [#end] come from the source's line, [#take] from the sink's: one thread at a time on each, which
/// changes. Every counter has one writer and is volatile. That orders the bytes: whoever sees `arrived` also sees the
/// memory that was written before it; whoever sees `taken` writes there only after the sink has read it.
///
/// **No raise is lost.** A gate first moves its counter and then raises the other's line. The other answers a level from that
/// counter; if it answered too little, it did so before the counter moved, the raise comes after the answer, and the
/// controller looks again. A line that is connected only later is looked at then.
final class Credits {
    private static final long NOT_ENDED = -1;

    private final long ring;
    private final Runnable listener;
    private volatile long arrived;
    private volatile long taken;
    private volatile long total = NOT_ENDED;
    private volatile Failure failure;

    /// @param ring     bytes between the two sides
    /// @param listener hears that the source has ended, that the sink has taken everything, or that a side has failed; on the
    ///                 engine's thread, so that it must not block
    Credits(long ring, Runnable listener) {
        this.ring = ring;
        this.listener = listener;
    }

    /// Bytes that the source may give now.
    long room() {
        return ring - (arrived - taken);
    }

    /// Bytes that the sink may take now.
    long ready() {
        return arrived - taken;
    }

    /// Bytes that the source has given.
    long arrived() {
        return arrived;
    }

    /// Bytes that the sink has taken.
    long taken() {
        return taken;
    }

    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one writer
    void arrive(long bytes) {
        arrived += bytes;
    }

    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one writer
    void take(long bytes) {
        taken += bytes;
        if (hasAllTaken()) {
            listener.run();
        }
    }

    /// The source gives no more.
    void end() {
        total = arrived;
        listener.run();
    }

    /// Says whether the source gives no more.
    boolean hasEnded() {
        return total != NOT_ENDED;
    }

    /// Says whether the source has ended and the sink has all of it.
    boolean hasAllTaken() {
        return taken == total;
    }

    /// A side has failed; the first failure counts.
    void fail(Gate side, IOException thrown) {
        if (failure == null) {
            failure = new Failure(side, thrown);
        }
        listener.run();
    }

    /// Which side has failed with what, null if none has.
    Failure failure() {
        return failure;
    }

    /// What one side has failed with.
    record Failure(Gate side, IOException thrown) {
    }
}

package org.dmaengine.examples.pcm;

/// Keeps account of a client that the device has overtaken, which the ring itself tells nobody (CYC-10).
///
/// Guarded by its stream's lock.
final class Lateness {
    private final RingPointers pointers;
    private final long periodFrames;
    private final boolean isPlayback;

    Lateness(RingPointers pointers, long periodFrames, boolean isPlayback) {
        this.pointers = pointers;
        this.periodFrames = periodFrames;
        this.isPlayback = isPlayback;
    }

    /// Says whether the device has nothing left of the client's: one frame more is one too many.
    boolean isDry() {
        return pointers.overtaken() >= 0;
    }

    /// Says whether the device is past the client.
    boolean isLate() {
        return pointers.overtaken() > 0;
    }

    /// What the client is told.
    XrunException xrun() {
        long frames = Math.max(0, pointers.overtaken());
        return new XrunException(isPlayback ? "underrun: " + frames + " frames were played again, behind frame " + pointers.client()
                : "overrun: " + frames + " frames were overwritten before they were read, from frame " + pointers.client(), frames);
    }

    /// Frames that a device which was stopped has played twice, or captured for nobody.
    long lost() {
        return isPlayback ? pointers.overtaken() : pointers.available();
    }

    /// Moves the client to the first place that gives it a period's time with a device that runs on: in front of it, or behind
    /// the frame that is overwritten next.
    ///
    /// @return frames that the client was moved by, 0 if it is not late
    long catchUp() {
        long frames = isLate() ? pointers.overtaken() + periodFrames : 0;
        pointers.advance(frames);
        return frames;
    }
}

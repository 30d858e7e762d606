package org.dmaengine.examples.pcm;

import java.io.IOException;

/// What the client does: moves frames to or from the ring, waiting for the device where it must. Called with the stream's lock.
final class FrameMover {
    private final PcmTriggers triggers;
    private final DmaRing ring;
    private final RingPointers pointers;
    private final Lateness lateness;
    private final StreamState state;
    private final boolean isPlayback;

    FrameMover(PcmTriggers triggers, DmaRing ring, RingPointers pointers, Lateness lateness, StreamState state, boolean isPlayback) {
        this.triggers = triggers;
        this.ring = ring;
        this.pointers = pointers;
        this.lateness = lateness;
        this.state = state;
        this.isPlayback = isPlayback;
    }

    // @start region="move"
    /// @return frames copied; fewer if the device then overtook the client, stopped or failed, which the next call tells
    long move(long frames, RingFrames.Copy copy) throws IOException, InterruptedException {
        long done = 0;
        while (done < frames && !isOver(done)) {
            long run = pointers.run(frames - done);
            if (run > 0) {
                copy.copy(pointers.place(), done, run);
                if (isOver(done)) {
                    break; // what was copied while the device passed is spoiled
                }
                pointers.advance(run);
                done += run;
            }
            startIfReady();
            if (run == 0) {
                state.await(ring::detail);
            }
        }
        return done;
    }

    /// Looks whether nothing more can be copied; throws if nothing has been.
    private boolean isOver(long done) throws IOException {
        triggers.look();
        IOException reason = reason();
        if (reason != null && done == 0) {
            throw reason;
        }
        return reason != null;
    }
    // @end

    private IOException reason() {
        if (state.is(PcmState.XRUN) || state.isActive() && lateness.isLate()) {
            return lateness.xrun();
        } else if (state.is(PcmState.DISCONNECTED)) {
            return new IOException("the device is gone" + state.end());
        } else if (state.is(PcmState.SETUP) && (isPlayback || pointers.available() == 0)) {
            return new IOException("the stream is stopped; prepare it");
        }
        return null;
    }

    /// A playback starts when its ring is full, a capture when it is read.
    private void startIfReady() {
        if (state.is(PcmState.PREPARED) && (!isPlayback || pointers.available() == 0)) {
            triggers.start();
        }
    }

    /// Waits until a playback has played what it has.
    void drain() throws IOException, InterruptedException {
        triggers.drain();
        while (state.is(PcmState.DRAINING)) {
            state.await(ring::detail);
        }
        if (!state.is(PcmState.SETUP)) {
            isOver(0);
        }
    }
}

package org.dmaengine.examples.pcm;

import org.dmaengine.DmaException;
import org.dmaengine.TransferResult;

/// What the device does: the triggers that change the [StreamState], and what a look at it finds, at each period callback and each call
/// of the client. Called with the stream's lock.
final class PcmTriggers {
    private final DmaRing ring;
    private final XrunPolicy policy;
    private final RingPointers pointers;
    private final DevicePosition device;
    private final Lateness lateness;
    private final StreamState state;
    private volatile Runnable periodListener = () -> { };

    PcmTriggers(DmaRing ring, XrunPolicy policy, RingPointers pointers, DevicePosition device, Lateness lateness, StreamState state) {
        this.ring = ring;
        this.policy = policy;
        this.pointers = pointers;
        this.device = device;
        this.lateness = lateness;
        this.state = state;
    }

    void onPeriod(Runnable listener) {
        periodListener = listener;
    }

    // ---- triggers ----

    void prepare() {
        state.expectStopped();
        device.reset();
        state.enter(PcmState.PREPARED);
    }

    void start() {
        state.expect(PcmState.PREPARED, "prepare it first");
        ring.start(this::elapsed);
        state.enter(PcmState.RUNNING);
    }

    void pause() {
        state.expect(PcmState.RUNNING, "only a running one is paused");
        if (!ring.canPause()) {
            throw new IllegalStateException("the channel cannot pause and resume; drop the stream instead");
        }
        ring.pause();
        look();
        if (state.is(PcmState.RUNNING)) { // else it was too late already, and has been stopped
            state.enter(PcmState.PAUSED);
        }
    }

    void release() {
        state.expect(PcmState.PAUSED, "it is not paused");
        ring.resume();
        state.enter(PcmState.RUNNING);
    }

    void drop() {
        if (state.isActive()) {
            halt(PcmState.SETUP);
        } else {
            state.enter(PcmState.SETUP);
        }
    }

    /// From whatever plays or could play, if the client is not late.
    void drain() {
        if (state.is(PcmState.PREPARED) && pointers.client() > 0) {
            start();
        } else if (state.is(PcmState.PAUSED)) {
            release();
        }
        look();
        if (state.is(PcmState.RUNNING) && !lateness.isLate()) {
            state.enter(PcmState.DRAINING);
            look();
        }
    }

    /// Stops the device. It is paused first: then it moves no more, and the pointers are exact.
    private void halt(PcmState next) {
        try {
            if (ring.canPause()) {
                ring.pause();
                device.update();
            }
            ring.stop();
            state.enter(next);
        } catch (DmaException.ChannelGone e) { // the callback that tells of it is still to come
            state.disconnect(e.getMessage());
        }
    }

    // ---- looks ----

    // @start region="elapsed"
    /// The period callback; takes the lock itself.
    private void elapsed(TransferResult result) {
        state.locked(() -> passed(result));
        if (result.isPeriod()) {
            periodListener.run(); // without the lock: it may trigger (CLA-12)
        }
    }

    private void passed(TransferResult result) {
        if (!state.isActive() || !ring.isCurrent(result.cookie())) {
            return; // stopped meanwhile
        }
        if (!result.isPeriod()) {
            state.disconnect(result.detail());
            return;
        }
        device.passed(result);
        look();
        state.moved();
    }

    /// Sees where the device is, and whether it has overtaken the client.
    void look() {
        if (!state.isActive()) {
            return;
        }
        device.update();
        if (state.is(PcmState.DRAINING)) {
            ring.frames().silence(pointers.place(), pointers.available()); // which is heard if the stop comes late
            if (lateness.isDry()) {
                halt(PcmState.SETUP);
            }
        } else if (state.is(PcmState.RUNNING) && policy == XrunPolicy.STOP && lateness.isDry()) {
            halt(PcmState.XRUN);
        }
    }
    // @end
}

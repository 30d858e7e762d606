package org.dmaengine.examples.pcm;

import java.io.IOException;
import java.util.function.Supplier;
import org.dmaengine.Direction;
import org.dmaengine.DmaChannel;

/// A stream of frames between a client and a device, over a ring that never waits: what the middle layer of ALSA does with the
/// pointer that a [DmaRing] answers.
///
/// ```text
/// client ──▶ PcmStream ─▶ FrameMover ─▶ PcmTriggers ─▶ DmaRing ─▶ channel
///                             │             │             │ residue, periods
///                             └─ Lateness ──┴─ RingPointers ◀─ DevicePosition      all under the lock of the StreamState
/// ```
///
/// **Being late.** The ring tells nobody that it has overtaken its client (CYC-10). It is found by comparing two pointers ([RingPointers]), at each
/// period callback and each call of the client, and ends as the [XrunPolicy] says; the client's next call throws an
/// [XrunException], and [#recover] finds the place to go on at.
///
/// **Threads.** One thread at a time writes or reads; every other method may be called by any, and all but [#prepare], [#recover],
/// [#close] and those that wait inside [#onPeriod] too.
public abstract class PcmStream implements AutoCloseable {
    private final PcmParameters parameters;
    private final boolean isPlayback;
    private final DmaRing ring;
    private final StreamState state;
    // Guarded by the state's lock.
    private final RingPointers pointers;
    private final DevicePosition device;
    private final Lateness lateness;
    private final PcmTriggers triggers;
    private final FrameMover mover;

    PcmStream(DmaChannel channel, Direction direction, PcmInterface device, PcmParameters parameters) {
        this.parameters = parameters;
        this.isPlayback = direction == Direction.MEM_TO_DEV;
        this.ring = new DmaRing(channel, direction, device, parameters);
        this.state = new StreamState(parameters.format().time(parameters.ringFrames()));
        this.pointers = new RingPointers(parameters.ringFrames(), isPlayback ? parameters.ringFrames() : 0);
        this.device = new DevicePosition(ring, pointers, parameters.periodFrames());
        this.lateness = new Lateness(pointers, parameters.periodFrames(), isPlayback);
        this.triggers = new PcmTriggers(ring, parameters.policy(), pointers, this.device, lateness, state);
        this.mover = new FrameMover(triggers, ring, pointers, lateness, state, isPlayback);
    }

    // ---- triggers ----

    /// Makes ready to start at the beginning of the ring. Waits until a transfer that was stopped touches nothing any more (CLA-08), so
    /// not inside [#onPeriod].
    public void prepare() {
        state.locked(state::expectStopped);
        ring.synchronize(); // without the lock, for which a callback may be waiting
        state.locked(triggers::prepare);
    }

    /// Lets the device run.
    public void start() {
        state.locked(triggers::start);
    }

    /// Lets the device stand still, without loss; pointers keep (CYC-12). If it has overtaken the client by then it is stopped, and the
    /// client's next call tells.
    public void pause() {
        state.locked(triggers::pause);
    }

    /// Goes on after [#pause].
    public void release() {
        state.locked(triggers::release);
    }

    /// Stops at once (CLA-07). The pointers stay where the device stopped.
    public void drop() {
        state.locked(triggers::drop);
    }

    // @start region="recover"
    /// Goes on after an [XrunException]. A stream that was stopped is prepared anew: what is written next is played next, what was not
    /// read is lost. One that runs on keeps running, and the client's pointer is moved to the first place that gives it a
    /// period's time.
    ///
    /// @return frames that a playback has played twice by then, or that a capture lacks
    public long recover() {
        boolean runsOn = asked(state::isActive);
        if (runsOn) {
            return asked(() -> state.isActive() ? lateness.catchUp() : 0L);
        }
        if (state() != PcmState.XRUN) {
            return 0;
        }
        long frames = asked(lateness::lost);
        prepare();
        return frames;
    }
    // @end

    // ---- frames ----

    /// Copies frames: see [Playback#write] and [Capture#read].
    final long transfer(long frames, RingFrames.Copy copy) throws IOException, InterruptedException {
        return state.lockedWaiting(() -> mover.move(frames, copy));
    }

    /// Lets a playback end by itself: see [Playback#drain].
    final void drainOut() throws IOException, InterruptedException {
        state.lockedWaiting(() -> {
            mover.drain();
            return 0;
        });
    }

    final RingFrames frames() {
        return ring.frames();
    }

    // ---- questions ----

    /// Told at each period callback, on the engine's thread; may trigger.
    public void onPeriod(Runnable listener) {
        triggers.onPeriod(listener);
    }

    /// Where it stands.
    public PcmState state() {
        return state.asked(state::now);
    }

    /// Frames that the device has moved since the start, as far as its residue tells.
    public long position() {
        return asked(pointers::device);
    }

    /// Frames that can be written or read now without waiting.
    public long available() {
        return asked(() -> Math.min(pointers.available(), parameters.ringFrames()));
    }

    /// Frames from the client to the device's side of the controller, or back, those inside it included (CLA-10).
    public long delay() {
        return asked(() -> device.inFlight() + (isPlayback ? -pointers.overtaken() : pointers.available()));
    }

    /// What the device waits for, for people; empty while it moves.
    public String detail() {
        return ring.detail();
    }

    private <T> T asked(Supplier<T> question) {
        return state.asked(() -> {
            triggers.look();
            return question.get();
        });
    }

    /// The ring that it was made with.
    public PcmParameters parameters() {
        return parameters;
    }

    /// Stops, waits until the ring is not touched any more, and frees it (CLA-09). The channel stays the caller's.
    @Override
    public void close() {
        drop();
        ring.close();
    }
}

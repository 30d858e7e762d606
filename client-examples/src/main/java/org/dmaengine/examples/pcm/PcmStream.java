package org.dmaengine.examples.pcm;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.dmaengine.Direction;
import org.dmaengine.DmaChannel;
import org.dmaengine.TransferResult;

/// A stream of frames between a client and a device, over a ring that never waits: what the middle layer of ALSA does with the
/// pointer that a [DmaRing] answers.
///
/// **Being late.** The ring tells nobody that it has overtaken its client (CYC-10). It is found by comparing two pointers ([RingPointers]), at each
/// period callback and each call of the client, and ends as the [XrunPolicy] says; the client's next call throws an
/// [XrunException], and [#recover] finds the place to go on at.
///
/// **Threads.** One thread at a time writes or reads; every other method may be called by any, and all but [#prepare], [#recover],
/// [#close] and those that wait inside [#onPeriod] too.
public abstract class PcmStream implements AutoCloseable {
    private static final int PATIENCE_IN_RINGS = 10;

    private final DmaRing ring;
    private final PcmParameters parameters;
    private final Direction direction;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    // Guarded by lock.
    private final RingPointers pointers;
    private PcmState state = PcmState.SETUP;
    private long passed;
    private long inFlight;
    private String end = "";
    private volatile Runnable periodListener = () -> { };

    PcmStream(DmaChannel channel, Direction direction, PcmInterface device, PcmParameters parameters) {
        this.parameters = parameters;
        this.direction = direction;
        this.pointers = new RingPointers(parameters.ringFrames(), isPlayback() ? parameters.ringFrames() : 0);
        this.ring = new DmaRing(channel, direction, device, parameters);
    }

    /// Copies frames between the client's memory and the ring.
    interface Copy {
        /// @param place frame of the ring
        /// @param done  frames copied before, of the client's
        void copy(long place, long done, long frames);
    }

    // ---- triggers ----

    /// Makes ready to start at the beginning of the ring. Waits until a transfer that was stopped touches nothing any more (CLA-08), so
    /// not inside [#onPeriod].
    public void prepare() {
        if (state().isActive()) {
            throw new IllegalStateException("the stream is " + state() + "; drop it, then prepare");
        }
        ring.synchronize(); // without the lock, for which a callback may be waiting
        lock.lock();
        try {
            pointers.reset();
            passed = 0;
            inFlight = 0;
            if (state != PcmState.DISCONNECTED) {
                state = PcmState.PREPARED;
            }
        } finally {
            lock.unlock();
        }
    }

    /// Lets the device run.
    public void start() {
        trigger(PcmState.PREPARED, "prepare it first", () -> {
            ring.start(this::elapsed);
            state = PcmState.RUNNING;
        });
    }

    /// Lets the device stand still, without loss; pointers keep (CYC-12).
    public void pause() {
        trigger(PcmState.RUNNING, "only a running one is paused", () -> {
            if (!ring.canPause()) {
                throw new IllegalStateException("the channel cannot pause and resume; drop the stream instead");
            }
            ring.pause();
            look();
            state = PcmState.PAUSED;
        });
    }

    /// Goes on after [#pause].
    public void release() {
        trigger(PcmState.PAUSED, "it is not paused", () -> {
            ring.resume();
            state = PcmState.RUNNING;
        });
    }

    /// Stops at once (CLA-07). The pointers stay where the device stopped.
    public void drop() {
        lock.lock();
        try {
            if (state.isActive()) {
                halt(PcmState.SETUP);
            } else if (state != PcmState.DISCONNECTED) {
                state = PcmState.SETUP;
            }
        } finally {
            lock.unlock();
        }
    }

    private void trigger(PcmState from, String advice, Runnable action) {
        lock.lock();
        try {
            if (state != from) {
                throw new IllegalStateException("the stream is " + state + end + "; " + advice);
            }
            action.run();
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    // ---- the device ----

    // @start region="elapsed"
    /// The period callback. Callbacks coalesce (CB-07), and may be late; position comes from the residue (CYC-03), laps from the
    /// running number.
    private void elapsed(TransferResult result) {
        lock.lock();
        try {
            if (!state.isActive() || !ring.isCurrent(result.cookie())) {
                return; // stopped meanwhile
            }
            if (!result.isPeriod()) {
                end = ": " + result.detail();
                state = PcmState.DISCONNECTED;
                moved.signalAll();
                return;
            }
            passed = result.sequence() * parameters.periodFrames();
            look();
            moved.signalAll();
        } finally {
            lock.unlock();
        }
        periodListener.run();
    }

    /// Sees where the device is, and whether it has overtaken the client.
    private void look() {
        if (!state.isActive()) {
            return;
        }
        locate();
        if (state == PcmState.DRAINING) {
            fillFree();
            if (pointers.overtaken() >= 0) {
                halt(PcmState.SETUP);
            }
        } else if (state == PcmState.RUNNING && parameters.policy() == XrunPolicy.STOP && pointers.overtaken() >= 0) {
            halt(PcmState.XRUN);
        }
    }

    private void locate() {
        if (ring.hasPointer()) {
            ring.pointer().ifPresent(pointer -> {
                pointers.deviceAt(pointer.place(), passed);
                inFlight = pointer.inFlight();
            });
        } else {
            pointers.devicePast(passed); // CLA-11, but that no period is missed
        }
    }
    // @end

    /// Stops the device. It is paused first: then it moves no more, and the pointers are exact.
    private void halt(PcmState next) {
        if (ring.canPause() && state != PcmState.PAUSED) {
            ring.pause();
            locate();
        }
        ring.stop();
        state = next;
        moved.signalAll();
    }

    // ---- the client ----

    /// Copies frames, waiting for the device where it must.
    ///
    /// @return frames copied; fewer if the device then overtook the client, stopped or failed, which the next call tells
    final long transfer(long frames, Copy copy) throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            long done = 0;
            while (done < frames) {
                look();
                if (isOver(done)) {
                    break;
                }
                long run = Math.min(Math.min(pointers.available(), frames - done), parameters.ringFrames() - pointers.place());
                if (run > 0) {
                    copy.copy(pointers.place(), done, run);
                    look(); // what was copied while the device passed is spoiled
                    if (isOver(done)) {
                        break;
                    }
                    pointers.advance(run);
                    done += run;
                }
                startIfReady();
                if (run == 0 && done < frames) {
                    await();
                }
            }
            return done;
        } finally {
            lock.unlock();
        }
    }

    /// Says whether nothing more can be copied now; throws if nothing has been.
    private boolean isOver(long done) throws IOException {
        IOException reason = null;
        if (state == PcmState.XRUN || state.isActive() && pointers.overtaken() > 0) {
            reason = late();
        } else if (state == PcmState.DISCONNECTED) {
            reason = new IOException("the device is gone" + end);
        } else if (state == PcmState.SETUP && (isPlayback() || pointers.available() == 0)) {
            reason = new IOException("the stream is stopped; prepare it");
        }
        if (reason != null && done == 0) {
            throw reason;
        }
        return reason != null;
    }

    private XrunException late() {
        long frames = Math.max(0, pointers.overtaken());
        return new XrunException(isPlayback() ? "underrun: " + frames + " frames were played again, behind frame " + pointers.client()
                : "overrun: " + frames + " frames were overwritten before they were read, from frame " + pointers.client(), frames);
    }

    /// A playback starts when its ring is full, a capture when it is read.
    private void startIfReady() {
        if (state == PcmState.PREPARED && (!isPlayback() || pointers.available() == 0)) {
            start();
        }
    }

    /// Waits for the device to move.
    private void await() throws IOException, InterruptedException {
        Duration patience = parameters.format().time(parameters.ringFrames() * PATIENCE_IN_RINGS);
        if (!moved.await(patience.toNanos(), TimeUnit.NANOSECONDS) && state != PcmState.PAUSED) {
            throw new IOException("the device has not moved for " + patience.toMillis() + " ms; " + ring.detail());
        }
    }

    // @start region="recover"
    /// Goes on after an [XrunException]. A stream that was stopped is prepared anew: what is written next is played next, what was not
    /// read is lost. One that runs on keeps running, and the client's pointer is moved to the first place that gives it a
    /// period's time: in front of the device, or behind the frame that is overwritten next.
    ///
    /// @return frames that a playback has played twice by then, or that a capture lacks
    public long recover() {
        lock.lock();
        long frames;
        try {
            look();
            long overtaken = pointers.overtaken();
            if (state != PcmState.XRUN) {
                frames = state.isActive() && overtaken > 0 ? overtaken + parameters.periodFrames() : 0;
                pointers.advance(frames);
                return frames;
            }
            frames = isPlayback() ? overtaken : pointers.available();
        } finally {
            lock.unlock();
        }
        prepare();
        return frames;
    }
    // @end

    /// Lets a playback end by itself: see [Playback#drain].
    final void drainOut() throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            if (state == PcmState.PREPARED && pointers.client() > 0) {
                start();
            }
            look();
            if (state == PcmState.RUNNING) {
                state = PcmState.DRAINING;
                look();
            }
            while (state == PcmState.DRAINING) {
                await();
            }
            if (state != PcmState.SETUP) {
                isOver(0);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Fills what the client has not written with silence, which is heard if the stop comes late.
    private void fillFree() {
        long free = Math.min(pointers.available(), parameters.ringFrames());
        long place = pointers.place();
        long first = Math.min(free, parameters.ringFrames() - place);
        bytes(place, first).fill(parameters.format().silence());
        bytes(0, free - first).fill(parameters.format().silence());
    }

    // ---- questions ----

    /// Told at each period callback, on the engine's thread; may trigger.
    public void onPeriod(Runnable listener) {
        periodListener = listener;
    }

    /// Where it stands.
    public PcmState state() {
        lock.lock();
        try {
            return state;
        } finally {
            lock.unlock();
        }
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
        return asked(() -> inFlight + (isPlayback() ? -pointers.overtaken() : pointers.available()));
    }

    /// What the device waits for, for people; empty while it moves.
    public String detail() {
        return ring.detail();
    }

    private long asked(LongSupplier question) {
        lock.lock();
        try {
            look();
            return question.getAsLong();
        } finally {
            lock.unlock();
        }
    }

    /// The ring that it was made with.
    public PcmParameters parameters() {
        return parameters;
    }

    /// Frames of the ring.
    final MemorySegment bytes(long place, long frames) {
        int frame = parameters.format().frameBytes();
        return ring.memory().asSlice(place * frame, frames * frame);
    }

    private boolean isPlayback() {
        return direction == Direction.MEM_TO_DEV;
    }

    /// Stops, waits until the ring is not touched any more, and frees it (CLA-09). The channel stays the caller's.
    @Override
    public void close() {
        drop();
        ring.close();
    }
}

package org.dmaengine.core.channel;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dmaengine.CompletionCallback;
import org.dmaengine.CookieCallback;
import org.dmaengine.DmaDescriptor;
import org.dmaengine.TransferFlags;
import org.dmaengine.TransferResult;

/// A transfer that a client has prepared and holds in its hands.
///
/// ```text
///               ┌──────────── reusable: callback begins, or ended without one ───────────┐
///               ▼                                                                        │
/// (prepare) PREPARED ──submit──▶ SUBMITTED ──ends──▶ ENDED ──callback over──▶ SPENT (terminal)
///               │                    └──terminate──▶ STOPPING ──driver let go──▶ SPENT, or PREPARED if reusable
///               └──discard, terminate, release──▶ SPENT
/// ```
///
/// `state` is guarded by the channel's lock, and volatile so that a refusal needs none.
final class Descriptor implements DmaDescriptor {
    /// A deadline beyond is none: the clock could not hold it.
    private static final Duration LONGEST_DEADLINE = Duration.ofDays(36_500);

    enum State { PREPARED, SUBMITTED, ENDED, STOPPING, SPENT }

    private final VirtualChannel channel;
    private final Places places;
    private final Work work = new Work(this);
    private final Metadata metadata;
    private volatile State state = State.PREPARED;
    private boolean reusable;
    // Guarded by the channel's lock: the stage of a dropped use has not been delivered.
    private boolean stageWaits;
    private int generation;
    private CompletionCallback callback;
    private CookieCallback cookieCallback;
    private CompletableFuture<TransferResult> stage;
    private volatile Thread callbackThread;
    // The driver that this was checked for.
    private volatile Attachment checkedFor;
    private long deadlineNanos;

    Descriptor(VirtualChannel channel, Places places) {
        this.channel = channel;
        this.places = places;
        this.metadata = new Metadata(channel.capabilities(), channel::name);
    }

    // ---- the client ----

    @Override
    public long length() {
        return work.length();
    }

    @Override
    public DmaDescriptor onComplete(CompletionCallback newCallback) {
        expectSignalled();
        callback = newCallback;
        cookieCallback = null;
        return this;
    }

    @Override
    public DmaDescriptor onComplete(CookieCallback newCallback) {
        expectSignalled();
        cookieCallback = newCallback;
        callback = null;
        return this;
    }

    @Override
    public CompletionStage<TransferResult> completion() {
        expectPrepared("completion");
        if (work.isEndless()) {
            throw new IllegalStateException(describe() + " ends only when it is terminated or replaced, so it has no"
                    + " completion stage; use onComplete");
        }
        work.addFlag(TransferFlags.INTERRUPT);
        if (stage == null) {
            stage = new CompletableFuture<>();
        }
        return stage.minimalCompletionStage();
    }

    @Override
    public DmaDescriptor attachMetadata(MemorySegment data) {
        expectPrepared("attachMetadata");
        metadata.attach(data, work.direction());
        return this;
    }

    @Override
    public MemorySegment metadata() {
        expectMetadataTime("metadata");
        return metadata.lend();
    }

    @Override
    public long metadataLength() {
        expectMetadataTime("metadataLength");
        return metadata.length();
    }

    @Override
    public DmaDescriptor metadataLength(long bytes) {
        expectPrepared("metadataLength");
        metadata.clientLength(bytes);
        return this;
    }

    @Override
    public DmaDescriptor reusable(boolean on) {
        expectPrepared("reusable");
        channel.expectReuse(this, on);
        places.reusable(this, on);
        return this;
    }

    @Override
    public boolean isReusable() {
        return reusable;
    }

    @Override
    public DmaDescriptor deadline(Duration timeout) {
        expectPrepared("deadline");
        deadlineNanos = timeout.compareTo(LONGEST_DEADLINE) > 0 || !timeout.isPositive() ? 0 : timeout.toNanos();
        return this;
    }

    @Override
    public long submit() {
        return channel.submit(this);
    }

    @Override
    public void discard() {
        places.discard(this);
    }

    // ---- the core ----

    Work work() {
        return work;
    }

    Metadata metadataForDriver() {
        return metadata;
    }

    /// How long it may take from submit on, in nanoseconds; 0 for no limit.
    long deadlineNanos() {
        return deadlineNanos;
    }

    /// It can be done by this driver as far as is known.
    void checkedFor(Attachment attachment) {
        checkedFor = attachment;
    }

    /// Checks it for the driver that serves the channel now, if it was prepared for another one. A driver that has left is not asked: the next
    /// one is, when it comes.
    void checkFor(Attachment now) {
        if (checkedFor != now && !now.hasLeft()) {
            work.reset();
            now.preparer().again(work);
            checkedFor = now;
        }
    }

    State state() {
        return state;
    }

    int generation() {
        return generation;
    }

    /// Under the lock.
    void generation(int now) {
        generation = now;
    }

    /// Under the lock.
    void state(State next) {
        state = next;
    }

    /// Under the lock.
    void reuse(boolean on) {
        reusable = on;
    }

    CompletionCallback callback() {
        return callback;
    }

    CookieCallback cookieCallback() {
        return cookieCallback;
    }

    CompletableFuture<TransferResult> takeStage() {
        CompletableFuture<TransferResult> taken = stage;
        stage = null;
        return taken;
    }

    boolean hasStage() {
        return stage != null;
    }

    boolean hasCallback() {
        return callback != null || cookieCallback != null;
    }

    /// It has ended. Under the lock.
    void hasEnded(boolean signalled) {
        if (signalled) {
            state = State.ENDED;
        } else {
            places.comesBack(this);
        }
    }

    /// It has been dropped; its driver may still have it. Under the lock.
    void isDropped() {
        state = State.STOPPING;
        stageWaits = hasStage();
    }

    /// It was dropped and its driver has let go. It comes back now, or when its stage has been delivered: until then that
    /// keeps its place, and its next use could overtake it. Under the lock.
    void hasStopped() {
        if (state == State.STOPPING) {
            if (stageWaits) {
                state = State.ENDED;
            } else {
                places.comesBack(this);
            }
        }
    }

    /// What waited for it in the completion queue is being delivered. Under the lock.
    void isDelivered() {
        stageWaits = false;
    }

    /// Its callback begins, on this thread: a reusable one may be submitted again from now on.
    void callbackBegins() {
        callbackThread = Thread.currentThread();
        if (reusable) {
            places.comesBackLocked(this);
        }
    }

    /// Its callback is over.
    void callbackOver() {
        callbackThread = null;
        if (!reusable) {
            places.comesBackLocked(this);
        }
    }

    void expectPrepared(String call) {
        // What a terminate has freed does not know of it.
        State now = state == State.PREPARED && places.isVoid(this) ? State.SPENT : state;
        if (now != State.PREPARED) {
            throw new IllegalStateException(describe() + ": " + call + " is refused, " + switch (now) {
                case SUBMITTED -> "it has been submitted and belongs to the engine; prepare another one";
                case ENDED -> "it has ended and was for single use; prepare another one, or make it reusable";
                case STOPPING -> "it has been terminated and may still be in use; synchronize the channel first";
                case SPENT -> "it has been used, discarded, or freed by a terminate; prepare another one";
                case PREPARED -> throw new AssertionError();
            });
        }
    }

    String describe() {
        return channel.name() + ": descriptor " + work.kind() + " of " + work.length() + " bytes";
    }

    private void expectSignalled() {
        expectPrepared("onComplete");
        if ((work.flags() & TransferFlags.INTERRUPT) == 0) {
            throw new IllegalStateException(describe() + " was prepared without the INTERRUPT flag, so no callback would"
                    + " run; prepare it with TransferFlag.INTERRUPT, or poll");
        }
    }

    /// Metadata may be touched while the client prepares, and inside the transfer's own callback (META-19, META-23).
    private void expectMetadataTime(String call) {
        if (callbackThread != Thread.currentThread() || state == State.SUBMITTED) {
            expectPrepared(call);
        }
    }
}

package org.dmaengine.tools.swaptest;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.dmaengine.CompletionCallback;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaDescriptor;
import org.dmaengine.TransferResult;
import org.dmaengine.TransferStatus;

/// Copies within memory, plain ones and lists. A source is overwritten in the callback; a target is looked at when its slot has its turn
/// again, behind all others, and in the end.
final class CopyLoad extends Load {
    private static final int SLOTS = 16;
    private static final int POOL = 1 << 20;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment pool = arena.allocate(POOL);
    private final List<CopySlot> slots = new ArrayList<>();
    private final BlockingQueue<CopySlot> free = new ArrayBlockingQueue<>(SLOTS);
    private final Outstanding<CopySlot> outstanding;

    CopyLoad(String name, DmaChannel channel, Ledger ledger, SplittableRandom random) {
        super(name, channel, ledger, random);
        outstanding = new Outstanding<>(name, ledger);
        for (long i = 0; i < POOL; i += Long.BYTES) {
            pool.set(ValueLayout.JAVA_LONG_UNALIGNED, i, random.nextLong());
        }
        for (int i = 0; i < SLOTS; i++) {
            slots.add(new CopySlot(arena.allocate(CopySlot.bytes(), Long.BYTES), channel.mapper()));
        }
        slots.forEach(slot -> slot.fill(random, pool));
        free.addAll(slots);
    }

    @Override
    protected void round() throws InterruptedException {
        for (int count = random.nextInt(1, SLOTS); count > 0; count--) {
            submit(nextSlot());
            if (once(3)) {
                channel.issuePending();
            }
        }
        channel.issuePending();
        if (once(32)) {
            pause();
        } else if (once(64)) {
            terminating(this::terminate);
        } else if (once(8)) {
            expectEnded();
            rest(1_000);
        }
    }

    private CopySlot nextSlot() throws InterruptedException {
        CopySlot slot = free.poll(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        if (slot == null) {
            throw new IllegalStateException("no copy has ended for " + PATIENCE.toSeconds() + " s on " + channel.name() + "; "
                    + outstanding.all().size() + " are under way");
        }
        slot.verify(name, ledger);
        slot.fill(random, pool);
        return slot;
    }

    private void submit(CopySlot slot) {
        submit(slot, once(4) ? slot.prepareList(channel, random) : slot.prepare(channel));
    }

    private void submit(CopySlot slot, DmaDescriptor descriptor) {
        descriptor.onComplete((CompletionCallback) result -> ended(slot, result));
        outstanding.submit(descriptor, slot);
        busy.begin();
    }

    /// On a completer thread.
    private void ended(CopySlot slot, TransferResult result) {
        if (!outstanding.ended(result.cookie())) {
            return;
        }
        if (outstanding.isEmpty()) {
            busy.end();
        }
        advance();
        slot.release();
        if (result.isOk()) {
            ledger.completed();
            ledger.lost(result.residue(), "%s: a complete copy of %d has a residue", name, result.length());
            slot.complete();
            free.add(slot);
        } else {
            aborted(result.detail());
            slot.cut(result.transferred(), result.uncertain(), name, ledger);
            goOn(slot);
        }
    }

    /// Copies what a broken controller has left.
    private void goOn(CopySlot slot) {
        if (slot.left() == 0) {
            slot.complete();
            free.add(slot);
        } else if (unlessTerminating(() -> submit(slot, slot.prepare(channel)))) {
            channel.issuePending();
        } else {
            free.add(slot);
        }
    }

    private void pause() {
        busy.end();
        channel.pause();
        rest(3_000);
        channel.resume();
        if (!outstanding.isEmpty()) {
            busy.begin();
        }
    }

    private void terminate() {
        if (once(2)) {
            channel.terminateSync();
        } else {
            channel.terminateAsync();
            channel.synchronize();
        }
        busy.end();
        Map<Long, CopySlot> dropped = outstanding.drop();
        ledger.terminated(dropped.size());
        dropped.forEach((cookie, slot) -> {
            TransferStatus status = channel.status(cookie);
            slot.release();
            // What was under way may have gone on until it was stopped: only what is told to have arrived is looked at.
            slot.cut(slot.left() - status.residue(), status.residue(), name, ledger);
            free.add(slot);
        });
    }

    private void expectEnded() throws InterruptedException {
        if (!outstanding.awaitEmpty(PATIENCE.toNanos())) {
            throw new IllegalStateException(outstanding.all().size() + " copies have not ended within " + PATIENCE.toSeconds() + " s on " + channel.name());
        }
    }

    @Override
    protected void settle() throws InterruptedException {
        expectEnded();
        slots.forEach(slot -> slot.verify(name, ledger));
    }

    @Override
    public void close() {
        super.close();
        slots.forEach(CopySlot::close);
        arena.close();
    }
}

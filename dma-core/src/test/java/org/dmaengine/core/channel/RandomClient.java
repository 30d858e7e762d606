package org.dmaengine.core.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.dmaengine.DmaDescriptor;
import org.dmaengine.DmaException;
import org.dmaengine.DmaStatus;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferFlags;
import org.dmaengine.TransferStatus;
import org.dmaengine.mapping.Mapping;

/// A client that does whatever comes to its mind on a channel that it shares, and checks every copy's bytes: those
/// counted have arrived, those not counted have not been touched.
final class RandomClient {
    static final int LONGEST = 10_000;
    private static final int SLOTS = 40;
    private static final byte UNTOUCHED = 0x5a;

    /// One copy under way: `length` bytes from `offset` of the source to the slot's place in the target.
    private record Copy(int slot, int offset, int length, long cookie) { }

    private final VirtualChannel channel;
    private final Ends ends;
    private final Random random;
    private final Mapping from;
    private final Mapping to;
    private final MemorySegment source;
    private final MemorySegment target;
    private final Deque<Integer> free = new ArrayDeque<>();
    private final List<Copy> running = new ArrayList<>();
    private final List<Copy> aborted = new ArrayList<>();
    private int completed;

    RandomClient(VirtualChannel channel, Ends ends, long seed) {
        this.channel = channel;
        this.ends = ends;
        this.random = new Random(seed);
        this.from = channel.mapper().allocate(2 * LONGEST);
        this.to = channel.mapper().allocate((long) SLOTS * LONGEST);
        this.source = from.segment();
        this.target = to.segment();
        for (long i = 0; i < source.byteSize(); i++) {
            source.set(ValueLayout.JAVA_BYTE, i, (byte) random.nextInt());
        }
        for (int slot = 0; slot < SLOTS; slot++) {
            free.add(slot);
        }
    }

    /// Copies that completed and were found right.
    int completed() {
        return completed;
    }

    void runUntil(long deadline) throws InterruptedException {
        while (System.nanoTime() - deadline < 0) {
            act();
        }
    }

    private void act() throws InterruptedException {
        switch (random.nextInt(40)) {
            case 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 -> copy(true);
            case 10, 11, 12, 13, 14, 15 -> copy(false);
            case 16, 17, 18, 19, 20, 21, 22, 23 -> channel.issuePending();
            case 24 -> channel.pause();
            case 25, 26, 27 -> resume();
            case 28 -> channel.terminateAsync();
            case 29 -> lookAtAborted();
            case 30, 31, 32 -> await();
            case 33 -> discard();
            default -> lookAtRunning();
        }
    }

    private void copy(boolean enqueued) {
        Integer slot = free.poll();
        if (slot == null) {
            return;
        }
        int length = 1 + random.nextInt(random.nextInt(4) == 0 ? LONGEST : 200);
        int offset = random.nextInt(LONGEST);
        slice(slot, LONGEST).fill(UNTOUCHED);
        try {
            long cookie = enqueued
                    ? channel.enqueueMemcpy(to, (long) slot * LONGEST, from, offset, length,
                            random.nextBoolean() ? TransferFlags.INTERRUPT : TransferFlags.NONE)
                    : prepared(slot, offset, length).submit();
            running.add(new Copy(slot, offset, length, cookie));
        } catch (DmaException.Rejected queueFull) {
            assertTrue(queueFull.getMessage().contains("queue capacity"), queueFull.getMessage());
            free.add(slot);
            channel.issuePending();
        } catch (IllegalStateException terminatedMeanwhile) {
            assertTrue(terminatedMeanwhile.getMessage().contains("freed by a terminate"), terminatedMeanwhile.getMessage());
            free.add(slot);
        }
    }

    private DmaDescriptor prepared(int slot, int offset, int length) {
        return channel.prepareMemcpy(to, (long) slot * LONGEST, from, offset, length, TransferFlag.INTERRUPT)
                .onComplete(ends.descriptors());
    }

    private void discard() {
        try {
            channel.prepareMemcpy(to, 0, from, 0, 1).discard();
        } catch (DmaException.Rejected queueFull) {
            channel.issuePending();
        }
    }

    private void resume() {
        try {
            channel.resume();
        } catch (IllegalStateException notPaused) {
            assertTrue(notPaused.getMessage().contains("not paused"), notPaused.getMessage());
        }
    }

    private void await() throws InterruptedException {
        if (running.isEmpty()) {
            return;
        }
        try {
            channel.await(running.get(random.nextInt(running.size())).cookie, Duration.ofNanos(random.nextInt(300_000)));
        } catch (DmaException.TimedOut paused) {
            lookAtRunning();
        }
    }

    private void lookAtRunning() {
        running.removeIf(copy -> {
            TransferStatus status = channel.status(copy.cookie);
            if (!status.status().isEnded()) {
                assertTrue(status.residue() >= 0 && status.residue() <= copy.length, status::toString);
                return false;
            }
            ends.ended(status);
            if (status.status() == DmaStatus.ABORTED) {
                aborted.add(copy);
            } else {
                assertEquals(DmaStatus.COMPLETE, status.status(), status::toString);
                assertEquals(0, status.residue());
                assertBytes(copy, copy.length);
                completed++;
                free.add(copy.slot);
            }
            return true;
        });
    }

    /// What was dropped may be touched until a synchronize; then its residue is exact to the byte.
    void lookAtAborted() {
        List<Copy> before = List.copyOf(aborted);
        aborted.clear();
        channel.synchronize();
        for (Copy copy : before) {
            TransferStatus status = channel.status(copy.cookie);
            assertEquals(DmaStatus.ABORTED, status.status(), status::toString);
            assertBytes(copy, copy.length - (int) status.residue());
            free.add(copy.slot);
        }
    }

    /// Ends everything: afterwards all slots are free.
    void finish() {
        channel.terminateSync();
        lookAtRunning();
        lookAtAborted();
        assertEquals(SLOTS, free.size());
    }

    private void assertBytes(Copy copy, int arrived) {
        assertEquals(-1, slice(copy.slot, arrived).mismatch(source.asSlice(copy.offset, arrived)), () -> copy + ": bytes that were counted");
        for (long i = arrived; i < LONGEST; i++) {
            if (target.get(ValueLayout.JAVA_BYTE, (long) copy.slot * LONGEST + i) != UNTOUCHED) {
                throw new AssertionError(copy + ": byte " + i + " was written, but " + arrived + " were counted");
            }
        }
    }

    private MemorySegment slice(int slot, int length) {
        return target.asSlice((long) slot * LONGEST, length);
    }
}

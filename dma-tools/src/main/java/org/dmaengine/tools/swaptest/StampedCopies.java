package org.dmaengine.tools.swaptest;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.dmaengine.CompletionCallback;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaDescriptor;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferResult;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;

/// Bursts of copies of 64 KiB, whose first and last word are a number that tells each from the one before. The client has next to nothing to
/// do, and rests between two bursts, so that what a channel stands still in the middle of one is the time of its swap, and not of
/// other clients or of an engine that is busy with other channels.
final class StampedCopies extends Load {
    private static final int BURST = 16;
    private static final int MOST_REST_MICROS = 10_000;
    private static final long LENGTH = 64 << 10;
    private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG;
    private static final long LAST = LENGTH - Long.BYTES;

    private final Arena arena = Arena.ofShared();
    private final List<Copy> copies = new ArrayList<>();
    private final BlockingQueue<Copy> ended = new ArrayBlockingQueue<>(BURST);
    private final Outstanding<Copy> outstanding;
    private long number;

    StampedCopies(String name, DmaChannel channel, Ledger ledger, SplittableRandom random) {
        super(name, channel, ledger, random);
        outstanding = new Outstanding<>(name, ledger);
        for (int i = 0; i < BURST; i++) {
            copies.add(new Copy(arena.allocate(LENGTH, Long.BYTES), arena.allocate(LENGTH, Long.BYTES)));
        }
        ended.addAll(copies);
    }

    @Override
    protected void round() throws InterruptedException {
        for (int i = 0; i < BURST; i++) {
            Copy copy = ended.poll(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
            if (copy == null) {
                throw new IllegalStateException("no copy has ended for " + PATIENCE.toSeconds() + " s on " + channel.name());
            }
            copy.stamp(++number);
            submit(copy);
        }
        channel.issuePending();
        rest(MOST_REST_MICROS);
    }

    private void submit(Copy copy) {
        DmaDescriptor descriptor = channel.prepareMemcpy(copy.to, 0, copy.from, 0, LENGTH, TransferFlag.INTERRUPT);
        descriptor.onComplete((CompletionCallback) result -> ended(copy, result));
        outstanding.submit(descriptor, copy);
        busy.begin();
    }

    /// On a completer thread.
    private void ended(Copy copy, TransferResult result) {
        if (!outstanding.ended(result.cookie())) {
            return;
        }
        if (outstanding.isEmpty()) {
            busy.end();
        }
        advance();
        if (result.isOk()) {
            ledger.completed();
            copy.check();
            ended.add(copy);
        } else {
            aborted(result.detail());
            submit(copy); // once more: a broken controller has lost it
            channel.issuePending();
        }
    }

    @Override
    protected void settle() throws InterruptedException {
        if (!outstanding.awaitEmpty(PATIENCE.toNanos())) {
            throw new IllegalStateException(outstanding.all().size() + " copies have not ended within " + PATIENCE.toSeconds() + " s on " + channel.name());
        }
        copies.forEach(Copy::checkAll);
    }

    @Override
    public void close() {
        super.close();
        copies.forEach(Copy::close);
        arena.close();
    }

    /// Room for one copy after the other.
    private final class Copy implements AutoCloseable {
        private final MemorySegment source;
        private final MemorySegment target;
        private final Mapping from;
        private final Mapping to;
        private long stamp;

        Copy(MemorySegment source, MemorySegment target) {
            this.source = source;
            this.target = target;
            for (long i = 0; i < LENGTH; i += Long.BYTES) {
                source.set(WORD, i, random.nextLong());
            }
            from = channel.mapper().map(source, MapDirection.TO_DEVICE);
            to = channel.mapper().map(target, MapDirection.FROM_DEVICE);
        }

        void stamp(long now) {
            stamp = now;
            from.syncForCpu();
            source.set(WORD, 0, now);
            source.set(WORD, LAST, now);
            from.syncForDevice();
        }

        /// It is complete. What is found from an earlier copy is what has not been written by this one.
        void check() {
            to.syncForCpu();
            ledger.lost(target.get(WORD, 0) == stamp ? 0 : 1, "%s: the first word of copy %d never arrived", name, stamp);
            ledger.lost(target.get(WORD, LAST) == stamp ? 0 : 1, "%s: the last word of copy %d never arrived", name, stamp);
            to.syncForDevice();
        }

        void checkAll() {
            to.syncForCpu();
            long differs = source.mismatch(target);
            ledger.lost(differs < 0 ? 0 : 1, "%s: copy %d differs from its source at byte %d", name, stamp, differs);
        }

        @Override
        public void close() {
            from.close();
            to.close();
        }
    }
}

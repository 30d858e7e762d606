package org.dmaengine.tools.swaptest;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.dmaengine.CompletionCallback;
import org.dmaengine.Direction;
import org.dmaengine.DmaChannel;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferResult;
import org.dmaengine.TransferStatus;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.mapping.ScatterList;

/// Scatter lists of words to a device, which looks at each word. The client compares what transfers say with what the device has.
final class ListLoad extends Load {
    private static final int SLOTS = 8;
    private static final int MOST_WORDS = 2_048;
    private static final int MOST_PIECES = 8;
    private static final byte OVERWRITTEN = -1;

    private final WordSink sink;
    private final Arena arena = Arena.ofShared();
    private final BlockingQueue<MemorySegment> free = new ArrayBlockingQueue<>(SLOTS);
    private final Outstanding<Parcel> outstanding;
    private long parcels; // guarded by this: their numbers have the order in which they are submitted

    /// One transfer.
    ///
    /// @param number in its words
    /// @param first  index of its first word
    /// @param words  how many it has
    /// @param slot   memory of its words, by their index
    private record Parcel(long number, int first, int words, MemorySegment slot, Mapping mapping) {
        long bytes() {
            return (long) words * FifoWords.BYTES;
        }
    }

    /// @param line request line of the sink
    ListLoad(String name, DmaChannel channel, Ledger ledger, SplittableRandom random, int line) {
        super(name, channel, ledger, random);
        sink = new WordSink(name, ledger);
        outstanding = new Outstanding<>(name, ledger);
        channel.configure(FifoWords.config(line));
        for (int i = 0; i < SLOTS; i++) {
            free.add(arena.allocate((long) MOST_WORDS * FifoWords.BYTES, FifoWords.BYTES));
        }
    }

    WordSink port() {
        return sink;
    }

    @Override
    protected void round() throws InterruptedException {
        for (int count = random.nextInt(1, SLOTS); count > 0; count--) {
            submit(nextSlot(), 0, random.nextInt(1, MOST_WORDS + 1), random);
        }
        channel.issuePending();
        if (once(16)) {
            pause();
        } else if (once(16)) {
            beQuiet();
        } else if (once(32)) {
            terminating(this::terminate);
        } else if (once(4)) {
            expectEnded();
            rest(1_000);
        }
    }

    private MemorySegment nextSlot() throws InterruptedException {
        MemorySegment slot = free.poll(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        if (slot == null) {
            throw new IllegalStateException("no list has ended for " + PATIENCE.toSeconds() + " s on " + channel.name() + "; "
                    + outstanding.all().size() + " are under way");
        }
        return slot;
    }

    private synchronized void submit(MemorySegment slot, int first, int words, SplittableRandom pieces) {
        long number = ++parcels;
        for (int i = first; i < first + words; i++) {
            FifoWords.set(slot, (long) i * FifoWords.BYTES, WordSink.word(number, i));
        }
        Mapping mapping = channel.mapper().map(pieces(slot, first, words, pieces), MapDirection.TO_DEVICE);
        Parcel parcel = new Parcel(number, first, words, slot, mapping);
        sink.expect(number, first);
        outstanding.submit(channel.prepareSlaveSg(mapping, Direction.MEM_TO_DEV, TransferFlag.INTERRUPT)
                .onComplete((CompletionCallback) result -> ended(parcel, result)), parcel);
        busy.begin();
    }

    private static ScatterList pieces(MemorySegment slot, int first, int words, SplittableRandom random) {
        List<MemorySegment> pieces = new ArrayList<>();
        int begin = first;
        int end = first + words;
        while (begin < end) {
            int piece = pieces.size() == MOST_PIECES - 1 ? end - begin : random.nextInt(end - begin) + 1;
            pieces.add(slot.asSlice((long) begin * FifoWords.BYTES, (long) piece * FifoWords.BYTES));
            begin += piece;
        }
        return new ScatterList(pieces);
    }

    /// On a completer thread.
    private void ended(Parcel parcel, TransferResult result) {
        if (!outstanding.ended(result.cookie())) {
            return;
        }
        if (outstanding.isEmpty()) {
            busy.end();
        }
        advance();
        if (result.isOk()) {
            ledger.completed();
            compare(parcel, parcel.bytes(), 0, sink.arrived(parcel.number()));
            done(parcel);
            free.add(parcel.slot());
        } else {
            aborted(result.detail());
            compare(parcel, result.transferred(), result.uncertain(), sink.arrived(parcel.number()));
            done(parcel);
            goOn(parcel, (int) (result.transferred() / FifoWords.BYTES));
        }
    }

    /// Sends what a broken controller has left.
    private void goOn(Parcel parcel, int moved) {
        int left = parcel.words() - moved;
        if (left > 0 && unlessTerminating(() -> submit(parcel.slot(), parcel.first() + moved, left, new SplittableRandom(parcel.number())))) {
            channel.issuePending();
        } else {
            free.add(parcel.slot());
        }
    }

    /// Of one that may have been lost with its controller, and whose callback has not run.
    ///
    /// @param words that the device has
    private void compare(Parcel parcel, TransferStatus status, int words) {
        compare(parcel, parcel.bytes() - status.residue(), status.uncertain(), words);
    }

    /// The device has at least what is certain, and no more than what is uncertain behind it.
    private void compare(Parcel parcel, long certain, long uncertain, int words) {
        long arrived = (long) words * FifoWords.BYTES;
        ledger.lost(Math.max(0, certain - arrived) / FifoWords.BYTES, "%s: a list of %d bytes says %d, the device has %d", name, parcel.bytes(), certain,
                arrived);
        ledger.repeated(Math.max(0, arrived - certain - uncertain) / FifoWords.BYTES, "%s: a list of %d bytes says %d and %d uncertain, the device has %d",
                name, parcel.bytes(), certain, uncertain, arrived);
    }

    /// Nobody may read its words again, which the device notices if somebody does.
    private void done(Parcel parcel) {
        parcel.mapping().close();
        parcel.slot().fill(OVERWRITTEN);
        sink.forget(parcel.number());
    }

    /// While it is paused nothing moves, and the residue is exact.
    private void pause() {
        channel.pause();
        expectExact();
        busy.end();
        rest(3_000);
        channel.resume();
        if (!outstanding.isEmpty()) {
            busy.begin();
        }
    }

    private void expectExact() {
        outstanding.all().forEach((cookie, parcel) -> {
            TransferStatus status = channel.status(cookie);
            int words = sink.arrived(parcel.number());
            if (outstanding.all().containsKey(cookie)) { // else its callback has compared, and the device may have forgotten it
                compare(parcel, status, words);
            }
        });
    }

    /// The device takes nothing for a while.
    private void beQuiet() {
        sink.shut(true);
        busy.end();
        rest(3_000);
        sink.shut(false);
        if (!outstanding.isEmpty()) {
            busy.begin();
        }
    }

    private void terminate() {
        channel.pause();
        expectExact();
        channel.terminateSync();
        busy.end();
        Map<Long, Parcel> dropped = outstanding.drop();
        ledger.terminated(dropped.size());
        dropped.forEach((cookie, parcel) -> {
            compare(parcel, channel.status(cookie), sink.arrived(parcel.number()));
            done(parcel);
            free.add(parcel.slot());
        });
    }

    private void expectEnded() throws InterruptedException {
        if (!outstanding.awaitEmpty(PATIENCE.toNanos())) {
            throw new IllegalStateException(outstanding.all().size() + " lists have not ended within " + PATIENCE.toSeconds() + " s on " + channel.name());
        }
    }

    @Override
    protected void settle() throws InterruptedException {
        expectEnded();
    }

    @Override
    public void close() {
        super.close();
        arena.close();
    }
}

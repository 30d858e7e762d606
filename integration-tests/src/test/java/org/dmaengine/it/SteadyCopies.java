package org.dmaengine.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.dmaengine.CompletionCallback;
import org.dmaengine.DmaChannel;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferResult;
import org.dmaengine.TransferStatus;
import org.dmaengine.mapping.Mapping;

/// Copies without a pause, some transfers in flight, and looks at each whether it completed, was called back once and in order, and left in
/// its target what was in its source. On a thread of its own, until it is finished.
final class SteadyCopies implements CompletionCallback {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int IN_FLIGHT = 4;

    private final DmaChannel channel;
    private final int bytes;
    private final AtomicLong completed;
    private final Consumer<String> listener;
    private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());
    private final Thread thread = Thread.ofPlatform().name("steady-copies").daemon().unstarted(this::run);
    private volatile boolean finishing;
    // Written by one callback at a time.
    private volatile long calledBack;
    private long submitted;

    /// @param bytes     of each transfer
    /// @param completed is counted up with each
    /// @param listener  hears what is wrong, at once
    SteadyCopies(DmaChannel channel, int bytes, AtomicLong completed, Consumer<String> listener) {
        this.channel = channel;
        this.bytes = bytes;
        this.completed = completed;
        this.listener = listener;
    }

    static SteadyCopies begin(DmaChannel channel, int bytes) {
        return new SteadyCopies(channel, bytes, new AtomicLong(), _ -> { }).begin();
    }

    SteadyCopies begin() {
        thread.start();
        return this;
    }

    /// Waits until so many more have been completed than when this is called.
    void awaitMore(int transfers) {
        long enough = completed.get() + transfers;
        Peripherals.until(() -> completed.get() >= enough || !complaints.isEmpty(), transfers + " more copies are complete");
        assertEquals(List.of(), complaints);
    }

    /// Has what is in flight complete, and ends.
    ///
    /// @return what was wrong; empty if nothing was
    List<String> finish() throws InterruptedException {
        finishing = true;
        thread.join();
        return List.copyOf(complaints);
    }

    /// How many have been completed.
    long completed() {
        return completed.get();
    }

    private void run() {
        try {
            List<Copy> copies = new ArrayList<>();
            for (int i = 0; i < IN_FLIGHT; i++) {
                copies.add(new Copy(channel.mapper().allocate(bytes), channel.mapper().allocate(bytes)));
            }
            copies.forEach(this::submit);
            channel.issuePending();
            while (!finishing && complaints.isEmpty()) {
                for (Copy copy : copies) {
                    check(copy);
                    submit(copy);
                    channel.issuePending();
                }
            }
            for (Copy copy : copies) {
                check(copy);
            }
        } catch (Throwable e) {
            complain(e.toString());
        }
    }

    private void submit(Copy copy) {
        copy.from.segment().fill((byte) ++submitted);
        copy.cookie = channel.prepareMemcpy(copy.to, 0, copy.from, 0, bytes, TransferFlag.INTERRUPT).onComplete(this).submit();
    }

    private void check(Copy copy) throws InterruptedException {
        TransferStatus end = channel.await(copy.cookie, PATIENCE);
        Peripherals.until(() -> calledBack >= copy.cookie || !complaints.isEmpty(), "cookie " + copy.cookie + " is called back");
        if (!end.isOk()) {
            complain("not complete: " + end);
            return;
        }
        long wrong = copy.from.segment().mismatch(copy.to.segment());
        if (wrong >= 0) {
            complain("byte " + wrong + " of cookie " + copy.cookie + " is not that of its source");
        }
        completed.incrementAndGet();
    }

    private void complain(String complaint) {
        complaints.add(complaint);
        listener.accept(complaint);
    }

    @Override
    public void onComplete(TransferResult result) {
        if (result.cookie() != calledBack + 1) {
            complain("called back out of turn: " + result + " behind cookie " + calledBack);
        }
        calledBack = result.cookie();
    }

    private static final class Copy {
        private final Mapping from;
        private final Mapping to;
        private long cookie;

        private Copy(Mapping from, Mapping to) {
            this.from = from;
            this.to = to;
        }
    }
}

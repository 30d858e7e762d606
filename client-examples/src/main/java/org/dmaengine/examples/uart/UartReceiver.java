package org.dmaengine.examples.uart;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.CompletionCallback;
import org.dmaengine.Direction;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaException;
import org.dmaengine.ResidueGranularity;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferStatus;
import org.dmaengine.mapping.Mapping;

/// The receiving half of a UART: two pages, each the buffer of a transfer of its own, so that the next one is ready when one ends.
///
/// ```text
///   free ──submit──▶ running ──full, silence, flush──▶ arrived ──next()──▶ free
/// ```
///
/// A transfer ends because its page is full, or because the line has been silent (the controller's idle timeout); [#flush] does not wait for
/// either. Whoever comes first, a callback or a caller, *collects* what has ended, oldest first, from the status of each transfer: so nothing is
/// told twice or out of order, however late a callback runs (CLB-11).
///
/// **Back-pressure.** A page is free again when [#next] has taken it. While none is, nothing runs, the device's FIFO fills, and the device
/// stops the other side, or loses bytes, which the next transfer reports ([Received.Overrun]).
///
/// Source: clauses CLB-02 to CLB-04, CLB-08 to CLB-12, ST-22, PAU-09.
public final class UartReceiver implements AutoCloseable {
    private static final int PAGES = 2;

    private record Running(int page, long cookie) {
    }

    private final DmaChannel channel;
    private final int pageBytes;
    private final Mapping pages;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    // Guarded by lock.
    private final Deque<Integer> free = new ArrayDeque<>();
    private final Deque<Running> running = new ArrayDeque<>();
    private final Deque<Supplier<Received>> arrived = new ArrayDeque<>();
    private String end;

    /// @param channel becomes the receiver's own
    /// @throws DmaException.Rejected if the channel cannot do what a receiver needs
    public UartReceiver(DmaChannel channel, UartParameters parameters) {
        requireExactPause(channel);
        channel.configure(parameters.receiving());
        this.channel = channel;
        this.pageBytes = parameters.pageBytes();
        this.pages = channel.mapper().allocate((long) PAGES * pageBytes); // coherent: no syncs (CLB-04)
        IntStream.range(0, PAGES).forEach(free::add);
    }

    // @start region="require"
    /// Without pause a count could change before the terminate, and without a residue there is none (CLB-02, ST-15, ST-23).
    private static void requireExactPause(DmaChannel channel) {
        ChannelCapabilities can = channel.capabilities();
        if (!can.pause() || can.granularity() == ResidueGranularity.DESCRIPTOR) {
            throw new DmaException.Rejected(channel.name() + " cannot receive for a UART: that takes pause and a residue that is"
                    + " counted while a transfer runs; it has pause " + can.pause() + ", residue " + can.granularity());
        }
    }
    // @end

    /// Begins to receive.
    public void start() {
        locked(this::submitFree);
    }

    // @start region="start"
    private void submitFree() {
        if (end != null) {
            return;
        }
        try {
            while (!free.isEmpty()) {
                int page = free.remove();
                long cookie = channel.prepareSlaveSingle(pages, (long) page * pageBytes, pageBytes, Direction.DEV_TO_MEM, TransferFlag.INTERRUPT)
                        .onComplete((CompletionCallback) _ -> locked(this::collect))
                        .submit();
                running.add(new Running(page, cookie));
            }
            channel.issuePending();
        } catch (DmaException.ChannelGone e) {
            hangUp(e.getMessage());
        }
    }
    // @end

    // @start region="collect"
    /// Takes note of all that has ended, oldest first.
    private void collect() {
        while (!running.isEmpty()) {
            TransferStatus status = channel.status(running.peek().cookie());
            if (!status.status().isEnded()) {
                break;
            }
            handOn(running.remove().page(), status);
            if (!status.isOk()) {
                hangUp(status.detail());
            }
        }
        submitFree();
    }

    private void handOn(int page, TransferStatus status) {
        if (status.losses() > 0) {
            arrived.add(() -> new Received.Overrun(status.losses()));
        }
        int count = (int) (pageBytes - status.residue());
        if (count > 0) {
            arrived.add(() -> taken(page, count));
        } else {
            free.add(page);
        }
        more.signalAll();
    }
    // @end

    private Received taken(int page, int count) {
        byte[] data = new byte[count];
        MemorySegment.copy(pages.segment(), ValueLayout.JAVA_BYTE, (long) page * pageBytes, data, 0, count);
        free.add(page);
        submitFree();
        return new Received.Bytes(data);
    }

    // @start region="flush"
    /// Hands on what has come so far, though no page is full and the line not silent (CLB-09): as when a reader wants it now.
    public void flush() {
        locked(() -> {
            try {
                flushPaused();
            } catch (DmaException.ChannelGone e) {
                collect();
                hangUp(e.getMessage());
            }
        });
    }

    private void flushPaused() {
        if (end != null) {
            return;
        }
        channel.pause(); // nothing moves any more: the residue is exact (ST-22)
        collect();
        TransferStatus status = running.isEmpty() ? null : channel.status(running.peek().cookie());
        if (status == null || status.residue() == pageBytes) {
            resume();
            return;
        }
        channel.terminateAsync(); // clears the pause (PAU-06); what has been counted is ours
        handOn(running.remove().page(), status);
        running.forEach(untouched -> free.add(untouched.page()));
        running.clear();
        submitFree();
    }

    private void resume() {
        if (channel.isPaused()) {
            channel.resume();
        }
    }
    // @end

    /// The device has seen a break: it stands behind all that came before it.
    public void lineBreak() {
        locked(() -> {
            flush();
            arrived.add(Received.LineBreak::new);
            more.signalAll();
        });
    }

    private void hangUp(String reason) {
        if (end == null) {
            end = reason;
            running.clear();
            more.signalAll();
            try {
                channel.terminateAsync(); // the pages that wait would fail as well
            } catch (DmaException.ChannelGone _) {
                // they have ended with it
            }
        }
    }

    /// What came next; waits for it.
    ///
    /// @return empty if nothing has come in time
    public Optional<Received> next(Duration timeout) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = timeout.toNanos();
            while (arrived.isEmpty() && end == null) {
                if (left <= 0) {
                    return Optional.empty();
                }
                left = more.awaitNanos(left);
            }
            return Optional.of(arrived.isEmpty() ? new Received.HungUp(end) : arrived.remove().get());
        } finally {
            lock.unlock();
        }
    }

    // @start region="close"
    /// Ends, frees the memory, releases the channel (CLB-12). What has arrived and was not taken is dropped. Not inside a callback.
    @Override
    public void close() {
        locked(() -> {
            end = "the receiver is closed";
            arrived.clear();
            running.clear();
            more.signalAll();
        });
        try (channel; pages) {
            channel.terminateSync(); // without the lock, for which a callback may be waiting
        } catch (DmaException.ChannelGone _) {
            // its controller has left, and everything has ended with it
        }
    }
    // @end

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }
}

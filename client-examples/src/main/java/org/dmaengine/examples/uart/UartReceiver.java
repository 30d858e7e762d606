package org.dmaengine.examples.uart;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaException;
import org.dmaengine.ResidueGranularity;
import org.dmaengine.TransferStatus;
import org.dmaengine.examples.uart.ReceivePages.Running;

/// The receiving half of a UART: two pages, each the buffer of a transfer of its own, so that the next one is ready when one ends.
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
    private final DmaChannel channel;
    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock.
    private final ReceivePages pages;
    private final Inbox inbox = new Inbox(lock);

    /// @param channel becomes the receiver's own
    /// @throws DmaException.Rejected if the channel cannot do what a receiver needs
    public UartReceiver(DmaChannel channel, UartParameters parameters) {
        requireExactPause(channel);
        channel.configure(parameters.receiving());
        this.channel = channel;
        this.pages = new ReceivePages(channel, parameters.pageBytes());
    }

    /// Without pause a count could change before the terminate, and without a residue there is none (CLB-02, ST-15, ST-23).
    private static void requireExactPause(DmaChannel channel) {
        ChannelCapabilities can = channel.capabilities();
        if (!can.pause() || can.granularity() == ResidueGranularity.DESCRIPTOR) {
            throw new DmaException.Rejected(channel.name() + " cannot receive for a UART: that takes pause and a residue that is"
                    + " counted while a transfer runs; it has pause " + can.pause() + ", residue " + can.granularity());
        }
    }

    /// Begins to receive.
    public void start() {
        locked(this::submitFree);
    }

    private void submitFree() {
        if (inbox.hasEnded()) {
            return;
        }
        try {
            pages.fillFree(_ -> locked(this::collect));
        } catch (DmaException.ChannelGone e) {
            hangUp(e.getMessage());
        }
    }

    // @start region="collect"
    /// Takes note of all that has ended, oldest first.
    private void collect() {
        for (Optional<Running> oldest = pages.oldest(); oldest.isPresent(); oldest = pages.oldest()) {
            TransferStatus status = channel.status(oldest.get().cookie());
            if (!status.status().isEnded()) {
                break;
            }
            handOn(oldest.get(), status);
            if (!status.isOk()) {
                hangUp(status.detail());
            }
        }
        submitFree();
    }

    private void handOn(Running oldest, TransferStatus status) {
        pages.removeOldest();
        if (status.losses() > 0) {
            inbox.add(() -> new Received.Overrun(status.losses()));
        }
        int count = (int) (pages.pageBytes() - status.residue());
        if (count > 0) {
            inbox.add(() -> taken(oldest.page(), count));
        } else {
            pages.free(oldest.page());
        }
    }
    // @end

    private Received taken(int page, int count) {
        byte[] data = pages.copy(page, count);
        pages.free(page);
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
        if (inbox.hasEnded()) {
            return;
        }
        channel.pause(); // nothing moves any more: the residue is exact (ST-22)
        collect();
        Running oldest = pages.oldest().orElse(null);
        TransferStatus status = oldest == null ? null : channel.status(oldest.cookie());
        if (status == null || status.residue() == pages.pageBytes()) {
            resume();
            return;
        }
        channel.terminateAsync(); // clears the pause (PAU-06); what has been counted is ours
        handOn(oldest, status);
        pages.freeRunning();
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
            inbox.add(Received.LineBreak::new);
        });
    }

    private void hangUp(String reason) {
        if (!inbox.hasEnded()) {
            inbox.end(reason);
            pages.forgetRunning();
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
            return inbox.next(timeout);
        } finally {
            lock.unlock();
        }
    }

    // @start region="close"
    /// Ends, frees the memory, releases the channel (CLB-12). What has arrived and was not taken is dropped. Not inside a callback.
    @Override
    public void close() {
        locked(() -> {
            inbox.end("the receiver is closed");
            inbox.clear();
            pages.forgetRunning();
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

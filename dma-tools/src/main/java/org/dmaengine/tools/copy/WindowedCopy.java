package org.dmaengine.tools.copy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.dmaengine.DmaChannel;
import org.dmaengine.tools.CommandFailure;
import org.dmaengine.tools.Progress;

/// Copies one file into another of the same length, full of zeros, through a channel: mapped window by mapped window, with a
/// bounded number of transfers in flight, so that neither file needs to fit in memory. Used by one thread.
final class WindowedCopy implements AutoCloseable {
    private static final long TRANSFER = 4L << 20;
    private static final int IN_FLIGHT = 8;

    private final DmaChannel channel;
    private final FileChannel source;
    private final FileChannel target;
    private final long length;
    private final DataRuns runs;
    private final FreeSpace space;
    private final Progress progress;
    private final long longest;
    private final long aligned;
    private final Deque<FileTransfer> inFlight = new ArrayDeque<>();
    private final List<Window> windows = new ArrayList<>();

    private long queued;
    private long moved;
    private long transfers;

    /// @param runs   what of the source is to be copied
    /// @param length bytes of both files
    WindowedCopy(DmaChannel channel, FileChannel source, FileChannel target, DataRuns runs, long length, FreeSpace space,
                 Progress progress) {
        this.channel = channel;
        this.source = source;
        this.target = target;
        this.runs = runs;
        this.length = length;
        this.space = space;
        this.progress = progress;
        int alignment = channel.capabilities().copyAlignment();
        this.longest = Math.min(TRANSFER, channel.capabilities().maxTransferLength()) & -alignment;
        this.aligned = length & -alignment;
    }

    /// Copies everything.
    void run() throws IOException, CommandFailure, InterruptedException {
        for (long start = 0; start < aligned; start += Window.SIZE) {
            long end = Math.min(aligned, start + Window.SIZE);
            DataRuns.Run run = runs.next(start, end, TRANSFER);
            if (run != null) {
                Window window = map(start, end);
                for (; run != null; run = runs.next(run.end(), end, TRANSFER)) {
                    submit(window, run);
                }
                window.complete();
            }
            progress.at(start);
        }
        while (!inFlight.isEmpty()) {
            retireOldest();
        }
        if (aligned < length) {
            new UnalignedTail(channel, source, target, aligned, (int) (length - aligned)).copy();
            moved += length - aligned;
            transfers++;
        }
    }

    /// Bytes that went through the channel.
    long moved() {
        return moved;
    }

    /// Transfers that this took.
    long transfers() {
        return transfers;
    }

    private Window map(long start, long end) throws IOException, CommandFailure {
        if (source.size() < end) {
            throw new CommandFailure("the source was cut to " + source.size() + " of " + length + " bytes while it was copied");
        }
        windows.removeIf(Window::isClosed);
        Window window = Window.map(channel.mapper(), source, target, start, end - start);
        windows.add(window);
        return window;
    }

    private void submit(Window window, DataRuns.Run run) throws IOException, CommandFailure, InterruptedException {
        makeRoom(run.length());
        for (long offset = run.offset(); offset < run.end(); offset += longest) {
            while (inFlight.size() >= IN_FLIGHT) {
                retireOldest();
            }
            FileTransfer transfer = FileTransfer.begin(channel, window, offset, Math.min(longest, run.end() - offset));
            inFlight.add(transfer);
            queued += transfer.length();
            transfers++;
        }
    }

    /// Looks for room on the disk. Transfers in flight may have taken theirs already or not: if it is short, that is settled
    /// first.
    private void makeRoom(long bytes) throws IOException, CommandFailure, InterruptedException {
        if (space.has(bytes + queued)) {
            return;
        }
        while (!inFlight.isEmpty()) {
            retireOldest();
        }
        if (!space.has(bytes)) {
            throw new CommandFailure("the disk is full: " + space.usable() + " bytes are left after " + moved + " of " + length);
        }
    }

    private void retireOldest() throws IOException, CommandFailure, InterruptedException {
        FileTransfer oldest = inFlight.peek();
        oldest.await(channel, residue -> progress.at(oldest.end() - residue), this::explain);
        inFlight.remove();
        oldest.window().transferEnded();
        queued -= oldest.length();
        moved += oldest.length();
        progress.at(oldest.end());
    }

    /// Why a transfer failed, as far as the files tell.
    private String explain(String asTheChannelSays) throws IOException {
        if (source.size() < length) {
            return "the source was cut to " + source.size() + " of " + length + " bytes while it was copied";
        }
        return space.has(TRANSFER) ? asTheChannelSays : "the disk is full: " + asTheChannelSays;
    }

    /// Drops what is in flight and unmaps everything.
    @Override
    public void close() {
        if (!inFlight.isEmpty()) {
            channel.terminateSync();
        }
        windows.forEach(Window::close);
    }
}

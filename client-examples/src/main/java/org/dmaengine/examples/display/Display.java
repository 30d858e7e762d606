package org.dmaengine.examples.display;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.dmaengine.CompletionCallback;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaException;
import org.dmaengine.ExtendedSlaveConfig;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferResult;
import org.dmaengine.mapping.DataChunk;
import org.dmaengine.mapping.InterleavedTemplate;

/// Feeds a panel, which wants its picture again and again, and changes pictures without a trace.
///
/// Each page is a repeated interleaved transfer (IL-20) that carries both flags, as every client that flips should (IL-24): `REPEAT`, so that it is
/// shown until the next, and `LOAD_EOT`, so that it takes over at the *end* of its predecessor's pass (IL-21). So a frame is all of one
/// page or all of another. A page is free again when its transfer completes, which is when its successor has taken over.
///
/// ```text
/// panel    | frame A | frame A | frame A | frame B | frame B |
///                        ▲ flip(B)       ▲ A completes: may be drawn upon
/// ```
///
/// Pages that are flipped faster than the panel goes are shown in their order, one frame each (IL-25); [#draw] then waits.
public final class Display implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final DmaChannel channel;
    private final List<Surface> pages = new ArrayList<>();
    private final BlockingQueue<Surface> free = new LinkedBlockingQueue<>();
    private final Set<Surface> drawn = ConcurrentHashMap.newKeySet();
    private final AtomicLong frames = new AtomicLong();
    /// Passes of the current page that are in [#frames]; the callbacks' own.
    private long counted;
    private volatile String failure;

    /// @param channel to the panel; stays the caller's
    /// @param config  where the panel's register is, four bytes wide
    /// @param pages   2 to draw one while another is shown, 3 to draw without waiting for the frame's end
    public Display(DmaChannel channel, ExtendedSlaveConfig config, int width, int height, int pages) {
        if (pages < 2) {
            throw new IllegalArgumentException(pages + " pages; at least 2 are needed, since one is shown until another takes over");
        }
        this.channel = channel;
        channel.configure(config);
        for (int page = 0; page < pages; page++) {
            this.pages.add(Surface.allocate(channel.mapper(), width, height));
        }
        free.addAll(this.pages);
    }

    /// All pages.
    public List<Surface> pages() {
        return List.copyOf(pages);
    }

    // @start region="flip"
    /// A page that the panel does not read; waits until there is one.
    public Surface draw() throws InterruptedException {
        Surface page = free.poll(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        if (failure != null) {
            throw new IllegalStateException("the panel has failed: " + failure);
        }
        if (page == null) {
            throw new IllegalStateException("no page has become free within " + PATIENCE + "; the panel has shown " + frames() + " frames");
        }
        drawn.add(page);
        return page;
    }

    /// Shows a page from the end of the current frame on, until the next.
    ///
    /// @param page from [#draw], once
    /// @return the cookie of its transfer
    public long flip(Surface page) {
        if (!drawn.remove(page)) {
            throw new IllegalStateException("this page is not the client's to show: it has been flipped since draw() gave it, or is another display's");
        }
        long cookie = channel.prepareInterleaved(InterleavedTemplate.toDevice(page.memory(), 0)
                                .frames(page.height(), new DataChunk(page.stride(), 0))
                                .build(),
                        TransferFlag.REPEAT, TransferFlag.LOAD_EOT, TransferFlag.INTERRUPT)
                .onComplete((CompletionCallback) result -> passed(page, result))
                .submit();
        channel.issuePending();
        return cookie;
    }

    private void passed(Surface page, TransferResult result) {
        frames.addAndGet(result.sequence() - counted); // callbacks coalesce (CB-07), and the last pass is told with the end
        counted = result.isPeriod() ? result.sequence() : 0;
        if (result.isPeriod()) {
            return;
        }
        if (!result.isOk()) {
            failure = result.outcome() + ", " + result.detail();
        }
        free.add(page);
    }
    // @end

    /// Frames that the panel has taken, as far as it was told.
    public long frames() {
        return frames.get();
    }

    /// Stops feeding the panel, in the middle of a frame, and frees the pages.
    @Override
    public void close() {
        try {
            channel.terminateSync();
        } catch (DmaException.ChannelGone _) {
            // its controller has left, and everything has ended with it
        }
        pages.forEach(Surface::close);
    }
}

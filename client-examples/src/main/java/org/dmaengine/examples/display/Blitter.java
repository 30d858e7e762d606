package org.dmaengine.examples.display;

import java.time.Duration;
import org.dmaengine.DmaChannel;
import org.dmaengine.TransferStatus;
import org.dmaengine.mapping.DataChunk;
import org.dmaengine.mapping.InterleavedTemplate;

/// Copies rectangles from surface to surface, each as one interleaved transfer between memory (IL-08): a frame is one row of the
/// rectangle, the gaps behind it lead to the next row of each surface.
///
/// ```text
/// sprite                     page
/// ┌────────────────┐         ┌────────────────────────────────┐
/// │..[## row ##]...│         │..............[## row ##].......│
/// │..[##########]..│  ─────▶ │..............[##########]......│
/// └────────────────┘         └────────────────────────────────┘
///     └ size ┘└ srcGap ─┘                  └ size ┘└ dstGap ──┘      gap = stride - size
/// ```
///
/// What lies outside of a surface is cut off. The surfaces are those of this channel's DMA device.
public final class Blitter {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final DmaChannel channel;
    private long last;

    /// @param channel `requestAny(Capability.INTERLEAVE, Capability.MEMCPY)`; stays the caller's
    public Blitter(DmaChannel channel) {
        this.channel = channel;
    }

    /// Queues a copy of an area to where its upper left corner shall be. Nothing moves before [#finish].
    // @start region="blit"
    public void blit(Surface from, Area area, Surface to, int x, int y) {
        int right = x - area.x();
        int down = y - area.y();
        Area seen = area.intersect(from.area()).moved(right, down).intersect(to.area());
        if (seen.isEmpty()) {
            return;
        }
        long row = (long) seen.width() * Surface.PIXEL;
        last = channel.prepareInterleaved(InterleavedTemplate
                        .memoryToMemory(to.memory(), to.offset(seen.x(), seen.y()),
                                from.memory(), from.offset(seen.x() - right, seen.y() - down))
                        .frames(seen.height(), new DataChunk(row, 0, to.stride() - row, from.stride() - row))
                        .build())
                .submit();
    }

    /// Lets all that is queued be copied, in order, and waits for it.
    public void finish() throws InterruptedException {
        if (last == 0) {
            return;
        }
        channel.issuePending();
        TransferStatus status = channel.await(last, PATIENCE);
        last = 0;
        if (!status.isOk()) {
            throw new IllegalStateException("a rectangle was not copied: " + status.outcome() + ", " + status.detail());
        }
    }
    // @end
}

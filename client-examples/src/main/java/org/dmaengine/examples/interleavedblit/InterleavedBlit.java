package org.dmaengine.examples.interleavedblit;

import java.time.Duration;
import org.dmaengine.Capability;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaEngine;
import org.dmaengine.TransferStatus;
import org.dmaengine.mapping.DataChunk;
import org.dmaengine.mapping.InterleavedTemplate;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// Moves a rectangle from one picture into another of a different width. A frame is one row of the rectangle: the pixels,
/// then a gap to the same column of the next row, which differs between the two pictures.
///
/// ```text
/// row y    ......[## width ##]..............
/// row y+1  ......[## width ##]..............
///                 chunk size  └─ gap ─ ...─┘   gap = stride - width
/// ```
@Component(service = InterleavedBlit.class)
public class InterleavedBlit {
    private final DmaEngine engine;

    @Activate
    public InterleavedBlit(@Reference DmaEngine engine) {
        this.engine = engine;
    }

    /// Moves `width` by `height` pixels from (`x`, `y`) of one picture to (`toX`, `toY`) of the other.
    // @start region="blit"
    public TransferStatus blit(Picture source, long x, long y, long width, long height, Picture target, long toX, long toY)
            throws InterruptedException {
        try (DmaChannel channel = engine.requestAny(Capability.MEMCPY, Capability.INTERLEAVE);
             Mapping from = channel.mapper().map(source.pixels(), MapDirection.TO_DEVICE);
             Mapping to = channel.mapper().map(target.pixels(), MapDirection.FROM_DEVICE)) {
            DataChunk row = new DataChunk(width, 0, target.stride() - width, source.stride() - width);
            InterleavedTemplate rectangle = InterleavedTemplate
                    .memoryToMemory(to, target.offset(toX, toY), from, source.offset(x, y))
                    .frames(height, row)
                    .build();
            long cookie = channel.prepareInterleaved(rectangle).submit();
            channel.issuePending();
            return channel.await(cookie, Duration.ofSeconds(5));
        }
    }
    // @end
}

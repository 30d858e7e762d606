package org.dmaengine.examples.scattergather;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import org.dmaengine.Capability;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaEngine;
import org.dmaengine.TransferStatus;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.mapping.ScatterList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// Moves the bytes of one list of segments into another whose pieces are cut differently: gather and scatter in one
/// transfer, with one cookie.
///
/// ```text
/// from   | header |     payload      | trailer |
/// to     |      first      |     second        |
/// ```
@Component(service = ScatterGather.class)
public class ScatterGather {
    private final DmaEngine engine;

    @Activate
    public ScatterGather(@Reference DmaEngine engine) {
        this.engine = engine;
    }

    /// Moves everything; the shorter list counts.
    // @start region="move"
    public TransferStatus move(ScatterList pieces, ScatterList places) throws InterruptedException {
        try (DmaChannel channel = engine.requestAny(Capability.MEMCPY_SG);
             Mapping from = channel.mapper().map(pieces, MapDirection.TO_DEVICE);
             Mapping to = channel.mapper().map(places, MapDirection.FROM_DEVICE)) {
            long cookie = channel.prepareMemcpySg(to, from).submit();
            channel.issuePending();
            return channel.await(cookie, Duration.ofSeconds(5));
        }
    }
    // @end

    /// Gathers header, payload and trailer into one message.
    public TransferStatus gather(MemorySegment message, MemorySegment... parts) throws InterruptedException {
        return move(ScatterList.of(parts), ScatterList.of(message));
    }
}

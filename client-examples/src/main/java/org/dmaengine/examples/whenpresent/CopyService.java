package org.dmaengine.examples.whenpresent;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import org.dmaengine.DmaChannel;
import org.dmaengine.SlaveMap;
import org.dmaengine.TransferStatus;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.SatisfyingConditionTarget;

/// A service that exists while a controller for its channel is present, and holds the channel while somebody uses it.
// @start region="component"
@Component(service = CopyService.class)
@SatisfyingConditionTarget("(osgi.condition.id=dma:shell:copy)")
public class CopyService {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private final DmaChannel channel;

    @Activate
    public CopyService(@Reference SlaveMap slaveMap) throws InterruptedException {
        channel = slaveMap.requestChannel("shell", "copy", PATIENCE); // present, but perhaps not free yet
    }

    @Deactivate
    void deactivate() {
        channel.close();
    }

    /// Copies all of `source` to the start of `target` and waits for it.
    public TransferStatus copy(MemorySegment source, MemorySegment target) throws InterruptedException {
        try (Mapping from = channel.mapper().map(source, MapDirection.TO_DEVICE);
             Mapping to = channel.mapper().map(target, MapDirection.FROM_DEVICE)) {
            long cookie = channel.prepareMemcpy(to, 0, from, 0, from.length()).submit();
            channel.issuePending();
            return channel.await(cookie, PATIENCE);
        }
    }
}
// @end

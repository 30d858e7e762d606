package org.dmaengine.examples.copybyname;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import org.dmaengine.DmaChannel;
import org.dmaengine.SlaveMap;
import org.dmaengine.TransferStatus;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// Copies memory through the channel that the board calls `copy` for the device `shell`.
@Component(service = CopyByName.class)
public class CopyByName {
    private final SlaveMap slaveMap;

    @Activate
    public CopyByName(@Reference SlaveMap slaveMap) {
        this.slaveMap = slaveMap;
    }

    /// Copies all of `source` to the start of `target` and waits for it.
    // @start region="copy"
    public TransferStatus copy(MemorySegment source, MemorySegment target) throws InterruptedException {
        try (DmaChannel channel = slaveMap.requestChannel("shell", "copy");
             Mapping from = channel.mapper().map(source, MapDirection.TO_DEVICE);
             Mapping to = channel.mapper().map(target, MapDirection.FROM_DEVICE)) {
            long cookie = channel.prepareMemcpy(to, 0, from, 0, from.length()).submit();
            channel.issuePending();
            return channel.await(cookie, Duration.ofSeconds(5));
        }
    }
    // @end
}

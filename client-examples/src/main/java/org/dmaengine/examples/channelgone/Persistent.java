package org.dmaengine.examples.channelgone;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaException;
import org.dmaengine.SlaveMap;
import org.dmaengine.TransferStatus;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;

/// Holds its channel between copies. If the controller has left and none has replaced it in time, it requests the channel anew, once for each copy.
public final class Persistent implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final SlaveMap slaveMap;
    private final String device;
    private DmaChannel channel;

    public Persistent(SlaveMap slaveMap, String device) {
        this.slaveMap = slaveMap;
        this.device = device;
        this.channel = slaveMap.requestChannel(device, "copy");
    }

    // @start region="again"
    public TransferStatus copy(MemorySegment source, MemorySegment target) throws InterruptedException {
        try {
            return copyOnce(source, target);
        } catch (DmaException.ChannelGone gone) {
            channel.close(); // the old lease, with its mappings; its cookies end with it
            channel = slaveMap.requestChannel(device, "copy", PATIENCE);
            return copyOnce(source, target); // a new lease: map again, prepare again
        }
    }

    private TransferStatus copyOnce(MemorySegment source, MemorySegment target) throws InterruptedException {
        try (Mapping from = channel.mapper().map(source, MapDirection.TO_DEVICE);
             Mapping to = channel.mapper().map(target, MapDirection.FROM_DEVICE)) {
            long cookie = channel.prepareMemcpy(to, 0, from, 0, from.length()).submit();
            channel.issuePending();
            return channel.await(cookie, PATIENCE); // ABORTED if the controller leaves and none replaces it
        }
    }
    // @end

    @Override
    public void close() {
        channel.close();
    }
}

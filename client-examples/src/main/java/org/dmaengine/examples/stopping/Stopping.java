package org.dmaengine.examples.stopping;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaDescriptor;
import org.dmaengine.TransferStatus;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;

/// A long fill in memory of its own, and two ways to stop it before the memory is freed.
public final class Stopping {
    private final DmaChannel channel;
    private final Arena memory = Arena.ofShared();
    private final Mapping mapping;
    private final long cookie;

    /// Starts the fill.
    public Stopping(DmaChannel channel, long bytes) {
        this.channel = channel;
        MemorySegment buffer = memory.allocate(bytes);
        this.mapping = channel.mapper().map(buffer, MapDirection.FROM_DEVICE);
        DmaDescriptor fill = channel.prepareMemset(mapping, 0, (byte) 1, bytes);
        this.cookie = fill.submit();
        channel.issuePending();
    }

    /// Where waiting is allowed: one call.
    // @start region="sync"
    public TransferStatus stopAndFree() {
        channel.terminateSync();
        mapping.close();
        memory.close();
        return channel.status(cookie);
    }
    // @end

    /// Where waiting is not allowed, in a callback for example.
    // @start region="async"
    public void stop() {
        channel.terminateAsync(); // reads ABORTED from here on, but the memory may still be touched
    }

    /// Later, where waiting is allowed.
    public void free() {
        channel.synchronize(); // now it is not
        mapping.close();
        memory.close();
    }
    // @end

    /// How it ended.
    public TransferStatus status() {
        return channel.status(cookie);
    }
}

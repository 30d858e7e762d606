package org.dmaengine.tck.reference;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicReference;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.Direction;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.ChannelHost;
import org.dmaengine.spi.EngineSpec;
import org.dmaengine.spi.Transfer;
import org.dmaengine.spi.TransferKind;

/// Copies and fills memory, and does everything right.
public class MemoryDriver implements ChannelDriver {
    private final EngineSpec engine = EngineSpec.memory("reference");
    private final ChannelCapabilities capabilities;
    private final AtomicReference<ChannelHost> host = new AtomicReference<>();

    public MemoryDriver() {
        this(stated().build());
    }

    public MemoryDriver(ChannelCapabilities capabilities) {
        this.capabilities = capabilities;
    }

    /// What it states unless a subclass states more, or less.
    public static ChannelCapabilities.Builder stated() {
        return ChannelCapabilities.of(Capability.MEMCPY, Capability.MEMCPY_SG, Capability.MEMSET, Capability.MEMSET_SG,
                Capability.INTERRUPT,
                Capability.INTERLEAVE).directions(Direction.MEM_TO_MEM).reuse(true);
    }

    @Override
    public ChannelCapabilities capabilities() {
        return capabilities;
    }

    @Override
    public EngineSpec engine() {
        return engine;
    }

    protected ChannelHost host() {
        return host.get();
    }

    @Override
    public void open(ChannelHost newHost) {
        if (!host.compareAndSet(null, newHost)) {
            throw new IllegalStateException("open for " + host.get().name() + "; " + newHost.name()
                    + " is refused until that one closes it");
        }
    }

    @Override
    public long start(Transfer transfer) {
        return 0;
    }

    @Override
    public long step(Transfer transfer, long limit) {
        return move(transfer, Math.min(limit, transfer.run()));
    }

    /// Moves so many bytes from the current position on.
    protected long move(Transfer transfer, long bytes) {
        MemorySegment to = transfer.destination().asSlice(transfer.destinationOffset(), bytes);
        if (transfer.kind() == TransferKind.MEMSET) {
            to.fill(transfer.fillValue());
        } else {
            to.copyFrom(transfer.source().asSlice(transfer.sourceOffset(), bytes));
        }
        return bytes;
    }

    @Override
    public long stop(Transfer transfer) {
        return 0;
    }

    @Override
    public void close() {
        host.set(null);
    }
}

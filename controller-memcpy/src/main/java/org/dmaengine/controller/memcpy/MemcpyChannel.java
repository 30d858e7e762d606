package org.dmaengine.controller.memcpy;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicReference;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.Direction;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.ChannelHost;
import org.dmaengine.spi.EngineSpec;
import org.dmaengine.spi.Transfer;

/// One channel that copies and fills memory: a step is one call of `memcpy` or `memset`.
///
/// It holds no bytes between two steps, so that pause, resume and stop have nothing to do and the residue is exact
/// wherever a transfer is cut. `start` and the steps of copies allocate nothing.
final class MemcpyChannel implements ChannelDriver {
    private final String label;
    private final EngineSpec engine;
    private final ChannelCapabilities capabilities;

    /// The host that is served, null while closed. Atomic, since a second host would ask on a thread of its own.
    private final AtomicReference<ChannelHost> host = new AtomicReference<>();

    MemcpyChannel(String label, EngineSpec engine, ChannelCapabilities capabilities) {
        this.label = label;
        this.engine = engine;
        this.capabilities = capabilities;
    }

    // ---- capabilities ----

    static ChannelCapabilities capabilities(int alignment, long maxLength) {
        return ChannelCapabilities
                .of(Capability.MEMCPY, Capability.MEMCPY_SG, Capability.MEMSET, Capability.MEMSET_SG,
                        Capability.INTERRUPT, Capability.INTERLEAVE)
                .directions(Direction.MEM_TO_MEM)
                .reuse(true)
                .alignment(alignment, alignment)
                .maxTransferLength(maxLength)
                .build();
    }

    @Override
    public ChannelCapabilities capabilities() {
        return capabilities;
    }

    @Override
    public EngineSpec engine() {
        return engine;
    }

    // ---- open ----

    @Override
    public void open(ChannelHost newHost) {
        ChannelHost present = host.compareAndExchange(null, newHost);
        if (present != null) {
            throw new IllegalStateException(label + " is open for " + present.name() + " and serves one host at a time; "
                    + newHost.name() + " is refused until that one closes it");
        }
    }

    // ---- start, step ----

    @Override
    public long start(Transfer transfer) {
        return 0; // of an interrupt-only transfer that is everything
    }

    @Override
    public long step(Transfer transfer, long limit) {
        long bytes = Math.min(limit, transfer.run());
        switch (transfer.kind()) {
            // A list or a frame with gaps is a row of runs: the engine core has done the arithmetic (IL-06).
            case MEMCPY, INTERLEAVED -> MemorySegment.copy(transfer.source(), transfer.sourceOffset(),
                    transfer.destination(), transfer.destinationOffset(), bytes);
            case MEMSET -> transfer.destination().asSlice(transfer.destinationOffset(), bytes).fill(transfer.fillValue());
            default -> throw new IllegalStateException(label + " was handed a transfer of kind " + transfer.kind()
                    + " to step through; its capabilities are " + capabilities.types());
        }
        return bytes;
    }

    // ---- stop, close ----

    @Override
    public long stop(Transfer transfer) {
        return 0;
    }

    @Override
    public void close() {
        host.set(null);
    }

    @Override
    public String toString() {
        return label;
    }
}

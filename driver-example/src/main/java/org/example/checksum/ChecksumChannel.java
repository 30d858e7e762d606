package org.example.checksum;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicReference;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.Direction;
import org.dmaengine.DmaException;
import org.dmaengine.MetadataMode;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.ChannelHost;
import org.dmaengine.spi.EngineSpec;
import org.dmaengine.spi.Transfer;

/// One channel that copies memory and tells the CRC32C of what it has copied: 4 bytes of metadata, the lowest first.
///
/// The sum so far stands in the metadata after every step, and nowhere else. That area is the engine core's, so whoever takes this channel's
/// place in the middle of a transfer finds it there, and goes on.
final class ChecksumChannel implements ChannelDriver {
    private static final ValueLayout.OfInt SUM = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    // @start region="capabilities"
    private static final ChannelCapabilities CAPABILITIES = ChannelCapabilities
            .of(Capability.MEMCPY, Capability.MEMCPY_SG)
            .directions(Direction.MEM_TO_MEM)
            .reuse(true)
            .metadata(Integer.BYTES, MetadataMode.ENGINE)
            .build();
    // @end

    private final String label;
    private final EngineSpec engine;
    private final Crc32c crc = new Crc32c();

    /// The host that is served, null while closed. Atomic, since a second host would ask on a thread of its own.
    private final AtomicReference<ChannelHost> host = new AtomicReference<>();

    ChecksumChannel(String label, EngineSpec engine) {
        this.label = label;
        this.engine = engine;
    }

    @Override
    public ChannelCapabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public EngineSpec engine() {
        return engine;
    }

    // @start region="open"
    @Override
    public void open(ChannelHost newHost) {
        ChannelHost present = host.compareAndExchange(null, newHost);
        if (present != null) {
            throw new IllegalStateException(label + " is open for " + present.name() + " and serves one host at a time; "
                    + newHost.name() + " is refused until that one closes it");
        }
    }
    // @end

    // @start region="check"
    @Override
    public void check(Transfer transfer) {
        if (transfer.movedInAll() > 0 && transfer.metadata() != null && transfer.metadataLength() != Integer.BYTES) {
            throw new DmaException.Rejected(label + ": a transfer that another controller has begun comes with " + transfer.metadataLength()
                    + " bytes of metadata; the checksum so far, " + Integer.BYTES + " bytes, is needed to go on: prepare it anew for this channel");
        }
    }
    // @end

    // @start region="step"
    @Override
    public long start(Transfer transfer) {
        return 0;
    }

    @Override
    public long step(Transfer transfer, long limit) {
        long bytes = Math.min(limit, transfer.run());
        MemorySegment.copy(transfer.source(), transfer.sourceOffset(),
                transfer.destination(), transfer.destinationOffset(), bytes);
        if (transfer.metadata() != null) {
            int before = transfer.movedInAll() == 0 ? 0 : transfer.metadata().get(SUM, 0);
            int now = crc.of(transfer.destination(), transfer.destinationOffset(), bytes);
            transfer.metadata().set(SUM, 0, Crc32c.joined(before, now, bytes));
            transfer.metadataLength(Integer.BYTES);
        }
        return bytes;
    }
    // @end

    // @start region="stop"
    @Override
    public long stop(Transfer transfer) {
        return 0; // nothing is held between two steps
    }

    @Override
    public void close() {
        host.set(null);
    }
    // @end

    @Override
    public String toString() {
        return label;
    }
}

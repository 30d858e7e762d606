package org.dmaengine.it;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.atomic.AtomicLong;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.Direction;
import org.dmaengine.DmaException;
import org.dmaengine.ExtendedSlaveConfig;
import org.dmaengine.MetadataMode;
import org.dmaengine.SlaveConfig;
import org.dmaengine.examples.peripheral.WatermarkConfig;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.ChannelHost;
import org.dmaengine.spi.EngineSpec;
import org.dmaengine.spi.Transfer;
import org.dmaengine.spi.WaitStrategy;

/// A peripheral in the test's hand: it delivers and takes bytes only when told to, in every kind of slave transfer.
///
/// What it delivers counts 0, 1, 2, ...; what it takes can be looked at. Metadata towards it is kept; that from it is
/// the number of the transfer.
final class PacedDevice implements ChannelDriver {
    private static final int MOST_METADATA = 16;
    private static final int FIFO_WORDS = 64;

    private final EngineSpec engine = new EngineSpec("paced", 1, WaitStrategy.PARK, false);
    private final AtomicLong allowed = new AtomicLong();
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private volatile ChannelHost host;
    private volatile byte[] lastHeader = {};
    private byte next;
    private byte transfers;
    private long endAfter = Long.MAX_VALUE;

    /// Lets it deliver or take so many bytes more.
    void move(long bytes) {
        allowed.addAndGet(bytes);
        host.wake();
    }

    /// It ends its next transfers after so many bytes.
    void endAfter(long bytes) {
        endAfter = bytes;
    }

    byte[] taken() {
        synchronized (taken) {
            return taken.toByteArray();
        }
    }

    byte[] lastHeader() {
        return lastHeader;
    }

    @Override
    public ChannelCapabilities capabilities() {
        return ChannelCapabilities.of(Capability.SLAVE, Capability.CYCLIC, Capability.INTERLEAVE, Capability.REPEAT, Capability.LOAD_EOT)
                .directions(Direction.MEM_TO_DEV, Direction.DEV_TO_MEM)
                .metadata(MOST_METADATA, MetadataMode.CLIENT, MetadataMode.ENGINE)
                .build();
    }

    @Override
    public EngineSpec engine() {
        return engine;
    }

    @Override
    public void validate(ExtendedSlaveConfig config) {
        switch (config) {
            case SlaveConfig _ -> { }
            case WatermarkConfig(SlaveConfig _, int watermark) when watermark >= 1 && watermark <= FIFO_WORDS -> { }
            case WatermarkConfig(SlaveConfig _, int watermark) -> throw new DmaException.Rejected(host.name(), "watermark", watermark,
                    "1 to " + FIFO_WORDS, "the device's FIFO", "choose one inside");
            default -> throw ChannelDriver.foreign(config, WatermarkConfig.class);
        }
    }

    @Override
    public void open(ChannelHost newHost) {
        host = newHost;
    }

    @Override
    public long start(Transfer transfer) {
        transfers++;
        if (transfer.metadata() != null && transfer.direction() == Direction.MEM_TO_DEV) {
            lastHeader = transfer.metadata().asSlice(0, transfer.metadataLength()).toArray(ValueLayout.JAVA_BYTE);
        }
        return 0;
    }

    @Override
    public long step(Transfer transfer, long limit) {
        long bytes = Math.min(Math.min(limit, transfer.run()), Math.min(allowed.get(), endAfter - transfer.moved()));
        allowed.addAndGet(-bytes);
        if (transfer.direction() == Direction.DEV_TO_MEM) {
            deliver(transfer, bytes);
        } else {
            take(transfer, bytes);
        }
        if (transfer.moved() + bytes == endAfter) {
            transfer.end();
        }
        return bytes;
    }

    private void deliver(Transfer transfer, long bytes) {
        for (long i = 0; i < bytes; i++) {
            transfer.destination().set(ValueLayout.JAVA_BYTE, transfer.destinationOffset() + i, next++);
        }
        if (transfer.metadata() != null) {
            transfer.metadata().set(ValueLayout.JAVA_BYTE, 0, transfers);
            transfer.metadataLength(1);
        }
    }

    private void take(Transfer transfer, long bytes) {
        MemorySegment run = transfer.source().asSlice(transfer.sourceOffset(), bytes);
        synchronized (taken) {
            taken.writeBytes(run.toArray(ValueLayout.JAVA_BYTE));
        }
    }

    @Override
    public long stop(Transfer transfer) {
        return 0;
    }

    @Override
    public void close() {
        // nothing was opened
    }
}

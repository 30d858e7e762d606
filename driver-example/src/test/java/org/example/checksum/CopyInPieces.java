package org.example.checksum;

import java.lang.foreign.MemorySegment;
import org.dmaengine.Direction;
import org.dmaengine.ExtendedSlaveConfig;
import org.dmaengine.TransferFlag;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.Transfer;
import org.dmaengine.spi.TransferKind;

/// One copy, kept as the engine core keeps it: the position advances by what a driver answers, and the metadata stay with the transfer.
final class CopyInPieces implements Transfer {
    private final MemorySegment source;
    private final MemorySegment destination;
    private final MemorySegment metadata;
    private long moved;
    private int metadataLength;

    /// @param metadata the area for it, null for a client who wants none
    CopyInPieces(MemorySegment source, MemorySegment destination, MemorySegment metadata) {
        this.source = source.asReadOnly();
        this.destination = destination;
        this.metadata = metadata;
    }

    /// Does what the core does for one step.
    void step(ChannelDriver driver, long limit) {
        moved += driver.step(this, limit);
    }

    boolean isComplete() {
        return moved == source.byteSize();
    }

    @Override
    public TransferKind kind() {
        return TransferKind.MEMCPY;
    }

    @Override
    public Direction direction() {
        return Direction.MEM_TO_MEM;
    }

    @Override
    public boolean has(TransferFlag flag) {
        return false;
    }

    @Override
    public long length() {
        return source.byteSize();
    }

    @Override
    public long moved() {
        return moved;
    }

    @Override
    public long movedInAll() {
        return moved;
    }

    @Override
    public long run() {
        return source.byteSize() - moved;
    }

    @Override
    public MemorySegment source() {
        return source;
    }

    @Override
    public long sourceOffset() {
        return moved;
    }

    @Override
    public MemorySegment destination() {
        return destination;
    }

    @Override
    public long destinationOffset() {
        return moved;
    }

    @Override
    public byte fillValue() {
        return 0;
    }

    @Override
    public long periodLength() {
        return 0;
    }

    @Override
    public ExtendedSlaveConfig config() {
        return null;
    }

    @Override
    public MemorySegment metadata() {
        return metadata;
    }

    @Override
    public int metadataLength() {
        return metadataLength;
    }

    @Override
    public void metadataLength(int bytes) {
        metadataLength = bytes;
    }

    @Override
    public void end() {
        throw new UnsupportedOperationException("no device is there to end it");
    }

    @Override
    public void inFlight(long bytes) {
        throw new UnsupportedOperationException("a copy that is done at once has nothing in flight");
    }

    @Override
    public void losses(long bytes) {
        throw new UnsupportedOperationException("no device is there to lose anything");
    }
}

package org.dmaengine.controller.memcpy.stubs;

import java.lang.foreign.MemorySegment;
import org.dmaengine.Direction;
import org.dmaengine.ExtendedSlaveConfig;
import org.dmaengine.TransferFlag;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.Transfer;
import org.dmaengine.spi.TransferKind;

/// A transfer of runs, kept as the engine core keeps one: the position advances by what the driver answers, never
/// otherwise. A copy or fill of one piece is one run; a list or a frame with gaps has several.
public final class StubTransfer implements Transfer {
    private final TransferKind kind;
    private final MemorySegment source;
    private final MemorySegment destination;
    private final byte fillValue;
    private final Run[] runs;
    private int current;
    private long movedInRun;
    private long moved;

    /// One contiguous piece of work.
    public record Run(long destinationOffset, long sourceOffset, long length) { }

    private StubTransfer(TransferKind kind, MemorySegment destination, MemorySegment source, byte fillValue, Run... runs) {
        this.kind = kind;
        this.source = source == null ? null : source.asReadOnly();
        this.destination = destination;
        this.fillValue = fillValue;
        this.runs = runs;
    }

    public static StubTransfer copy(MemorySegment destination, MemorySegment source, Run... runs) {
        return new StubTransfer(TransferKind.MEMCPY, destination, source, (byte) 0, runs);
    }

    public static StubTransfer interleaved(MemorySegment destination, MemorySegment source, Run... runs) {
        return new StubTransfer(TransferKind.INTERLEAVED, destination, source, (byte) 0, runs);
    }

    public static StubTransfer fill(MemorySegment destination, byte value, Run... runs) {
        return new StubTransfer(TransferKind.MEMSET, destination, null, value, runs);
    }

    public static StubTransfer interrupt() {
        return new StubTransfer(TransferKind.INTERRUPT, null, null, (byte) 0);
    }

    public static StubTransfer ofKind(TransferKind kind, MemorySegment destination, MemorySegment source) {
        return new StubTransfer(kind, destination, source, (byte) 0, new Run(0, 0, destination.byteSize()));
    }

    /// Does what the core does for one step: asks the driver, counts what it answers.
    public long step(ChannelDriver driver, long limit) {
        long bytes = driver.step(this, limit);
        moved += bytes;
        movedInRun += bytes;
        if (movedInRun == runs[current].length()) {
            current++;
            movedInRun = 0;
        }
        return bytes;
    }

    /// Starts again from the first byte.
    public void rewind() {
        current = 0;
        movedInRun = 0;
        moved = 0;
    }

    public boolean isComplete() {
        return moved == length();
    }

    @Override
    public TransferKind kind() {
        return kind;
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
        long length = 0;
        for (Run run : runs) {
            length += run.length();
        }
        return length;
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
        return runs[current].length() - movedInRun;
    }

    @Override
    public MemorySegment source() {
        return source;
    }

    @Override
    public long sourceOffset() {
        return runs[current].sourceOffset() + movedInRun;
    }

    @Override
    public MemorySegment destination() {
        return destination;
    }

    @Override
    public long destinationOffset() {
        return runs[current].destinationOffset() + movedInRun;
    }

    @Override
    public byte fillValue() {
        return fillValue;
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
        return null;
    }

    @Override
    public int metadataLength() {
        return 0;
    }

    @Override
    public void metadataLength(int bytes) {
        throw new UnsupportedOperationException("a memory controller writes no metadata");
    }

    @Override
    public void end() {
        throw new UnsupportedOperationException("a memory controller ends no transfer early");
    }

    @Override
    public void inFlight(long bytes) {
        throw new UnsupportedOperationException("a memory controller holds no bytes");
    }

    @Override
    public void losses(long bytes) {
        throw new UnsupportedOperationException("memory loses nothing");
    }
}

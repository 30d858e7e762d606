package org.dmaengine.tck.bench;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.dmaengine.Direction;
import org.dmaengine.ExtendedSlaveConfig;
import org.dmaengine.TransferFlag;
import org.dmaengine.spi.Transfer;
import org.dmaengine.spi.TransferKind;

/// A transfer as a driver sees it. Its position advances by what the driver answers; used outside the driver's calls for it, it says so.
final class BenchTransfer implements Transfer {
    private final Shape shape;
    private final long longestRun;
    private final MemorySegment metadata;
    private final Violations violations;
    // Calls under way that may use it; several threads of a driver may.
    private final AtomicInteger uses = new AtomicInteger();
    private long movedInAll;
    private volatile boolean ended;
    private volatile long inFlight;
    private volatile int metadataLength;

    /// What is to be transferred, wherever it stands.
    record Shape(TransferKind kind, Direction direction, List<Piece> pieces, int periodLength, boolean repeated, byte fillValue,
                 ExtendedSlaveConfig config) {
        int length() {
            return pieces.stream().mapToInt(Piece::length).sum();
        }

        boolean isEndless() {
            return repeated || kind == TransferKind.CYCLIC;
        }
    }

    BenchTransfer(Shape shape, long longestRun, MemorySegment metadata, int metadataLength, Violations violations) {
        this.shape = shape;
        this.longestRun = longestRun;
        this.metadata = metadata;
        this.metadataLength = metadataLength;
        this.violations = violations;
    }

    // ---- the bench ----

    Shape shape() {
        return shape;
    }

    void enter() {
        uses.incrementAndGet();
    }

    void leave() {
        uses.decrementAndGet();
    }

    void advance(long bytes) {
        movedInAll += bytes;
    }

    long movedUnseen() {
        return movedInAll;
    }

    /// It is as if it had not been begun.
    void rewind() {
        movedInAll = 0;
        ended = false;
        inFlight = 0;
    }

    boolean isEndedByDevice() {
        return ended;
    }

    long inFlightUnseen() {
        return inFlight;
    }

    int metadataLengthUnseen() {
        return metadataLength;
    }


    /// The bytes that the next call may move.
    long most(long limit) {
        int length = shape.length();
        if (shape.periodLength() > 0) {
            return Math.min(limit, shape.periodLength() - movedInAll % shape.periodLength());
        }
        return Math.min(limit, length == 0 ? 0 : length - (shape.repeated() ? movedInAll % length : movedInAll));
    }

    private void used() {
        if (uses.get() == 0) {
            throw violations.add("a transfer is used outside the driver's calls for it; it may be kept until it is complete, failed or stopped, and be used in"
                    + " calls for it only", "ChannelDriver.start", "TRM-16");
        }
    }

    private Piece piece() {
        used();
        if (shape.pieces().isEmpty()) {
            throw violations.add("an interrupt-only transfer is asked for its memory; it has none", "PREP-34", "Transfer.source");
        }
        return shape.pieces().get(index());
    }

    private int index() {
        long at = offsetInPass();
        int index = 0;
        while (index < shape.pieces().size() - 1 && at >= shape.pieces().get(index).length()) {
            at -= shape.pieces().get(index).length();
            index++;
        }
        return index;
    }

    private long offsetInPass() {
        int length = shape.length();
        return length == 0 ? 0 : shape.isEndless() ? movedInAll % length : movedInAll;
    }

    private long offsetInPiece() {
        long at = offsetInPass();
        for (int i = index() - 1; i >= 0; i--) {
            at -= shape.pieces().get(i).length();
        }
        return at;
    }

    // ---- the driver ----

    @Override
    public TransferKind kind() {
        used();
        return shape.kind();
    }

    @Override
    public Direction direction() {
        used();
        return shape.direction();
    }

    @Override
    public boolean has(TransferFlag flag) {
        used();
        return flag == TransferFlag.REPEAT && shape.repeated();
    }

    @Override
    public long length() {
        used();
        return shape.length();
    }

    @Override
    public long moved() {
        used();
        return offsetInPass();
    }

    @Override
    public long movedInAll() {
        used();
        return movedInAll;
    }

    @Override
    public long run() {
        used();
        return shape.pieces().isEmpty() ? 0 : Math.min(piece().length() - offsetInPiece(), longestRun);
    }

    @Override
    public MemorySegment source() {
        used();
        Area source = shape.pieces().isEmpty() ? null : piece().source();
        return source == null ? null : source.memory().asReadOnly();
    }

    @Override
    public long sourceOffset() {
        return piece().sourceOffset() + offsetInPiece();
    }

    @Override
    public MemorySegment destination() {
        used();
        Area destination = shape.pieces().isEmpty() ? null : piece().destination();
        return destination == null ? null : destination.memory();
    }

    @Override
    public long destinationOffset() {
        return piece().destinationOffset() + offsetInPiece();
    }

    @Override
    public byte fillValue() {
        used();
        return shape.fillValue();
    }

    @Override
    public long periodLength() {
        used();
        return shape.periodLength();
    }

    @Override
    public ExtendedSlaveConfig config() {
        used();
        return shape.config();
    }

    @Override
    public MemorySegment metadata() {
        used();
        return metadata;
    }

    @Override
    public int metadataLength() {
        used();
        return metadataLength;
    }

    @Override
    public void metadataLength(int bytes) {
        used();
        long most = metadata == null ? 0 : metadata.byteSize();
        if (bytes < 0 || bytes > most) {
            throw violations.add("the driver reports " + bytes + " bytes of metadata; its capabilities allow 0 to " + most, "META-12",
                    "Transfer.metadataLength");
        }
        metadataLength = bytes;
    }

    @Override
    public void end() {
        used();
        ended = true;
    }

    @Override
    public void inFlight(long bytes) {
        used();
        if (bytes < 0) {
            throw violations.add(bytes + " bytes are said to be in flight; 0 or more can be", "ST-19", "Transfer.inFlight");
        }
        inFlight = bytes;
    }

    @Override
    public void losses(long bytes) {
        used();
        if (bytes < 0) {
            throw violations.add("losses of " + bytes + " bytes are told; what is told once is not taken back", "Transfer.losses");
        }
    }
}

package org.dmaengine.core.channel;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import org.dmaengine.Capability;
import org.dmaengine.Direction;
import org.dmaengine.ExtendedSlaveConfig;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferFlags;
import org.dmaengine.TransferOutcome;
import org.dmaengine.core.mapping.MappedMemory;
import org.dmaengine.spi.Transfer;
import org.dmaengine.spi.TransferKind;

/// One transfer in the queue, as the core drives it and a driver sees it: what to move, and how far it has come.
///
/// The first group of fields is set before submit and constant until the work has ended. The cursor belongs to the
/// thread that steps the channel; status readers look at [#moved], [#inFlight] and [#losses]
/// from outside, so those three are opaque.
///
/// A work of the ring's own is filled anew for each `enqueueMemcpy` and has no [Descriptor]; every other belongs to one.
final class Work implements Transfer {
    private static final VarHandle MOVED;
    private static final VarHandle IN_FLIGHT;
    private static final VarHandle LOSSES;
    private static final MappedMemory[] NONE = {};
    private static final long NOT_SEEKING = -1;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            MOVED = lookup.findVarHandle(Work.class, "moved", long.class);
            IN_FLIGHT = lookup.findVarHandle(Work.class, "inFlight", long.class);
            LOSSES = lookup.findVarHandle(Work.class, "losses", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Descriptor descriptor;
    private Totals totals;

    // What to move.
    private TransferKind kind = TransferKind.MEMCPY;
    private Direction direction = Direction.MEM_TO_MEM;
    private int flags;
    private long length;
    private long periodLength;
    private byte fillValue;
    private long maxRun;
    private ExtendedSlaveConfig config;
    private Requirements requirements;
    private MappedMemory sourceMapping;
    private MappedMemory destinationMapping;
    private MappedMemory[] moreMappings = NONE;
    private long sourceStart;
    private long destinationStart;
    private Walk walk;

    private boolean replayable;
    // When it is overdue; 0 for never. Set at submit.
    private long due;
    // Why it is to end without moving any further; null if nothing stands against it.
    private volatile String condemned;

    // How far it has come. Owned by the stepping thread.
    private MemorySegment source;
    private MemorySegment destination;
    private long sourceOffset;
    private long destinationOffset;
    private long runLeft;
    // How far [#lookAgain] has come.
    private long seeking = NOT_SEEKING;
    private long moved;
    private long inFlight;
    private long losses;
    private long sequence;
    private boolean begun;
    private boolean ended;
    private boolean outOfDriver;
    private TransferOutcome outcome = TransferOutcome.NO_ERROR;
    private long uncertain;
    // Up to where bytes have been touched that are not counted, or may have been, by drivers that were lost.
    private long reached;
    private String detail = "";

    /// @param descriptor what the client holds, null for a work of the ring's own
    Work(Descriptor descriptor) {
        this.descriptor = descriptor;
    }

    Descriptor descriptor() {
        return descriptor;
    }

    // ---- set up, before submit ----

    /// Makes this a plain copy that has not been moved yet.
    void copy(MappedMemory dst, long dstOffset, MappedMemory src, long srcOffset, long bytes, int flagBits, long maxSegment) {
        reset();
        sourceMapping = src;
        sourceStart = srcOffset;
        destinationMapping = dst;
        destinationStart = dstOffset;
        length = bytes;
        flags = flagBits;
        maxRun = maxSegment;
        replayable = false;
    }

    void describe(TransferKind newKind, Direction newDirection, long bytes, int flagBits, ExtendedSlaveConfig newConfig,
                        long maxSegment) {
        kind = newKind;
        direction = newDirection;
        length = bytes;
        flags = flagBits;
        config = newConfig;
        maxRun = maxSegment;
    }

    /// The one run of a plain transfer; a side that is no memory is null.
    void runs(MappedMemory dst, long dstOffset, MappedMemory src, long srcOffset) {
        destinationMapping = dst;
        destinationStart = dstOffset;
        sourceMapping = src;
        sourceStart = srcOffset;
    }

    void walks(Walk newWalk, MappedMemory... more) {
        walk = newWalk;
        moreMappings = more;
    }

    void fills(byte value) {
        fillValue = value;
    }

    void hasPeriods(long bytes) {
        periodLength = bytes;
    }

    /// What it needs of its channel.
    void requires(Requirements of) {
        requirements = of;
    }

    Requirements requirements() {
        return descriptor == null ? Requirements.of(Capability.MEMCPY, destinationStart | sourceStart | length) : requirements;
    }

    void addFlag(int bit) {
        flags |= bit;
    }

    // ---- life, by the core ----

    /// Forgets how far its last use came; before it is queued (RUS-09).
    void reset() {
        begun = false;
        condemned = null;
        due = 0;
        reached = 0;
        MOVED.setOpaque(this, 0L);
        IN_FLIGHT.setOpaque(this, 0L);
        LOSSES.setOpaque(this, 0L);
    }

    /// Puts the cursor on the first byte; nothing is moved.
    ///
    /// @param ofChannel where losses are counted as well
    void begin(Totals ofChannel) {
        begun = true;
        totals = ofChannel;
        sequence = 0;
        outOfDriver = false;
        outcome = TransferOutcome.NO_ERROR;
        uncertain = 0;
        detail = "";
        if (descriptor != null) {
            descriptor.metadataForDriver().begin(direction);
        }
        IN_FLIGHT.setOpaque(this, 0L);
        LOSSES.setOpaque(this, 0L);
        rewind();
    }

    /// Says whether a driver has begun it, perhaps one that has left since.
    boolean isBegun() {
        return begun;
    }

    /// Another driver takes it over where it stands.
    ///
    /// @param ofChannel where losses are counted as well from now on
    void goOn(Totals ofChannel) {
        totals = ofChannel;
        outOfDriver = false;
        IN_FLIGHT.setOpaque(this, 0L);
    }

    /// A driver that is lost may have touched so many bytes behind the counted ones, which will not be counted.
    void mayHaveTouched(long bytes) {
        reached = Math.max(reached, moved + Math.min(bytes, length - moved));
    }

    /// It is to be begun again from its first byte; the driver that had begun it is lost.
    ///
    /// @param touched bytes behind the counted ones that its last call may have touched
    void startOver(long touched) {
        mayHaveTouched(touched);
        begun = false;
    }

    /// Puts the cursor back on the first byte for another pass.
    void rewind() {
        ended = false;
        toFirstByte();
    }

    /// The cursor alone: where a ring goes round, its device may just have ended it.
    private void toFirstByte() {
        MOVED.setOpaque(this, 0L);
        if (length == 0) {
            return;
        }
        if (walk == null) {
            place(sourceMapping == null ? null : sourceMapping.readView(0), sourceStart,
                    destinationMapping == null ? null : destinationMapping.deviceView(), destinationStart, length);
        } else {
            walk.first(this);
        }
    }

    /// Puts the cursor anew where it stands: the memory may be another from now on. From outside nothing moves.
    void lookAgain() {
        if (length == 0 || isDone()) {
            return;
        }
        if (walk == null) {
            place(sourceMapping == null ? null : sourceMapping.readView(0), sourceStart + moved,
                    destinationMapping == null ? null : destinationMapping.deviceView(), destinationStart + moved, length - moved);
            return;
        }
        seeking = 0;
        walk.first(this);
        while (seeking < moved) {
            long step = Math.min(moved - seeking, runLeft);
            sourceOffset += step;
            destinationOffset += step;
            runLeft -= step;
            seeking += step;
            if (runLeft == 0 && seeking < length) {
                walk.next(this);
            }
        }
        seeking = NOT_SEEKING;
    }

    /// Puts the cursor on a run; called by walks.
    void place(MemorySegment src, long srcAt, MemorySegment dst, long dstAt, long run) {
        source = src;
        sourceOffset = srcAt;
        destination = dst;
        destinationOffset = dstAt;
        runLeft = Math.min(run, length - (seeking == NOT_SEEKING ? moved : seeking));
    }

    /// Counts bytes that the driver has moved. A ring goes on from its start.
    void advance(long bytes) {
        long left = bytes;
        while (left > 0) {
            long step = Math.min(left, runLeft);
            sourceOffset += step;
            destinationOffset += step;
            runLeft -= step;
            left -= step;
            MOVED.setOpaque(this, moved + step);
            if (runLeft == 0 && moved == length && kind == TransferKind.CYCLIC) {
                toFirstByte();
            } else if (runLeft == 0 && moved < length) {
                walk.next(this);
            }
        }
    }

    /// Counts a period or a pass; answers its number.
    long nextSequence() {
        return ++sequence;
    }

    long sequence() {
        return sequence;
    }

    /// Says whether all bytes are moved or the device has ended it early; a ring never is.
    boolean isDone() {
        return ended || moved == length && kind != TransferKind.CYCLIC;
    }

    /// Says whether it starts again at its end.
    boolean isRepeated() {
        return (flags & TransferFlags.REPEAT) != 0;
    }

    /// Says whether it goes on until it is replaced or terminated.
    boolean isEndless() {
        return kind == TransferKind.CYCLIC || isRepeated();
    }

    /// Most bytes of the next step: no further than the end, or the end of the current period.
    long stepLimit(long limit) {
        long toEnd = periodLength == 0 ? length - moved : periodLength - moved % periodLength;
        return Math.min(limit, toEnd);
    }

    /// The driver will not be asked about it again, although it may have been dropped meanwhile.
    void leftDriver() {
        outOfDriver = true;
    }

    /// Says whether the driver has it no more: it is complete, has failed, or has been stopped.
    boolean isOutOfDriver() {
        return outOfDriver || isDone() && !isRepeated();
    }

    /// It has failed and ends so when it is the oldest; the driver has let go of it.
    void fails(TransferOutcome how, long touched, String why) {
        outcome = how;
        uncertain = touched;
        detail = why;
        ended = true;
        outOfDriver = true;
    }

    /// How it ends when it is done.
    TransferOutcome outcome() {
        return outcome;
    }

    /// Bytes after the counted ones that may have been touched.
    long uncertain() {
        return uncertain(uncertain);
    }

    /// The same for one that ends without having failed by itself.
    ///
    /// @param touched by the call in which its driver was lost
    long uncertain(long touched) {
        return Math.max(touched, reached - (long) MOVED.getOpaque(this));
    }

    /// Why it failed.
    String detail() {
        return detail;
    }

    /// It is to end without moving any further. Under the channel's lock.
    void condemn(String why) {
        condemned = why;
    }

    /// Why it is to end without moving any further; null if nothing stands against it. Any thread.
    String condemned() {
        return condemned;
    }

    /// It may be begun again from its first byte when its driver is lost.
    void replayable(boolean on) {
        replayable = on;
    }

    boolean isReplayable() {
        return replayable;
    }

    /// Bytes of the longest run that the driver can be shown.
    void longestRun(long bytes) {
        maxRun = bytes;
    }

    /// It is overdue from then on; 0 for never. At submit.
    void due(long time) {
        due = time;
    }

    long due() {
        return due;
    }

    /// Bytes not moved yet, as seen from any thread.
    long residue() {
        return length - (long) MOVED.getOpaque(this);
    }

    long bytesInFlight() {
        return (long) IN_FLIGHT.getOpaque(this);
    }

    /// Bytes that the device has lost or made up while this was active.
    long bytesLost() {
        return (long) LOSSES.getOpaque(this);
    }

    int flags() {
        return flags;
    }

    /// Says whether something runs at its end: of a descriptor its callback or stage, of a work of the ring's own the
    /// channel's callback.
    boolean signals() {
        return (flags & TransferFlags.INTERRUPT) != 0
                && (descriptor == null || descriptor.hasCallback() || descriptor.hasStage());
    }

    /// Says whether passed periods are called back.
    boolean signalsPeriods() {
        return (flags & TransferFlags.INTERRUPT) != 0 && descriptor.hasCallback();
    }

    /// What has to be in the client's hands before the end is published: metadata from the device (META-17).
    void beforeEnd() {
        if (descriptor != null && begun) {
            descriptor.metadataForDriver().handOver(direction);
        }
    }

    void forEachMapping(Consumer<MappedMemory> action) {
        if (sourceMapping != null) {
            action.accept(sourceMapping);
        }
        if (destinationMapping != null) {
            action.accept(destinationMapping);
        }
        for (MappedMemory more : moreMappings) {
            action.accept(more);
        }
    }

    boolean uses(MappedMemory memory) {
        if (memory == sourceMapping || memory == destinationMapping) {
            return true;
        }
        for (MappedMemory more : moreMappings) {
            if (more == memory) {
                return true;
            }
        }
        return false;
    }

    /// Takes its mappings into use; answers the first that has been closed since it was prepared, null if all are open. Under
    /// the lock of the channel that queues it.
    MappedMemory takeMappings() {
        if (sourceMapping != null && !sourceMapping.takeIntoUse()) {
            return sourceMapping;
        }
        if (destinationMapping != null && !destinationMapping.takeIntoUse()) {
            return destinationMapping;
        }
        for (MappedMemory more : moreMappings) {
            if (!more.takeIntoUse()) {
                return more;
            }
        }
        return null;
    }

    /// Lets go of the memory of a work of the ring's own, so that a slot keeps nothing alive.
    void forgetMemory() {
        sourceMapping = null;
        destinationMapping = null;
        source = null;
        destination = null;
    }

    // ---- what a driver sees ----

    @Override
    public TransferKind kind() {
        return kind;
    }

    @Override
    public Direction direction() {
        return direction;
    }

    @Override
    public boolean has(TransferFlag flag) {
        return flag.in(flags);
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public long moved() {
        return moved;
    }

    @Override
    public long movedInAll() {
        return kind == TransferKind.CYCLIC ? sequence * periodLength + moved % periodLength : sequence * length + moved;
    }

    @Override
    public long run() {
        return Math.min(runLeft, maxRun);
    }

    @Override
    public MemorySegment source() {
        return source;
    }

    @Override
    public long sourceOffset() {
        return sourceOffset;
    }

    @Override
    public MemorySegment destination() {
        return destination;
    }

    @Override
    public long destinationOffset() {
        return destinationOffset;
    }

    @Override
    public byte fillValue() {
        return fillValue;
    }

    @Override
    public long periodLength() {
        return periodLength;
    }

    @Override
    public ExtendedSlaveConfig config() {
        return config;
    }

    @Override
    public MemorySegment metadata() {
        return descriptor == null ? null : descriptor.metadataForDriver().area();
    }

    @Override
    public int metadataLength() {
        return descriptor == null ? 0 : (int) descriptor.metadataForDriver().length();
    }

    @Override
    public void metadataLength(int bytes) {
        if (descriptor == null) {
            throw new IllegalStateException("this transfer has no metadata");
        }
        descriptor.metadataForDriver().driverLength(bytes);
    }

    @Override
    public void end() {
        ended = true;
    }

    @Override
    public void inFlight(long bytes) {
        IN_FLIGHT.setOpaque(this, bytes);
    }

    @Override
    public void losses(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("losses of " + bytes + " bytes are told; what is told once is not taken back");
        }
        LOSSES.setOpaque(this, losses + bytes);
        totals.countLosses(bytes);
    }
}

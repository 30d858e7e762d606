package org.dmaengine.tools.stubs;

import java.lang.foreign.MemorySegment;
import java.util.Set;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferOutcome;
import org.dmaengine.mapping.Mapping;

/// A copy, or a fill where there is no source, as the stub channel's hook sees it.
public final class StubTransfer {
    final Mapping target;
    final long targetOffset;
    final Mapping source;
    final long sourceOffset;
    final byte value;
    final long length;
    final Set<TransferFlag> flags;
    private final Thread preparer = Thread.currentThread();
    long cookie;
    boolean callsBack;
    volatile TransferOutcome outcome;

    StubTransfer(Mapping target, long targetOffset, Mapping source, long sourceOffset, byte value, long length, TransferFlag... flags) {
        this.target = target;
        this.targetOffset = targetOffset;
        this.source = source;
        this.sourceOffset = sourceOffset;
        this.value = value;
        this.length = length;
        this.flags = Set.of(flags);
    }

    /// The number of the transfer, from 1.
    public long cookie() {
        return cookie;
    }

    /// The thread that prepared it. The hook may run on another one: who issues, issues what all have submitted.
    public Thread preparer() {
        return preparer;
    }

    /// Where the bytes went.
    public MemorySegment target() {
        return target.segment();
    }

    /// The first of them.
    public long targetOffset() {
        return targetOffset;
    }

    /// Where they came from.
    public MemorySegment source() {
        return source.segment();
    }

    /// The first of them there.
    public long sourceOffset() {
        return sourceOffset;
    }

    /// How many they are.
    public long length() {
        return length;
    }

    /// What the target was mapped as.
    public Mapping targetMapping() {
        return target;
    }

    /// What the source was mapped as; a fill has none.
    public Mapping sourceMapping() {
        return source;
    }

    /// What the client asked for.
    public Set<TransferFlag> flags() {
        return flags;
    }

    /// Whether the client wants to be called when it ends.
    public boolean callsBack() {
        return callsBack;
    }

    /// Moves the bytes.
    public void move() {
        if (source == null) {
            target.segment().asSlice(targetOffset, length).fill(value);
        } else {
            MemorySegment.copy(source.segment(), sourceOffset, target.segment(), targetOffset, length);
        }
    }
}

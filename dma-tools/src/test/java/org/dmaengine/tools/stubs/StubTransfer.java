package org.dmaengine.tools.stubs;

import java.lang.foreign.MemorySegment;
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
    long cookie;
    volatile TransferOutcome outcome;

    StubTransfer(Mapping target, long targetOffset, Mapping source, long sourceOffset, byte value, long length) {
        this.target = target;
        this.targetOffset = targetOffset;
        this.source = source;
        this.sourceOffset = sourceOffset;
        this.value = value;
        this.length = length;
    }

    /// The number of the transfer, from 1.
    public long cookie() {
        return cookie;
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

    /// Moves the bytes.
    public void move() {
        if (source == null) {
            target.segment().asSlice(targetOffset, length).fill(value);
        } else {
            MemorySegment.copy(source.segment(), sourceOffset, target.segment(), targetOffset, length);
        }
    }
}

package org.dmaengine.core.mapping;

import java.lang.foreign.MemorySegment;

/// Where the bytes of a mapping are: what the client sees of each entry and what the device sees of it.
interface Backing {
    int entries();

    MemorySegment clientView(int entry);

    MemorySegment deviceView(int entry);

    /// Says whether what the device sees is native memory.
    boolean isNative();

    /// Makes what the client wrote visible to the device.
    void copyIn();

    /// Makes what the device wrote visible to the client.
    void copyOut();

    /// Says whether the calling thread may do that.
    boolean isForThisThread();

    /// Gives back what the engine allocated for it.
    void free();
}

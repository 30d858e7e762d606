package org.dmaengine.core.mapping;

import java.lang.foreign.MemorySegment;
import org.dmaengine.mapping.MapDirection;

/// Where the bytes of a mapping are: what the client sees of each entry and what the device sees of it.
interface Backing {
    int entries();

    MemorySegment clientView(int entry);

    MemorySegment deviceView(int entry);

    /// Says whether what the device sees is native memory.
    boolean isNative();

    /// The same memory, bounced for a device that needs native memory; what the client has there now is copied.
    Backing bounced(MapDirection direction, String deviceName);

    /// Makes what the client wrote visible to the device.
    void copyIn();

    /// Makes what the device wrote visible to the client.
    void copyOut();

    /// Says whether the calling thread may do that.
    boolean isForThisThread();

    /// Gives back what the engine allocated for it.
    void free();
}

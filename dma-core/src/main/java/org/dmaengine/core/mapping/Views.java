package org.dmaengine.core.mapping;

import java.lang.foreign.MemorySegment;

/// The memory behind a mapping, and what of it a device is shown.
///
/// @param first the device's view of the first entry, the only one of a plain buffer
/// @param read  each entry as the source of a transfer: read-only, also where the mapping goes both ways
record Views(Backing backing, MemorySegment first, MemorySegment[] read) {
    static Views of(Backing backing) {
        MemorySegment[] read = new MemorySegment[backing.entries()];
        for (int i = 0; i < read.length; i++) {
            read[i] = backing.deviceView(i).asReadOnly();
        }
        return new Views(backing, backing.deviceView(0), read);
    }
}

package org.dmaengine.tck.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// Memory with a zone on both sides of its bytes that nobody may touch:
///
/// ```text
///   ├── zone ──┼──────── room ────────┼── zone ──┤
///              ▲ start
/// ```
final class Area {
    private final MemorySegment memory;
    private final int start;

    /// @param arena where it is taken from, null for the heap
    /// @param room  bytes between the zones
    /// @param zone  bytes of a zone
    Area(Arena arena, int room, int zone) {
        memory = arena == null ? MemorySegment.ofArray(new byte[zone + room + zone]) : arena.allocate(zone + room + zone, Long.BYTES);
        start = zone;
        memory.fill(Pattern.MARKER);
    }

    MemorySegment memory() {
        return memory;
    }

    int start() {
        return start;
    }

    byte[] content() {
        return memory.toArray(ValueLayout.JAVA_BYTE);
    }

    void set(long offset, byte value) {
        memory.set(ValueLayout.JAVA_BYTE, offset, value);
    }

    /// All bytes of an area that nothing has been written to.
    byte[] blank() {
        byte[] blank = new byte[(int) memory.byteSize()];
        Arrays.fill(blank, Pattern.MARKER);
        return blank;
    }
}

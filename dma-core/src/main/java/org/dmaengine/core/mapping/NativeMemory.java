package org.dmaengine.core.mapping;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;
import org.dmaengine.DmaException;

/// Zeroed native memory of the engine's own in one arena: all pieces of it or, if the system has not so much left, none.
final class NativeMemory {
    private static final long ALIGNMENT = 64;

    private final Arena arena;
    private final MemorySegment[] pieces;

    /// @param arena  holds nothing else; it is closed here, at the end or when a piece cannot be had
    /// @param device what the memory is for, for messages
    /// @throws DmaException.Rejected if there is not so much memory
    NativeMemory(Arena arena, String device, long... sizes) {
        this.arena = arena;
        this.pieces = new MemorySegment[sizes.length];
        try {
            for (int i = 0; i < sizes.length; i++) {
                pieces[i] = allocate(device, sizes[i]);
            }
        } catch (Throwable t) {
            arena.close();
            throw t;
        }
    }

    private MemorySegment allocate(String device, long bytes) {
        try {
            return arena.allocate(bytes, ALIGNMENT);
        } catch (OutOfMemoryError e) {
            throw new DmaException.Rejected(device, "native memory of bytes", bytes, "what this machine has left" + bytesLeft(),
                    "the JVM says: " + e.getMessage(), "allocate less, close mappings that are not used, or map memory of your own");
        }
    }

    /// Asked for in words only, so that a runtime without the extended bean can still run the engine.
    private static String bytesLeft() {
        try {
            return ", " + ManagementFactory.getPlatformMBeanServer().getAttribute(
                    new ObjectName(ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME), "FreeMemorySize") + " bytes";
        } catch (JMException e) {
            return "";
        }
    }

    MemorySegment piece(int index) {
        return pieces[index];
    }

    void free() {
        arena.close();
    }
}

package org.dmaengine.core.stubs;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.dmaengine.spi.Transfer;

/// Moves the bytes of any transfer; stands for the device, too: what is written to it is kept, what is read from it is
/// the count of the bytes read so far.
public final class Mover {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private byte nextRead;

    /// Moves the next bytes, no further than the current run.
    public long move(Transfer transfer, long most) {
        long bytes = Math.min(most, transfer.run());
        MemorySegment source = transfer.source();
        MemorySegment destination = transfer.destination();
        switch (transfer.kind()) {
            case MEMSET -> destination.asSlice(transfer.destinationOffset(), bytes).fill(transfer.fillValue());
            case MEMCPY -> MemorySegment.copy(source, transfer.sourceOffset(), destination, transfer.destinationOffset(), bytes);
            default -> {
                if (source != null && destination != null) {
                    MemorySegment.copy(source, transfer.sourceOffset(), destination, transfer.destinationOffset(), bytes);
                } else if (source != null) {
                    written.writeBytes(source.asSlice(transfer.sourceOffset(), bytes).toArray(ValueLayout.JAVA_BYTE));
                } else if (destination != null) {
                    for (long i = 0; i < bytes; i++) {
                        destination.set(ValueLayout.JAVA_BYTE, transfer.destinationOffset() + i, nextRead++);
                    }
                }
            }
        }
        return bytes;
    }

    /// What the device has been given so far.
    public byte[] written() {
        return written.toByteArray();
    }
}

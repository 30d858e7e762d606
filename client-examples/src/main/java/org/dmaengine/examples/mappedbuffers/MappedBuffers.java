package org.dmaengine.examples.mappedbuffers;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import org.dmaengine.DmaChannel;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;

/// Maps two buffers once and transfers between them often. Before the processor touches a buffer it takes it over from
/// the device, and hands it back before the next transfer.
public final class MappedBuffers implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final DmaChannel channel;
    private final Mapping from;
    private final Mapping to;

    /// Maps both; from now on they belong to the device.
    public MappedBuffers(DmaChannel channel, MemorySegment source, MemorySegment target) {
        this.channel = channel;
        this.from = channel.mapper().map(source, MapDirection.TO_DEVICE);
        this.to = channel.mapper().map(target, MapDirection.FROM_DEVICE);
    }

    /// One round: fill, transfer, look.
    ///
    /// @return the last byte that arrived
    // @start region="round"
    public byte round(byte value) throws InterruptedException {
        from.syncForCpu();
        from.segment().fill(value); // the processor's turn
        from.syncForDevice();

        long cookie = channel.prepareMemcpy(to, 0, from, 0, from.length()).submit();
        channel.issuePending();
        channel.await(cookie, PATIENCE);

        to.syncForCpu();
        byte last = to.segment().get(ValueLayout.JAVA_BYTE, to.length() - 1);
        to.syncForDevice(); // the device's turn again
        return last;
    }
    // @end

    /// Memory that client and device share needs no turns.
    ///
    /// @return the last byte, then
    // @start region="allocate"
    public static byte fillAndClear(DmaChannel channel, long bytes) throws InterruptedException {
        try (Mapping shared = channel.mapper().allocate(bytes)) {
            shared.segment().fill((byte) 7);
            long cookie = channel.prepareMemset(shared, 0, (byte) 0, bytes).submit();
            channel.issuePending();
            channel.await(cookie, PATIENCE);
            return shared.segment().get(ValueLayout.JAVA_BYTE, bytes - 1);
        }
    }
    // @end

    /// Memory of one thread goes through a copy of the engine's.
    ///
    /// @return the last byte, then
    // @start region="bounced"
    public static byte fillConfined(DmaChannel channel, long bytes, byte value) throws InterruptedException {
        try (Arena mine = Arena.ofConfined()) {
            MemorySegment memory = mine.allocate(bytes);
            try (Mapping bounced = channel.mapper().mapBounced(memory, MapDirection.FROM_DEVICE)) {
                long cookie = channel.prepareMemset(bounced, 0, value, bytes).submit();
                channel.issuePending();
                channel.await(cookie, PATIENCE);
                bounced.syncForCpu(); // copied back, on the thread that owns the memory
                return memory.get(ValueLayout.JAVA_BYTE, bytes - 1);
            }
        }
    }
    // @end

    @Override
    public void close() {
        to.close();
        from.close();
    }
}

package org.dmaengine.core.mapping;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.Direction;
import org.dmaengine.SlaveConfig;
import org.dmaengine.TransferFlag;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.channel.VirtualChannel;
import org.dmaengine.core.stubs.Bench;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A buffer that is mapped once and used for many transfers, as a serial port's is: each turn ends with a sync. The
/// controller needs native memory, so that without a sync the other side sees nothing new.
class TransmitBufferTest {
    @AutoClose
    private final Bench bench = Bench.of(ChannelCapabilities.of(Capability.SLAVE)
            .directions(Direction.MEM_TO_DEV, Direction.DEV_TO_MEM).nativeMemory(true));
    private final VirtualChannel channel = bench.channel;
    private final byte[] buffer = new byte[4];

    @BeforeEach
    void configure() {
        channel.configure(SlaveConfig.builder().build());
    }

    private Mapping map(MapDirection direction) {
        return channel.mapper().map(MemorySegment.ofArray(buffer), direction);
    }

    private void transfer(Mapping memory, Direction direction) {
        channel.prepareSlaveSingle(memory, 0, 4, direction, TransferFlag.INTERRUPT).onComplete(result -> memory.syncForCpu()).submit();
        bench.issueAndMove(4);
        bench.deliver();
    }

    @Test
    @Clause({"MAP-05", "MAP-06"})
    void shouldSendWhatWasWrittenBeforeTheLastSync() {
        Mapping memory = map(MapDirection.TO_DEVICE);
        for (byte round = 1; round <= 3; round++) {
            memory.segment().fill(round);
            memory.syncForDevice();
            buffer[3] = 99; // out of turn: too late for this round
            transfer(memory, Direction.MEM_TO_DEV);
        }
        assertArrayEquals(new byte[] {1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3}, bench.driver.written());
        assertEquals(1, bench.reports.size(), "only the first round did not begin with a sync for the CPU: " + bench.reports);
    }

    @Test
    @Clause({"MAP-05", "MAP-06"})
    void shouldShowWhatArrivedAfterTheSyncInTheCallback() {
        Mapping memory = map(MapDirection.FROM_DEVICE);
        transfer(memory, Direction.DEV_TO_MEM);
        assertArrayEquals(new byte[] {0, 1, 2, 3}, buffer);
        memory.syncForDevice();
        channel.prepareSlaveSingle(memory, 0, 4, Direction.DEV_TO_MEM).submit();
        bench.issueAndMove(4);
        assertArrayEquals(new byte[] {0, 1, 2, 3}, buffer, "not before the sync");
        memory.syncForCpu();
        assertArrayEquals(new byte[] {4, 5, 6, 7}, buffer);
    }

    @Test
    @Clause("MAP-03")
    void shouldStayMappedUntilTheClientEndsIt() {
        Mapping memory = map(MapDirection.TO_DEVICE);
        memory.syncForDevice();
        transfer(memory, Direction.MEM_TO_DEV);
        assertTrue(memory.isOpen(), "the engine unmaps nothing");
        assertEquals(1, bench.device.liveMappings());
        memory.close();
        assertFalse(memory.isOpen());
        assertEquals(0, bench.device.liveMappings());
    }
}

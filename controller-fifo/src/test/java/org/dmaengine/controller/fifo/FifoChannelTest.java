package org.dmaengine.controller.fifo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.dmaengine.BusWidth;
import org.dmaengine.Direction;
import org.dmaengine.DmaStatus;
import org.dmaengine.controller.fifo.stubs.HandPort;
import org.dmaengine.mapping.Mapping;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Bursts: how many words, from where, to where.
class FifoChannelTest {
    @AutoClose
    private final FifoBench bench = new FifoBench();
    private final HandPort source = new HandPort(Direction.DEV_TO_MEM);
    private final HandPort sink = new HandPort(Direction.MEM_TO_DEV);

    @Test
    void shouldTakeWhatTheDeviceHasABurstAtATime() {
        bench.wire(source);
        bench.channel.configure(FifoBench.words(BusWidth.BYTES_2, 4));
        Mapping memory = bench.memory(16);
        long cookie = bench.channel.prepareSlaveSingle(memory, 0, 16, Direction.DEV_TO_MEM).submit();
        bench.channel.issuePending();
        bench.run();
        source.arrive(10);
        bench.run();
        assertEquals(6, bench.channel.status(cookie).residue());
        source.arrive(6);
        bench.run();
        assertEquals(DmaStatus.COMPLETE, bench.channel.status(cookie).status());
        assertEquals(List.of("connect", "burst 0x4000 4x2", "burst 0x4000 1x2", "burst 0x4000 3x2"), source.calls());
        byte[] expected = new byte[16];
        for (int i = 0; i < 16; i++) {
            expected[i] = (byte) i;
        }
        assertArrayEquals(expected, FifoBench.bytes(memory));
    }

    @Test
    void shouldGiveWhatTheDeviceHasRoomFor() {
        bench.wire(sink);
        bench.channel.configure(FifoBench.words(BusWidth.BYTES_1, 8));
        Mapping memory = bench.pattern(16);
        long cookie = bench.channel.prepareSlaveSingle(memory, 0, 16, Direction.MEM_TO_DEV).submit();
        bench.channel.issuePending();
        bench.run();
        sink.makeRoom(5);
        bench.run();
        assertEquals(11, bench.channel.status(cookie).residue());
        sink.makeRoom(100);
        bench.run();
        assertEquals(DmaStatus.COMPLETE, bench.channel.status(cookie).status());
        assertArrayEquals(FifoBench.bytes(memory), sink.written());
    }
}

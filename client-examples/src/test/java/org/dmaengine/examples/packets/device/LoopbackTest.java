package org.dmaengine.examples.packets.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.atomic.AtomicInteger;
import org.dmaengine.examples.packets.PacketHeader;
import org.dmaengine.fifo.PacketPort;
import org.junit.jupiter.api.Test;

/// The simulated device whose ends are joined.
class LoopbackTest {
    private long time = 1000;
    private final Loopback device = new Loopback(2, () -> time);
    private final PacketPort tx = device.tx();
    private final PacketPort rx = device.rx();

    private void send(int sequence, byte... payload) throws Exception {
        MemorySegment header = MemorySegment.ofArray(new byte[PacketHeader.BYTES]);
        new PacketHeader(5, sequence, 0).writeTo(header);
        tx.beginPacket(header, payload.length);
        for (int i = 0; i < payload.length; i++) {
            assertTrue(tx.level(1) > 0);
            tx.burst(0, MemorySegment.ofArray(payload), i, 1, 1);
        }
        tx.endPacket();
    }

    @Test
    void shouldGiveBackWhatItIsSentWithTheTime() throws Exception {
        assertEquals(0, rx.level(1));
        assertFalse(rx.atEnd());
        send(1, (byte) 3, (byte) 4, (byte) 5);
        time = 2000;
        send(2, (byte) 6);
        assertEquals(3, rx.level(1));
        assertTrue(rx.lastWords());
        MemorySegment memory = MemorySegment.ofArray(new byte[4]);
        rx.burst(0, memory, 1, 2, 1);
        assertFalse(rx.atEnd());
        rx.burst(0, memory, 3, 1, 1);
        assertTrue(rx.atEnd());
        assertArrayEquals(new byte[] {0, 3, 4, 5}, memory.toArray(ValueLayout.JAVA_BYTE));
        MemorySegment area = MemorySegment.ofArray(new byte[32]);
        assertEquals(PacketHeader.BYTES, rx.metadata(area));
        assertEquals(new PacketHeader(5, 1, 1000), PacketHeader.from(area));
        rx.passEnd();
        assertEquals(1, rx.level(1));
        rx.metadata(area);
        assertEquals(new PacketHeader(5, 2, 2000), PacketHeader.from(area));
    }

    @Test
    void shouldTakeNoPacketWhileItIsFull() throws Exception {
        AtomicInteger sender = new AtomicInteger();
        AtomicInteger receiver = new AtomicInteger();
        tx.connect(sender::incrementAndGet);
        rx.connect(receiver::incrementAndGet);
        send(1, (byte) 1);
        send(2, (byte) 2);
        assertEquals(2, receiver.get());
        assertEquals(0, tx.level(1));
        rx.burst(0, MemorySegment.ofArray(new byte[1]), 0, 1, 1);
        rx.passEnd();
        assertEquals(1, sender.get());
        assertTrue(tx.level(1) > 0);
    }

    @Test
    void shouldForgetAnAbandonedPacket() throws Exception {
        tx.beginPacket(null, 3);
        tx.burst(0, MemorySegment.ofArray(new byte[3]), 0, 2, 1);
        tx.abandonPacket();
        assertEquals(0, rx.level(1));
        send(1, (byte) 1);
        assertEquals(1, rx.level(1));
    }

    @Test
    void shouldServeOneControllerAtEachEnd() {
        tx.connect(() -> { });
        rx.connect(() -> { });
        assertThrows(IllegalStateException.class, () -> tx.connect(() -> { }));
        tx.disconnect();
        tx.connect(() -> { });
    }
}

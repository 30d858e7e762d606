package org.dmaengine.examples.packets.device;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.EnumSet;
import java.util.Set;
import org.dmaengine.BusWidth;
import org.dmaengine.Direction;
import org.dmaengine.examples.packets.Packet;
import org.dmaengine.examples.packets.PacketHeader;
import org.dmaengine.fifo.PacketPort;
import org.dmaengine.fifo.RequestLine;

/// The end that takes packets, a byte a word. Its fields belong to the thread of the burst.
final class TxPort implements PacketPort {
    private static final int FIFO = 64;
    private static final PacketHeader NONE = new PacketHeader(0, 0, 0);

    private final Loopback device;
    private PacketHeader header;
    private byte[] payload;
    private int filled;

    TxPort(Loopback device) {
        this.device = device;
    }

    @Override
    public Direction direction() {
        return Direction.MEM_TO_DEV;
    }

    @Override
    public Set<BusWidth> widths() {
        return EnumSet.of(BusWidth.BYTES_1);
    }

    @Override
    public void connect(RequestLine line) {
        device.connect(true, line);
    }

    @Override
    public void disconnect() {
        device.connect(true, null);
    }

    @Override
    public int level(int wordBytes) {
        return payload == null && device.isFull() ? 0 : FIFO;
    }

    @Override
    public void beginPacket(MemorySegment metadata, long bytes) {
        header = metadata == null ? NONE : PacketHeader.from(metadata);
        payload = new byte[(int) bytes];
        filled = 0;
    }

    @Override
    public int burst(long address, MemorySegment memory, long offset, int words, int wordBytes) {
        MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, offset, payload, filled, words);
        filled += words;
        return words;
    }

    @Override
    public void endPacket() {
        Packet complete = new Packet(header, payload);
        payload = null;
        device.arrived(complete);
    }

    @Override
    public void abandonPacket() {
        payload = null;
    }

    @Override
    public int metadata(MemorySegment area) {
        throw new UnsupportedOperationException("packets go in here, none comes out");
    }
}

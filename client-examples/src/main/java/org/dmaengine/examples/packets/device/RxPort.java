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

/// The end that packets come out of, a byte a word. Its fields belong to the thread of the burst.
final class RxPort implements PacketPort {
    private final Loopback device;
    /// Bytes of the first packet that have left.
    private int given;

    RxPort(Loopback device) {
        this.device = device;
    }

    @Override
    public Direction direction() {
        return Direction.DEV_TO_MEM;
    }

    @Override
    public Set<BusWidth> widths() {
        return EnumSet.of(BusWidth.BYTES_1);
    }

    @Override
    public void connect(RequestLine line) {
        device.connect(false, line);
    }

    @Override
    public void disconnect() {
        device.connect(false, null);
    }

    @Override
    public int level(int wordBytes) {
        Packet packet = device.first();
        return packet == null ? 0 : packet.payload().length - given;
    }

    @Override
    public boolean lastWords() {
        return device.first() != null;
    }

    @Override
    public int burst(long address, MemorySegment memory, long offset, int words, int wordBytes) {
        MemorySegment.copy(device.first().payload(), given, memory, ValueLayout.JAVA_BYTE, offset, words);
        given += words;
        return words;
    }

    @Override
    public boolean atEnd() {
        Packet packet = device.first();
        return packet != null && given == packet.payload().length;
    }

    @Override
    public int metadata(MemorySegment area) {
        device.first().header().writeTo(area);
        return PacketHeader.BYTES;
    }

    @Override
    public void passEnd() {
        given = 0;
        device.left();
    }

    @Override
    public void beginPacket(MemorySegment metadata, long payload) {
        throw unsupported();
    }

    @Override
    public void endPacket() {
        throw unsupported();
    }

    @Override
    public void abandonPacket() {
        throw unsupported();
    }

    private static UnsupportedOperationException unsupported() {
        return new UnsupportedOperationException("packets come out here, none goes in");
    }
}

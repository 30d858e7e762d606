package org.dmaengine.controller.fifo.stubs;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.dmaengine.Direction;
import org.dmaengine.fifo.PacketPort;

/// A [HandPort] of packets.
public final class HandPacketPort extends HandPort implements PacketPort {
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private int claimed = -1;

    public HandPacketPort(Direction direction) {
        super(direction);
    }

    /// A packet from the device ends here and has this metadata.
    public void endPacketWith(int... metadata) {
        byte[] bytes = new byte[metadata.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) metadata[i];
        }
        waiting.add(bytes);
        end();
    }

    /// It says that its metadata has so many bytes, whatever it has.
    public void claimsMetadata(int bytes) {
        claimed = bytes;
    }

    @Override
    public int metadata(MemorySegment area) {
        byte[] bytes = waiting.remove();
        MemorySegment.copy(bytes, 0, area, ValueLayout.JAVA_BYTE, 0, bytes.length);
        return claimed < 0 ? bytes.length : claimed;
    }

    @Override
    public void beginPacket(MemorySegment metadata, long payload) {
        note("beginPacket " + (metadata == null ? null : Arrays.toString(metadata.toArray(ValueLayout.JAVA_BYTE))) + " " + payload);
    }

    @Override
    public void endPacket() {
        note("endPacket");
    }

    @Override
    public void abandonPacket() {
        note("abandonPacket");
    }
}

package org.dmaengine.examples.packets;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// What travels beside the payload of a packet, as the metadata of its transfer.
///
/// ```text
/// byte 0       4            8                    16
///     | flow   | sequence   | time stamp, ns     |       high end first
/// ```
///
/// @param flow      whose packet it is
/// @param sequence  number within the flow
/// @param timestamp when it arrived, by the device's clock; 0 on the way to the device
public record PacketHeader(int flow, int sequence, long timestamp) {
    /// Bytes of a header.
    public static final int BYTES = 16;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int SEQUENCE = 4;
    private static final int TIMESTAMP = 8;

    /// Room for one in which none has been written.
    static MemorySegment blank() {
        return MemorySegment.ofArray(new byte[BYTES]).fill((byte) -1);
    }

    /// Says whether one has been written there; no device's clock shows -1.
    static boolean isIn(MemorySegment bytes) {
        return bytes.get(LONG, TIMESTAMP) != -1;
    }

    /// Reads one.
    public static PacketHeader from(MemorySegment bytes) {
        return new PacketHeader(bytes.get(INT, 0), bytes.get(INT, SEQUENCE), bytes.get(LONG, TIMESTAMP));
    }

    /// Writes it.
    public void writeTo(MemorySegment bytes) {
        bytes.set(INT, 0, flow);
        bytes.set(INT, SEQUENCE, sequence);
        bytes.set(LONG, TIMESTAMP, timestamp);
    }

    /// The same, arrived at this time.
    public PacketHeader at(long time) {
        return new PacketHeader(flow, sequence, time);
    }
}

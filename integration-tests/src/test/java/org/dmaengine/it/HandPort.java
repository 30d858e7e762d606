package org.dmaengine.it;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.atomic.AtomicLong;
import org.dmaengine.Direction;
import org.dmaengine.fifo.PacketPort;
import org.dmaengine.fifo.RequestLine;

/// A peripheral in the test's hand: it gives or takes bytes only when told to.
///
/// What it gives counts 0, 1, 2, ...; what it takes can be looked at. Metadata towards it is kept; that from it is the number of the
/// packet.
final class HandPort implements PacketPort {
    private final Direction direction;
    private final AtomicLong allowed = new AtomicLong();
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private volatile RequestLine line;
    private volatile byte[] lastHeader = {};
    private volatile long packetLength = Long.MAX_VALUE;
    private long inPacket;
    private byte packets;
    private byte next;

    HandPort(Direction direction) {
        this.direction = direction;
    }

    /// Lets it give or take so many bytes more.
    void move(long bytes) {
        allowed.addAndGet(bytes);
        RequestLine now = line;
        if (now != null) {
            now.raise();
        }
    }

    /// From now on it says after each so many bytes that a packet ends there.
    void endAfter(long bytes) {
        inPacket = 0;
        packetLength = bytes;
    }

    byte[] taken() {
        synchronized (taken) {
            return taken.toByteArray();
        }
    }

    byte[] lastHeader() {
        return lastHeader;
    }

    @Override
    public Direction direction() {
        return direction;
    }

    @Override
    public void connect(RequestLine newLine) {
        line = newLine;
    }

    @Override
    public void disconnect() {
        line = null;
    }

    @Override
    public int level(int wordBytes) {
        return (int) (Math.min(allowed.get(), packetLength - inPacket) / wordBytes);
    }

    @Override
    public boolean lastWords() {
        return level(1) == packetLength - inPacket;
    }

    @Override
    public int burst(long address, MemorySegment memory, long offset, int words, int wordBytes) {
        long bytes = (long) words * wordBytes;
        if (direction == Direction.DEV_TO_MEM) {
            for (long i = 0; i < bytes; i++) {
                memory.set(ValueLayout.JAVA_BYTE, offset + i, next++);
            }
            inPacket += bytes;
        } else {
            synchronized (taken) {
                taken.writeBytes(memory.asSlice(offset, bytes).toArray(ValueLayout.JAVA_BYTE));
            }
        }
        allowed.addAndGet(-bytes);
        return words;
    }

    @Override
    public boolean atEnd() {
        return inPacket == packetLength;
    }

    @Override
    public void passEnd() {
        inPacket = 0;
    }

    @Override
    public int metadata(MemorySegment area) {
        area.set(ValueLayout.JAVA_BYTE, 0, ++packets);
        return 1;
    }

    @Override
    public void beginPacket(MemorySegment metadata, long payload) {
        if (metadata != null) {
            lastHeader = metadata.toArray(ValueLayout.JAVA_BYTE);
        }
    }

    @Override
    public void endPacket() {
        // the bytes are kept as they come
    }

    @Override
    public void abandonPacket() {
        // the bytes are kept as they come
    }
}

package org.dmaengine.fifo.tck;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.dmaengine.BusWidth;
import org.dmaengine.Direction;
import org.dmaengine.ExtendedSlaveConfig;
import org.dmaengine.SlaveConfig;
import org.dmaengine.fifo.FifoSlaveConfig;
import org.dmaengine.fifo.PacketPort;
import org.dmaengine.fifo.RequestLine;
import org.dmaengine.tck.PacketPeripheral;

/// A peripheral of one direction: a port for the controller, a device in the kit's hands.
///
/// Thread-safe: the kit puts bytes in on its thread while the controller moves some on another. The line is raised without the lock.
public final class KitPort implements PacketPort, PacketPeripheral {
    private static final BusWidth WIDTH = BusWidth.BYTES_4;
    private static final int BURST = 4;
    private static final int NOWHERE = -1;
    private static final byte[] NONE = {};

    private final Direction direction;
    private final int requestLine;
    private final ByteArrayOutputStream moved = new ByteArrayOutputStream();
    private final UnaryOperator<FifoSlaveConfig> terms;
    private final Runnable gone;
    private byte[] given = NONE;
    private int room;
    private int end = NOWHERE;
    private String failure;
    private byte[] metadata = NONE;
    private RequestLine line;

    /// @param direction   `DEV_TO_MEM` or `MEM_TO_DEV`
    /// @param requestLine the line that it is to be wired to
    /// @param terms       what a client configures beside width, burst and line
    /// @param gone        called when the kit needs it no more
    public KitPort(Direction direction, int requestLine, UnaryOperator<FifoSlaveConfig> terms, Runnable gone) {
        this.direction = direction;
        this.requestLine = requestLine;
        this.terms = terms;
        this.gone = gone;
    }

    // ---- the controller ----

    @Override
    public Direction direction() {
        return direction;
    }

    @Override
    public Set<BusWidth> widths() {
        return EnumSet.of(WIDTH);
    }

    @Override
    public synchronized void connect(RequestLine newLine) {
        if (line != null) {
            throw new IllegalStateException("another controller uses this port");
        }
        line = newLine;
    }

    @Override
    public synchronized void disconnect() {
        line = null;
    }

    private int movable() {
        int all = direction == Direction.DEV_TO_MEM ? given.length - moved.size() : room;
        return end == NOWHERE ? all : Math.min(all, end - moved.size());
    }

    @Override
    public synchronized int level(int wordBytes) throws IOException {
        int words = movable() / wordBytes;
        if (words == 0 && failure != null) {
            throw new IOException(failure);
        }
        return words;
    }

    @Override
    public synchronized boolean lastWords() {
        return failure != null || end != NOWHERE;
    }

    @Override
    public synchronized int burst(long address, MemorySegment memory, long offset, int words, int wordBytes) {
        int bytes = words * wordBytes;
        if (direction == Direction.DEV_TO_MEM) {
            MemorySegment.copy(given, moved.size(), memory, ValueLayout.JAVA_BYTE, offset, bytes);
            moved.write(given, moved.size(), bytes);
        } else {
            byte[] taken = new byte[bytes];
            MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, offset, taken, 0, bytes);
            moved.write(taken, 0, bytes);
            room -= bytes;
        }
        return words;
    }

    @Override
    public synchronized boolean atEnd() {
        return end == moved.size();
    }

    @Override
    public synchronized void passEnd() {
        end = NOWHERE;
    }

    @Override
    public synchronized int metadata(MemorySegment area) {
        MemorySegment.copy(metadata, 0, area, ValueLayout.JAVA_BYTE, 0, metadata.length);
        return metadata.length;
    }

    @Override
    public synchronized void beginPacket(MemorySegment itsMetadata, long payload) {
        metadata = itsMetadata == null ? NONE : itsMetadata.toArray(ValueLayout.JAVA_BYTE);
    }

    @Override
    public void endPacket() {
        // nobody waits for whole packets
    }

    @Override
    public void abandonPacket() {
        // nor drops the others
    }

    // ---- the kit ----

    @Override
    public int wordBytes() {
        return WIDTH.bytes();
    }

    @Override
    public ExtendedSlaveConfig config() {
        return terms.apply(config(requestLine));
    }

    /// How a client configures a channel for a port on this line.
    static FifoSlaveConfig config(int requestLine) {
        return FifoSlaveConfig.of(SlaveConfig.builder().source(0, WIDTH, BURST).destination(0, WIDTH, BURST).deviceFlowControl(true)
                .build())
                .withRequestLine(requestLine);
    }

    @Override
    public int requestLine() {
        return requestLine;
    }

    @Override
    public void offer(byte[] words) {
        synchronized (this) {
            int at = given.length;
            given = Arrays.copyOf(given, at + words.length);
            System.arraycopy(words, 0, given, at, words.length);
        }
        raise();
    }

    @Override
    public synchronized int left() {
        return given.length - moved.size();
    }

    @Override
    public void room(int bytes) {
        synchronized (this) {
            room += bytes;
        }
        raise();
    }

    @Override
    public synchronized byte[] taken() {
        return moved.toByteArray();
    }

    @Override
    public boolean end() {
        synchronized (this) {
            end = direction == Direction.DEV_TO_MEM ? given.length : moved.size() + room;
        }
        raise();
        return true;
    }

    @Override
    public void endPacket(byte[] itsMetadata) {
        synchronized (this) {
            metadata = itsMetadata;
        }
        end();
    }

    @Override
    public synchronized byte[] metadata() {
        return metadata;
    }

    @Override
    public boolean fail(String why) {
        synchronized (this) {
            failure = why;
        }
        raise();
        return true;
    }

    private void raise() {
        RequestLine now;
        synchronized (this) {
            now = line;
        }
        if (now != null) {
            now.raise();
        }
    }

    @Override
    public void close() {
        gone.run();
    }
}

package org.dmaengine.examples.uart.device;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.EnumSet;
import java.util.Set;
import org.dmaengine.BusWidth;
import org.dmaengine.Direction;
import org.dmaengine.fifo.FifoPort;
import org.dmaengine.fifo.RequestLine;

/// One FIFO of a UART: the controller moves bytes on one side, the line on the other. Its own lock guards it; the request line is raised without.
final class ByteFifo implements FifoPort {
    private final Direction direction;
    private final int reserved;
    // Guarded by this.
    private final byte[] bytes;
    private long put;
    private long taken;
    private long losses;
    private RequestLine line;
    private String broken;

    /// @param reserved places that the controller is not told of, for the processor
    ByteFifo(Direction direction, int capacity, int reserved) {
        this.direction = direction;
        this.bytes = new byte[capacity + reserved];
        this.reserved = reserved;
    }

    // ---- the line, and the processor ----

    /// Puts a byte, if there is room.
    boolean put(byte value) {
        synchronized (this) {
            if (size() == bytes.length) {
                return false;
            }
            bytes[(int) (put++ % bytes.length)] = value;
        }
        raise();
        return true;
    }

    /// Takes the next byte.
    ///
    /// @return -1 if there is none
    int take() {
        int value;
        synchronized (this) {
            if (size() == 0) {
                return -1;
            }
            value = Byte.toUnsignedInt(bytes[(int) (taken++ % bytes.length)]);
        }
        raise();
        return value;
    }

    synchronized int size() {
        return (int) (put - taken);
    }

    synchronized boolean isFull() {
        return size() == bytes.length;
    }

    synchronized void lost() {
        losses++;
    }

    /// The device gives what it has, and then fails.
    void fail(String reason) {
        synchronized (this) {
            broken = reason;
        }
        raise();
    }

    private void raise() {
        RequestLine connected;
        synchronized (this) {
            connected = line;
        }
        if (connected != null) {
            connected.raise();
        }
    }

    // ---- the controller ----

    @Override
    public Direction direction() {
        return direction;
    }

    @Override
    public Set<BusWidth> widths() {
        return EnumSet.of(BusWidth.BYTES_1);
    }

    @Override
    public synchronized void connect(RequestLine newLine) {
        if (line != null) {
            throw new IllegalStateException("the UART's FIFO is used by another controller");
        }
        line = newLine;
    }

    @Override
    public synchronized void disconnect() {
        line = null;
    }

    @Override
    public synchronized int level(int wordBytes) throws IOException {
        int level = direction == Direction.DEV_TO_MEM ? size() : Math.max(0, bytes.length - reserved - size());
        if (broken != null && (level == 0 || direction == Direction.MEM_TO_DEV)) {
            throw new IOException(broken);
        }
        return level;
    }

    @Override
    public synchronized int burst(long address, MemorySegment memory, long offset, int words, int wordBytes) {
        for (int i = 0; i < words; i++) {
            if (direction == Direction.DEV_TO_MEM) {
                memory.set(ValueLayout.JAVA_BYTE, offset + i, bytes[(int) (taken++ % bytes.length)]);
            } else {
                bytes[(int) (put++ % bytes.length)] = memory.get(ValueLayout.JAVA_BYTE, offset + i);
            }
        }
        return words;
    }

    @Override
    public synchronized long losses() {
        return losses;
    }
}

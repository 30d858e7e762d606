package org.dmaengine.tck.reference;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.dmaengine.BusWidth;
import org.dmaengine.Direction;
import org.dmaengine.SlaveConfig;
import org.dmaengine.tck.PacketPeripheral;

/// A device of one direction, with a queue of bytes and a request line: what a driver reaches, and what the kit plays.
public final class Pipe implements PacketPeripheral {
    public static final long ADDRESS = 0x4000;
    private static final int WORD = 4;
    private static final byte[] NONE = {};

    private final Direction direction;
    private final Deque<Byte> given = new ArrayDeque<>();
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private int room;
    private boolean ended;
    private String failure;
    private byte[] metadata = NONE;
    private Runnable line = () -> { };

    public Pipe(Direction direction) {
        this.direction = direction;
    }

    // ---- the driver ----

    /// Whom to tell when there is something to do.
    public synchronized void connect(Runnable requestLine) {
        line = requestLine;
    }

    /// Bytes that can be moved now.
    public synchronized int level() throws IOException {
        int level = direction == Direction.DEV_TO_MEM ? given.size() : room;
        if (level == 0 && failure != null) {
            throw new IOException(failure);
        }
        return level;
    }

    public synchronized byte read(long address) {
        expect(address);
        return given.removeFirst();
    }

    public synchronized void write(long address, byte value) {
        expect(address);
        taken.write(value);
        room--;
    }

    private static void expect(long address) {
        if (address != ADDRESS) {
            throw new IllegalArgumentException("nothing is at bus address " + address);
        }
    }

    public synchronized boolean atEnd() {
        return ended && (direction == Direction.DEV_TO_MEM ? given.isEmpty() : room == 0);
    }

    public synchronized void passEnd() {
        ended = false;
    }

    public synchronized void begin(byte[] itsMetadata) {
        metadata = itsMetadata;
    }

    // ---- the kit ----

    @Override
    public Direction direction() {
        return direction;
    }

    @Override
    public int wordBytes() {
        return WORD;
    }

    @Override
    public SlaveConfig config() {
        return SlaveConfig.builder().source(ADDRESS, BusWidth.ofBytes(WORD), 4).destination(ADDRESS, BusWidth.ofBytes(WORD), 4)
                .deviceFlowControl(true).build();
    }

    @Override
    public void offer(byte[] words) {
        synchronized (this) {
            for (byte each : words) {
                given.addLast(each);
            }
        }
        raise();
    }

    @Override
    public synchronized int left() {
        return given.size();
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
        return taken.toByteArray();
    }

    @Override
    public boolean end() {
        synchronized (this) {
            ended = true;
        }
        raise();
        return true;
    }

    @Override
    public boolean fail(String why) {
        synchronized (this) {
            failure = why;
        }
        raise();
        return true;
    }

    @Override
    public void endPacket(byte[] itsMetadata) {
        begin(itsMetadata);
        end();
    }

    @Override
    public synchronized byte[] metadata() {
        return metadata;
    }

    /// Without the lock: whoever hears of it may look at once.
    private void raise() {
        Runnable now;
        synchronized (this) {
            now = line;
        }
        now.run();
    }
}

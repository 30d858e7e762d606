package ${package}.driver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dmaengine.BusWidth;
import org.dmaengine.Direction;
import org.dmaengine.SlaveConfig;
import org.dmaengine.tck.Peripheral;
import ${package}.DriverSlaveConfig;

/// A device in the hands of the conformance kit: gives the bytes that the kit offers, takes as many as it makes room for.
final class KitDevice implements Device, Peripheral {
    private final Direction direction;
    private final List<Runnable> requestLines = new CopyOnWriteArrayList<>();
    private final Deque<Byte> offered = new ArrayDeque<>();
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private int room;
    private String failure;

    KitDevice(Direction direction) {
        this.direction = direction;
    }

    // ---- the driver ----

    @Override
    public void connect(Runnable requestLine) {
        requestLines.add(requestLine);
    }

    @Override
    public void disconnect(Runnable requestLine) {
        requestLines.remove(requestLine);
    }

    @Override
    public synchronized int read(MemorySegment to, DriverSlaveConfig config) throws IOException {
        int bytes = some(offered.size(), to);
        int i = 0;
        for (byte each : offered.stream().limit(bytes).toList()) {
            to.set(ValueLayout.JAVA_BYTE, i, each); // throws if the memory has gone; nothing has been taken out then
            i++;
        }
        for (int removed = 0; removed < bytes; removed++) {
            offered.removeFirst();
        }
        return bytes;
    }

    @Override
    public synchronized int write(MemorySegment from, DriverSlaveConfig config) throws IOException {
        int bytes = some(room, from);
        taken.writeBytes(from.asSlice(0, bytes).toArray(ValueLayout.JAVA_BYTE));
        room -= bytes;
        return bytes;
    }

    private int some(int possible, MemorySegment memory) throws IOException {
        if (possible == 0 && failure != null) {
            throw new IOException(failure);
        }
        return (int) Math.min(possible, memory.byteSize());
    }

    // ---- the kit ----

    @Override
    public Direction direction() {
        return direction;
    }

    @Override
    public int wordBytes() {
        return 1;
    }

    @Override
    public DriverSlaveConfig config() {
        return DriverSlaveConfig.of(SlaveConfig.builder().source(0, BusWidth.BYTES_1, 1).destination(0, BusWidth.BYTES_1, 1).build());
    }

    @Override
    public void offer(byte[] words) {
        synchronized (this) {
            for (byte each : words) {
                offered.addLast(each);
            }
        }
        requestLines.forEach(Runnable::run);
    }

    @Override
    public synchronized int left() {
        return offered.size();
    }

    @Override
    public void room(int bytes) {
        synchronized (this) {
            room += bytes;
        }
        requestLines.forEach(Runnable::run);
    }

    @Override
    public synchronized byte[] taken() {
        return taken.toByteArray();
    }

    @Override
    public boolean fail(String why) {
        synchronized (this) {
            failure = why;
        }
        requestLines.forEach(Runnable::run);
        return true;
    }
}

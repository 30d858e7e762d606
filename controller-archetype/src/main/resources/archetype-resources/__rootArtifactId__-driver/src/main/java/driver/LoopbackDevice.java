package ${package}.driver;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import ${package}.DriverSlaveConfig;

/// Stands in for the hardware until that is there: what is written can be read, in the order in which it came.
final class LoopbackDevice implements Device {
    private static final int INVERTING = 0xff;

    private final List<Runnable> requestLines = new CopyOnWriteArrayList<>();
    private final byte[] bytes;
    private int first;
    private int level;

    /// A device that holds so many bytes.
    LoopbackDevice(int capacity) {
        bytes = new byte[capacity];
    }

    @Override
    public void connect(Runnable requestLine) {
        requestLines.add(requestLine);
    }

    @Override
    public void disconnect(Runnable requestLine) {
        requestLines.remove(requestLine);
    }

    @Override
    public int read(MemorySegment to, DriverSlaveConfig config) {
        int some = take(to, config.inverted() ? INVERTING : 0);
        request(some);
        return some;
    }

    private synchronized int take(MemorySegment to, int mask) {
        int some = (int) Math.min(level, to.byteSize());
        for (int i = 0; i < some; i++) {
            to.set(ValueLayout.JAVA_BYTE, i, (byte) (bytes[(first + i) % bytes.length] ^ mask));
        }
        first = (first + some) % bytes.length;
        level -= some;
        return some;
    }

    @Override
    public int write(MemorySegment from, DriverSlaveConfig config) {
        int some = put(from, config.inverted() ? INVERTING : 0);
        request(some);
        return some;
    }

    private synchronized int put(MemorySegment from, int mask) {
        int some = (int) Math.min(bytes.length - level, from.byteSize());
        for (int i = 0; i < some; i++) {
            bytes[(first + level + i) % bytes.length] = (byte) (from.get(ValueLayout.JAVA_BYTE, i) ^ mask);
        }
        level += some;
        return some;
    }

    /// What one side has moved is what the other may be waiting for. Told without the lock.
    private void request(int moved) {
        if (moved > 0) {
            requestLines.forEach(Runnable::run);
        }
    }
}

package org.dmaengine.it;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongUnaryOperator;
import org.dmaengine.Direction;
import org.dmaengine.fifo.FifoPort;
import org.dmaengine.fifo.RequestLine;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/// A peripheral that gives bytes, or words, that count 0, 1, 2, ..., or takes them and looks whether they do. It says what it did not like: two
/// threads inside at once, a call while nobody has connected, a byte out of turn.
final class CountingPort implements FifoPort {
    private final Direction direction;
    private final LongUnaryOperator byteAt;
    private final AtomicLong ready = new AtomicLong();
    private final AtomicReference<Thread> inside = new AtomicReference<>();
    private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());
    private final AtomicReference<RequestLine> line = new AtomicReference<>();
    private volatile Runnable insideBurst = () -> { };
    private volatile long moved;
    private volatile long bursts;
    private ServiceRegistration<FifoPort> registration;

    CountingPort(Direction direction) {
        this(direction, position -> position);
    }

    private CountingPort(Direction direction, LongUnaryOperator byteAt) {
        this.direction = direction;
        this.byteAt = byteAt;
    }

    /// One whose words of four bytes, the lowest first, are numbered: it notices more than 255 bytes that are lost or come twice, too.
    static CountingPort ofWords(Direction direction) {
        return new CountingPort(direction, Words::byteAt);
    }

    // ---- the test ----

    /// Registers it as a service on a line; only the test's own controller is wired to it.
    synchronized CountingPort wire(BundleContext context, Board board, int requestLine) {
        registration = context.registerService(FifoPort.class, this,
                new Hashtable<>(Map.of(REQUEST_LINE, requestLine, CONTROLLER, board.controllerName())));
        return this;
    }

    synchronized void unwire() {
        registration.unregister();
    }

    /// It has so many bytes more to give, or room for so many.
    CountingPort ready(long bytes) {
        ready.addAndGet(bytes);
        RequestLine now = line.get();
        if (now != null) {
            now.raise();
        }
        return this;
    }

    /// Runs once, in the middle of its next burst.
    void insideNextBurst(Runnable action) {
        insideBurst = () -> {
            insideBurst = () -> { };
            action.run();
        };
    }

    long moved() {
        return moved;
    }

    long bursts() {
        return bursts;
    }

    boolean isConnected() {
        return line.get() != null;
    }

    List<String> complaints() {
        return List.copyOf(complaints);
    }

    // ---- the controller ----

    @Override
    public Direction direction() {
        return direction;
    }

    @Override
    public void connect(RequestLine newLine) {
        if (!line.compareAndSet(null, newLine)) {
            throw new IllegalStateException("in use");
        }
    }

    @Override
    public void disconnect() {
        if (inside.get() != null) {
            complaints.add("disconnected while " + inside.get() + " is inside");
        }
        line.set(null);
    }

    @Override
    public int level(int wordBytes) {
        enter();
        try {
            return (int) Math.min(1 << 20, ready.get() / wordBytes);
        } finally {
            inside.set(null);
        }
    }

    @Override
    public int burst(long address, MemorySegment memory, long offset, int words, int wordBytes) {
        enter();
        try {
            insideBurst.run();
            long bytes = (long) words * wordBytes;
            for (long i = 0; i < bytes; i++) {
                byte expected = (byte) byteAt.applyAsLong(moved + i);
                if (direction == Direction.DEV_TO_MEM) {
                    memory.set(ValueLayout.JAVA_BYTE, offset + i, expected);
                } else if (memory.get(ValueLayout.JAVA_BYTE, offset + i) != expected) {
                    complaints.add("byte " + (moved + i) + " is " + memory.get(ValueLayout.JAVA_BYTE, offset + i));
                    break;
                }
            }
            moved += bytes;
            bursts++;
            ready.addAndGet(-bytes);
            return words;
        } finally {
            inside.set(null);
        }
    }

    private void enter() {
        Thread other = inside.getAndSet(Thread.currentThread());
        if (other != null) {
            complaints.add(Thread.currentThread() + " comes in while " + other + " is inside");
        }
        if (line.get() == null) {
            complaints.add("called by " + Thread.currentThread() + " while nobody is connected");
        }
    }
}

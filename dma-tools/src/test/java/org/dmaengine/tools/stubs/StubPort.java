package org.dmaengine.tools.stubs;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.dmaengine.Direction;
import org.dmaengine.endpoints.EndpointPort;
import org.dmaengine.fifo.RequestLine;

/// An endpoint in memory: a source gives its bytes and is at its end, a sink keeps what it takes.
public final class StubPort implements EndpointPort {
    /// Words that level answers at most.
    public int most = Integer.MAX_VALUE;
    /// Thrown by level, if set and so many bytes have been moved.
    public volatile IOException failure;
    public volatile int failsAfter;
    /// Bytes that are in its buffer, not yet with its device.
    public volatile int buffered;
    /// A source that is not at its end when it has given its bytes.
    public volatile boolean endless;
    /// A sink whose device takes nothing more of what is buffered.
    public volatile boolean stuck;
    /// How long a burst takes.
    public volatile long nanosPerBurst;
    /// Makes every level a chance one, if set.
    public Random random;
    /// Whether the end has been passed.
    public boolean endPassed;

    private final Direction direction;
    private volatile byte[] bytes;
    private volatile int moved;
    private volatile RequestLine line;
    private final CountDownLatch finishing = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    private StubPort(Direction direction, byte[] bytes) {
        this.direction = direction;
        this.bytes = bytes;
    }

    public static StubPort source(byte... bytes) {
        return new StubPort(Direction.DEV_TO_MEM, bytes);
    }

    public static StubPort sink() {
        return new StubPort(Direction.MEM_TO_DEV, new byte[0]);
    }

    /// What a sink has taken.
    public byte[] taken() {
        return bytes.clone();
    }

    /// The wire of its controller, null if none is connected.
    public RequestLine line() {
        return line;
    }

    @Override
    public String endpoint() {
        return "stub:";
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
    public int level(int wordBytes) throws IOException {
        if (failure != null && moved >= failsAfter) {
            throw failure;
        }
        int some = random == null ? most : 1 + random.nextInt(most);
        int there = direction == Direction.MEM_TO_DEV ? some : Math.min(some, (bytes.length - moved) / wordBytes);
        return failure == null ? there : Math.min(there, (failsAfter - moved) / wordBytes);
    }

    @Override
    public int burst(long address, MemorySegment memory, long offset, int words, int wordBytes) throws IOException {
        int count = Math.min(words, level(wordBytes)) * wordBytes;
        if (direction == Direction.DEV_TO_MEM) {
            MemorySegment.copy(bytes, moved, memory, ValueLayout.JAVA_BYTE, offset, count);
        } else {
            bytes = Arrays.copyOf(bytes, moved + count);
            MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, offset, bytes, moved, count);
        }
        moved += count;
        LockSupport.parkNanos(nanosPerBurst);
        return count / wordBytes;
    }

    @Override
    public boolean atEnd() {
        return direction == Direction.DEV_TO_MEM && !endless && !endPassed && moved == bytes.length;
    }

    @Override
    public void passEnd() {
        endPassed = true;
    }

    @Override
    public long moved() {
        return moved;
    }

    @Override
    public long passed() {
        return moved - buffered;
    }

    @Override
    public void finish(Duration timeout) throws IOException {
        finishing.countDown();
        try {
            if (stuck && !closed.await(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IOException("stub: " + buffered + " bytes not taken");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stub: interrupted");
        }
    }

    /// Waits until somebody waits for the device.
    public void awaitFinishing() throws InterruptedException {
        if (!finishing.await(10, TimeUnit.SECONDS)) {
            throw new AssertionError("nobody has asked the sink to finish");
        }
    }

    public boolean isClosed() {
        return closed.getCount() == 0;
    }

    @Override
    public void close() {
        closed.countDown();
    }
}

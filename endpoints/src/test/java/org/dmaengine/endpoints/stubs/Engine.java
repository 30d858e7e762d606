package org.dmaengine.endpoints.stubs;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.dmaengine.fifo.FifoPort;
import org.dmaengine.fifo.RequestLine;

/// What a FIFO controller does with a port: looks, moves a burst, and waits for a raise when the level is too low. Never polls, so
/// that a raise that is lost fails the test.
public final class Engine implements RequestLine, AutoCloseable {
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    private final FifoPort port;
    private final Semaphore raised = new Semaphore(0);
    private final int burstWords;

    public Engine(FifoPort port, int burstWords) {
        this.port = port;
        this.burstWords = burstWords;
        port.connect(this);
    }

    @Override
    public void raise() {
        raised.release();
    }

    /// Raises so far that nobody has waited for.
    public int raises() {
        return raised.availablePermits();
    }

    /// Waits for a level of at least one word.
    public int awaitLevel(int wordBytes) throws IOException {
        while (true) {
            raised.drainPermits();
            int level = port.level(wordBytes);
            if (level > 0) {
                return level;
            }
            if (port.atEnd()) {
                return 0;
            }
            awaitRaise();
        }
    }

    /// Waits for a level of at least so many words, as for a watermark.
    public void awaitWatermark(int words, int wordBytes) throws IOException {
        while (true) {
            raised.drainPermits();
            if (port.level(wordBytes) >= words || port.lastWords()) {
                return;
            }
            awaitRaise();
        }
    }

    public void awaitRaise() {
        try {
            assertTrue(raised.tryAcquire(PATIENCE.toNanos(), TimeUnit.NANOSECONDS), () -> "no raise from " + port + " within " + PATIENCE);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// Takes bytes from a source until there are so many, or it has come to its end.
    public byte[] take(int bytes, int wordBytes) throws IOException {
        MemorySegment memory = MemorySegment.ofArray(new byte[bytes]);
        int done = 0;
        while (done < bytes) {
            int level = awaitLevel(wordBytes);
            if (level == 0) {
                break;
            }
            int words = Math.min(Math.min(level, burstWords), (bytes - done) / wordBytes);
            done += port.burst(0, memory, done, words, wordBytes) * wordBytes;
        }
        return Arrays.copyOf(memory.toArray(ValueLayout.JAVA_BYTE), done);
    }

    /// Puts all bytes into a sink.
    public void put(byte[] bytes, int wordBytes) throws IOException {
        MemorySegment memory = MemorySegment.ofArray(bytes);
        for (int done = 0; done < bytes.length;) {
            int words = Math.min(Math.min(awaitLevel(wordBytes), burstWords), (bytes.length - done) / wordBytes);
            done += port.burst(0, memory, done, words, wordBytes) * wordBytes;
        }
    }

    @Override
    public void close() {
        port.disconnect();
    }
}

package org.dmaengine.endpoints.serial;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.dmaengine.fifo.FifoPort;
import org.dmaengine.fifo.RequestLine;

/// What a controller does with a port, in bursts of words of one byte. It never polls.
final class StubEngine implements RequestLine {
    private static final int BURST = 256;

    private final FifoPort port;
    private final Semaphore raised = new Semaphore(0);

    StubEngine(FifoPort port) {
        this.port = port;
        port.connect(this);
    }

    @Override
    public void raise() {
        raised.release();
    }

    byte[] take(int length) throws IOException, InterruptedException {
        MemorySegment bytes = MemorySegment.ofArray(new byte[length]);
        move(bytes);
        return bytes.toArray(ValueLayout.JAVA_BYTE);
    }

    void give(byte... bytes) throws IOException, InterruptedException {
        move(MemorySegment.ofArray(bytes));
    }

    private void move(MemorySegment bytes) throws IOException, InterruptedException {
        for (long done = 0; done < bytes.byteSize();) {
            done += port.burst(0, bytes, done, (int) Math.min(awaitLevel(), bytes.byteSize() - done), 1);
        }
    }

    private int awaitLevel() throws IOException, InterruptedException {
        while (true) {
            raised.drainPermits();
            int level = port.level(1);
            if (level > 0) {
                return Math.min(level, BURST);
            }
            if (!raised.tryAcquire(PseudoTerminal.PATIENCE, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("the request line was not raised in " + PseudoTerminal.PATIENCE + " ms");
            }
        }
    }
}

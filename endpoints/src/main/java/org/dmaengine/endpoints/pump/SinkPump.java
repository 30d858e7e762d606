package org.dmaengine.endpoints.pump;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import org.dmaengine.Direction;
import org.dmaengine.endpoints.PumpedDevice;
import org.dmaengine.endpoints.PumpedPort;

/// Writes to a device what the engine has put into the buffer.
public final class SinkPump extends Pump {
    /// A burst soon after the last one is given that long to be joined by others: one system call for all of them, and no wake-up for each.
    /// The first one after a pause goes at once.
    private static final long GATHER_NANOS = 100_000;

    private SinkPump(String endpoint, PumpedDevice device, int buffer) {
        super(endpoint, Direction.MEM_TO_DEV, device, buffer);
    }

    public static PumpedPort start(String endpoint, PumpedDevice device, int buffer) {
        SinkPump pump = new SinkPump(endpoint, device, buffer);
        pump.start();
        return pump;
    }

    // ---- thread of the pump ----

    @Override
    void pump() throws IOException {
        int piece = ring.capacity() / 4; // the engine fills the rest meanwhile
        while (!closed) {
            int bytes = ring.readable();
            if (bytes == 0) {
                if (finishing) { // first: what was put before it is seen by the next look
                    if (ring.readable() == 0) {
                        device.finish();
                        return;
                    }
                } else {
                    sleepFor(1, 0);
                }
                continue;
            }
            ring.takeBytes(device.write(ring.content(piece)));
            request.changed();
            if (ring.readable() < piece) {
                sleepFor(piece, GATHER_NANOS);
            }
        }
    }

    @Override
    int available() {
        return ring.readable();
    }

    @Override
    String extent() {
        long left = ring.readable();
        return " after " + ring.taken() + " bytes" + (left == 0 ? "" : ", " + left + " more were waiting for it");
    }

    // ---- threads of the engine ----

    @Override
    public int level(int wordBytes) throws IOException {
        request.watch();
        checkAlive();
        if (finishing) {
            throw new IOException(endpoint() + ": the port was finished after " + ring.put() + " bytes and takes no more; open it again");
        }
        return ring.writable() / wordBytes;
    }

    @Override
    public int burst(long address, MemorySegment memory, long offset, int words, int wordBytes) throws IOException {
        int room = Math.min(words, level(wordBytes));
        ring.put(memory, offset, room * wordBytes);
        wakeIfDue();
        return room;
    }

    /// What the port has taken and the device never will.
    @Override
    public long losses() {
        return isOver() ? ring.readable() : 0;
    }

    // ---- any thread ----

    @Override
    public long moved() {
        return ring.put();
    }

    @Override
    public long passed() {
        return ring.taken();
    }

    @Override
    public void finish(Duration timeout) throws IOException {
        requestEnd();
        boolean ended = awaitEnd(timeout);
        try {
            checkAlive();
        } catch (IOException e) {
            // Behind an open that succeeded, the reason says it already.
            throw ring.readable() == 0 || hasFailed() && !hasFailedToOpen() ? e : new IOException(e.getMessage() + "; " + notTaken(), e);
        }
        if (!ended && ring.readable() == 0) {
            throw new IOException(endpoint() + ": all " + ring.put() + " bytes are written, but the other side has not ended after " + timeout.toMillis() + " ms");
        }
        if (!ended) {
            throw new IOException(endpoint() + ": after " + timeout.toMillis() + " ms " + notTaken()
                    + "; the port goes on trying until it is closed");
        }
    }

    private String notTaken() {
        return ring.readable() + " of " + ring.put() + " bytes not taken by the device";
    }
}

package org.dmaengine.endpoints.pump;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import org.dmaengine.Direction;
import org.dmaengine.endpoints.PumpedDevice;
import org.dmaengine.endpoints.PumpedPort;

/// Reads a device into the buffer, for the engine to take from.
public final class SourcePump extends Pump {
    // Of the engine's threads only.
    private int wordBytes = 1;
    private boolean endPassed;
    /// The level that was told last was told behind the device's last byte.
    private boolean lastTold;
    /// Bytes at the end that did not fill a word.
    private volatile int odd;
    /// The engine's last look has found too little, so that the buffer is filled as far as it goes.
    private volatile boolean moreWanted;

    private SourcePump(String endpoint, PumpedDevice device, int buffer) {
        super(endpoint, Direction.DEV_TO_MEM, device, buffer);
    }

    public static PumpedPort start(String endpoint, PumpedDevice device, int buffer) {
        SourcePump pump = new SourcePump(endpoint, device, buffer);
        pump.start();
        return pump;
    }

    // ---- thread of the pump ----

    @Override
    void pump() throws IOException {
        // Nobody waits for bytes while the buffer is full of them: a read begins when it is worth a system call.
        int worthwhile = ring.capacity() / 4;
        while (!closed && !finishing) {
            if (available() < worthwhile) {
                sleepFor(worthwhile, 0);
                continue;
            }
            int bytes = device.read(ring.room(ring.capacity()));
            if (bytes < 0) {
                return;
            }
            ring.putBytes(bytes);
            request.changed();
        }
    }

    /// While the engine waits for more, any room counts as much.
    @Override
    int available() {
        int room = ring.writable();
        return moreWanted && room > 0 ? ring.capacity() : room;
    }

    @Override
    boolean isWantedEnd() {
        return closed || finishing;
    }

    @Override
    String extent() {
        return " after " + ring.put() + " bytes";
    }

    // ---- threads of the engine ----

    @Override
    public int level(int wordBytes) throws IOException {
        this.wordBytes = wordBytes;
        request.watch();
        boolean last = isOver(); // before the positions: they are then the last
        lastTold = last;
        int words = closed ? 0 : ring.readable() / wordBytes;
        if (words == 0 && (last || closed)) {
            dropOddBytes();
            checkAlive();
            if (endPassed) {
                throw new EOFException("the stream of " + endpoint() + " has ended after " + ring.put() + " bytes" + oddBytes());
            }
        }
        return words;
    }

    @Override
    public boolean lastWords() {
        if (!moreWanted) {
            moreWanted = true;
            wakeIfDue();
        }
        return lastTold;
    }

    @Override
    public int burst(long address, MemorySegment memory, long offset, int words, int wordBytes) throws IOException {
        int there = Math.min(words, level(wordBytes));
        ring.take(memory, offset, there * wordBytes);
        if (moreWanted) {
            moreWanted = false;
        }
        wakeIfDue();
        return there;
    }

    @Override
    public boolean atEnd() {
        boolean last = isOver();
        if (!last || endPassed || closed || hasFailed() || ring.readable() >= wordBytes) {
            return false;
        }
        dropOddBytes();
        return true;
    }

    @Override
    public void passEnd() {
        endPassed = true;
    }

    private void dropOddBytes() {
        int left = ring.readable();
        if (left != 0 && !closed) {
            odd = left;
            ring.takeBytes(left);
        }
    }

    private String oddBytes() {
        return odd == 0 ? "" : "; the last " + odd + " do not fill a word of " + wordBytes + " and were dropped";
    }

    @Override
    public long losses() {
        return odd;
    }

    // ---- any thread ----

    @Override
    public long moved() {
        return ring.taken() - odd;
    }

    @Override
    public long passed() {
        return ring.put();
    }

    @Override
    public void finish(Duration timeout) throws IOException {
        requestEnd();
        closeDevice();
        if (!awaitEnd(timeout)) {
            throw new IOException(endpoint() + ": still reading after " + timeout.toMillis() + " ms; close it");
        }
    }
}

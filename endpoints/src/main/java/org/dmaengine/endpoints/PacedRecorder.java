package org.dmaengine.endpoints;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.dmaengine.Direction;

/// A level of 0 is an empty FIFO.
final class PacedRecorder extends PacedPort {
    private final Recorder device;
    private boolean endPassed;

    PacedRecorder(String endpoint, Pace pace, Recorder device, PaceClock clock) {
        super(endpoint, Direction.DEV_TO_MEM, pace, clock);
        this.device = device;
    }

    @Override
    int level() {
        return held();
    }

    @Override
    void pass(int words) {
        for (int left = words * pace.wordBytes(); left > 0;) {
            ByteBuffer piece = fifo.room(left);
            int bytes = piece.remaining();
            device.record(words(piece));
            fifo.putBytes(bytes);
            left -= bytes;
        }
    }

    @Override
    void miss(long words) {
        device.skip(words);
    }

    @Override
    void checkOpen() throws IOException {
        if (endPassed) {
            throw new EOFException("the stream of " + endpoint() + " has ended after " + fifo.put() + " bytes");
        }
    }

    @Override
    public synchronized int burst(long address, MemorySegment memory, long offset, int words, int wordBytes) throws IOException {
        int there = Math.min(words, level(wordBytes));
        fifo.take(memory, offset, there * wordBytes);
        return there;
    }

    @Override
    public synchronized boolean lastWords() {
        return finishing;
    }

    @Override
    public synchronized boolean atEnd() {
        return finishing && !endPassed && held() == 0;
    }

    @Override
    public synchronized void passEnd() {
        endPassed = true;
    }
}

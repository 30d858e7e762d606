package org.dmaengine.endpoints;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.dmaengine.Direction;

/// A level of 0 is a full FIFO.
final class PacedPlayer extends PacedPort {
    private final Player device;

    PacedPlayer(String endpoint, Pace pace, Player device, PaceClock clock) {
        super(endpoint, Direction.MEM_TO_DEV, pace, clock);
        this.device = device;
    }

    @Override
    int level() {
        return pace.depth() - held();
    }

    @Override
    void pass(int words) {
        for (int left = words * pace.wordBytes(); left > 0;) {
            ByteBuffer piece = fifo.content(left);
            int bytes = piece.remaining();
            device.play(words(piece));
            fifo.takeBytes(bytes);
            left -= bytes;
        }
    }

    @Override
    void miss(long words) {
        device.silence(words);
    }

    @Override
    void checkOpen() throws IOException {
        if (finishing) {
            throw new IOException(endpoint() + ": the port was finished after " + fifo.put() + " bytes and takes no more; make another");
        }
    }

    @Override
    public synchronized int burst(long address, MemorySegment memory, long offset, int words, int wordBytes) throws IOException {
        int room = Math.min(words, level(wordBytes));
        fifo.put(memory, offset, room * wordBytes);
        startFirst();
        return room;
    }
}

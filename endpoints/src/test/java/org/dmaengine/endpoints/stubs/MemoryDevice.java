package org.dmaengine.endpoints.stubs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.dmaengine.endpoints.PumpedDevice;

/// Gives and takes as many bytes at a time as it likes, sometimes late; fails if it is told to.
public final class MemoryDevice implements PumpedDevice {
    private final byte[] content;
    private final Random random;
    private int given;
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    public volatile boolean finished;
    public volatile boolean closed;
    private volatile IOException failure;
    private volatile int failsAfter = Integer.MAX_VALUE;

    public MemoryDevice(byte[] content, long seed) {
        this.content = content;
        random = new Random(seed);
    }

    /// Fails when so many bytes have gone through.
    public MemoryDevice failingAfter(int bytes, IOException reason) {
        failsAfter = bytes;
        failure = reason;
        return this;
    }

    @Override
    public int read(ByteBuffer buffer) throws IOException {
        if (given >= failsAfter) {
            throw failure;
        }
        if (given == content.length) {
            return -1;
        }
        int bytes = Math.min(pieceOf(buffer), Math.min(content.length, failsAfter) - given);
        buffer.put(content, given, bytes);
        given += bytes;
        return bytes;
    }

    @Override
    public int write(ByteBuffer buffer) throws IOException {
        if (taken.size() >= failsAfter) {
            throw failure;
        }
        byte[] bytes = new byte[Math.min(pieceOf(buffer), failsAfter - taken.size())];
        buffer.get(bytes);
        taken.writeBytes(bytes);
        return bytes.length;
    }

    private int pieceOf(ByteBuffer buffer) {
        if (random.nextInt(16) == 0) {
            Thread.yield();
        }
        return 1 + random.nextInt(buffer.remaining());
    }

    /// For the time behind the end.
    public byte[] taken() {
        return taken.toByteArray();
    }

    @Override
    public void finish() {
        finished = true;
    }

    @Override
    public void close() {
        closed = true;
    }
}

package org.dmaengine.tools.stream;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.locks.LockSupport;

/// Computes a SHA-256 on a thread of its own, beside the transfers. What passes the sink is copied here, so that the ring between
/// the ports can be small and is free again at once; a copy costs a tenth of the digest.
///
/// One thread adds at a time, as one drives the sink's port. Each counter has one writer and is volatile: whoever sees it sees the bytes
/// below it. The digester sleeps until half of the buffer is full, since waking it for each burst would cost more than
/// the digest. It then first moves its counter and then raises the sink: now
/// and then, since that wakes as well, and always behind the last byte that it has seen.
final class Digester implements AutoCloseable {
    private static final int SIZE = 2 << 20;
    private static final int BATCH = SIZE / 2;
    private static final int CHUNK = 64 << 10;
    private static final int RAISE = SIZE / 4;

    private final byte[] buffer = new byte[SIZE];
    private final MessageDigest digest = sha256();
    private final Thread thread = Thread.ofPlatform().daemon().name("dma-stream-digest").unstarted(this::run);
    private Runnable onRoom = () -> { };
    private volatile long added;
    private volatile long digested;
    private volatile boolean complete;
    private volatile boolean stopped;
    private volatile boolean asleep;

    /// @param listener hears that there is room again; on the digester's thread
    void start(Runnable listener) {
        onRoom = listener;
        thread.start();
    }

    /// Bytes that can be added now.
    long room() {
        return SIZE - (added - digested);
    }

    /// Adds bytes, no more than [#room].
    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one writer
    void add(MemorySegment memory, long offset, int bytes) {
        int at = (int) added & SIZE - 1;
        int first = Math.min(bytes, SIZE - at);
        MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, offset, buffer, at, first);
        if (first < bytes) {
            MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, offset + first, buffer, 0, bytes - first);
        }
        added += bytes;
        if (asleep && added - digested >= BATCH) {
            wake();
        }
    }

    /// The digest of everything that was added; nothing more will be.
    String result() throws InterruptedException {
        complete = true;
        wake();
        thread.join();
        return HexFormat.of().formatHex(digest.digest());
    }

    private void run() {
        while (!stopped) {
            long end = added;
            long begin = digested;
            if (end - begin >= BATCH || complete && end > begin) {
                digest(begin, end);
            } else if (complete && end == added) {
                return;
            } else {
                sleep();
            }
        }
    }

    private void digest(long begin, long end) {
        long raised = begin;
        for (long at = begin; at < end; ) {
            int index = (int) at & SIZE - 1;
            int bytes = (int) Math.min(Math.min(CHUNK, end - at), SIZE - index);
            digest.update(buffer, index, bytes);
            at += bytes;
            digested = at;
            if (at == end || at - raised >= RAISE) {
                raised = at;
                onRoom.run();
            }
        }
    }

    /// Says that it sleeps, and looks once more: whoever adds does it the other way round.
    private void sleep() {
        asleep = true;
        if (added - digested < BATCH && !complete && !stopped) {
            LockSupport.park(this);
        }
        asleep = false;
    }

    private void wake() {
        LockSupport.unpark(thread);
    }

    @Override
    public void close() {
        stopped = true;
        wake();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has it", e);
        }
    }
}

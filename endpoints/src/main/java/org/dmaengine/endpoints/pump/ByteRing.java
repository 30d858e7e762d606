package org.dmaengine.endpoints.pump;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/// A bounded queue of bytes between one thread that puts and one that takes.
///
/// ```text
///                 taken                put
///                   │                   │
///   ┌───────────────┼───────────────────┼──────────┐
///   │     free      │ put, not yet taken│   free   │   positions count all bytes ever; a place is position & mask
///   └───────────────┴───────────────────┴──────────┘
/// ```
///
/// The roles may pass from thread to thread, with a happens-before edge between one and the next. The memory is freed by the
/// garbage collector: a close would race with the device that is reading into it.
public final class ByteRing {
    private static final VarHandle PUT;
    private static final VarHandle TAKEN;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            PUT = lookup.findVarHandle(ByteRing.class, "put", long.class);
            TAKEN = lookup.findVarHandle(ByteRing.class, "taken", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final int capacity;
    private final int mask;
    private final MemorySegment memory;
    /// Views for the device's calls, each the property of one side.
    private final ByteBuffer free;
    private final ByteBuffer filled;

    // Each position is written by one side only, with release, and read by the other with acquire:
    //   put    The producer's copy into the ring is ordered before its release of `put`; whoever acquires that value sees
    //          the bytes below it.
    //   taken  The consumer's copy out of the ring, loads all of them, is ordered before its release of `taken`; a producer
    //          that acquires that value may overwrite the places below it, and no load can still be under way.
    // A side reads its own position as it wrote it. A stale value of the other's is too small, and only hides bytes or room.
    private long put;
    private long taken;

    /// @param capacity a power of two, in bytes
    public ByteRing(int capacity) {
        if (capacity < 64 || Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("the buffer has " + capacity + " bytes; allowed is a power of two from 64 to " + (1 << 30));
        }
        this.capacity = capacity;
        mask = capacity - 1;
        memory = Arena.ofAuto().allocate(capacity, 64);
        free = memory.asByteBuffer();
        filled = memory.asByteBuffer();
    }

    public int capacity() {
        return capacity;
    }

    /// Bytes ever put.
    public long put() {
        return (long) PUT.getAcquire(this);
    }

    /// Bytes ever taken.
    public long taken() {
        return (long) TAKEN.getAcquire(this);
    }

    /// Bytes to take. Exact for the consumer, who alone makes them fewer.
    public int readable() {
        long from = taken(); // first: what is put meanwhile adds, so that the difference is never negative
        return (int) (put() - from);
    }

    /// Room for so many bytes. For the producer.
    public int writable() {
        return capacity - (int) (put - taken());
    }

    // ---- producer ----

    /// Puts bytes for which there is room.
    public void put(MemorySegment source, long offset, int bytes) {
        int place = (int) put & mask;
        if (place + bytes <= capacity) {
            MemorySegment.copy(source, offset, memory, place, bytes);
        } else {
            putRound(source, offset, bytes, capacity - place);
        }
        putBytes(bytes);
    }

    // Apart and seldom called, so that it is not inlined: a copy of segments is large, and a compiler that is busy with it keeps
    // a processor from the first second of a stream.
    private void putRound(MemorySegment source, long offset, int bytes, int first) {
        MemorySegment.copy(source, offset, memory, (long) capacity - first, first);
        MemorySegment.copy(source, offset + first, memory, 0, bytes - first);
    }

    /// The room from the next place on, as far as it is in one piece and at most `limit`; what has been filled in is told by [#putBytes].
    public ByteBuffer room(int limit) {
        int place = (int) put & mask;
        int bytes = Math.min(Math.min(writable(), limit), capacity - place);
        return free.limit(place + bytes).position(place);
    }

    public void putBytes(int bytes) {
        PUT.setRelease(this, put + bytes);
    }

    // ---- consumer ----

    /// Takes bytes that are there.
    public void take(MemorySegment destination, long offset, int bytes) {
        int place = (int) taken & mask;
        if (place + bytes <= capacity) {
            MemorySegment.copy(memory, place, destination, offset, bytes);
        } else {
            takeRound(destination, offset, bytes, capacity - place);
        }
        takeBytes(bytes);
    }

    private void takeRound(MemorySegment destination, long offset, int bytes, int first) {
        MemorySegment.copy(memory, (long) capacity - first, destination, offset, first);
        MemorySegment.copy(memory, 0, destination, offset + first, bytes - first);
    }

    /// The bytes from the next one on, as far as they are in one piece and at most `limit`; what has been taken is told by [#takeBytes].
    public ByteBuffer content(int limit) {
        int place = (int) taken & mask;
        int bytes = Math.min(Math.min(readable(), limit), capacity - place);
        return filled.limit(place + bytes).position(place);
    }

    public void takeBytes(int bytes) {
        TAKEN.setRelease(this, taken + bytes);
    }
}

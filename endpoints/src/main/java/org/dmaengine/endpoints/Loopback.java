package org.dmaengine.endpoints;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.dmaengine.Direction;
import org.dmaengine.endpoints.pump.ByteRing;
import org.dmaengine.endpoints.pump.Request;
import org.dmaengine.fifo.RequestLine;

/// A wire from one request line to another: what a [#sink] takes comes out of the [#source]. For tests and demos.
///
/// The sink's level is the room in the buffer, the source's what is in it. When the sink is finished, the source is at its end behind the last byte;
/// when either is closed, the other fails.
public final class Loopback {
    private final ByteRing ring;
    private final Sink sink;
    private final Source source;

    /// @param name   for people
    /// @param buffer bytes that may be on their way, a power of two from 64
    public Loopback(String name, int buffer) {
        ring = new ByteRing(buffer);
        sink = new Sink("loopback:" + name + ", sink");
        source = new Source("loopback:" + name + ", source");
    }

    public EndpointPort sink() {
        return sink;
    }

    public EndpointPort source() {
        return source;
    }

    private abstract class Side implements EndpointPort {
        private final String endpoint;
        final Request request;
        volatile boolean closed;
        volatile boolean finished;

        Side(String endpoint) {
            this.endpoint = endpoint;
            request = new Request(endpoint);
        }

        abstract Side other();

        final void checkOpen() throws IOException {
            if (closed) {
                throw new IOException(endpoint + ": the port is closed");
            }
        }

        @Override
        public final String endpoint() {
            return endpoint;
        }

        @Override
        public final int depth(int wordBytes) {
            return ring.capacity() / wordBytes;
        }

        @Override
        public final void connect(RequestLine line) {
            request.connect(line);
        }

        @Override
        public final void disconnect() {
            request.disconnect();
        }

        @Override
        public void close() {
            closed = true;
            request.raise();
            other().request.raise();
        }

        @Override
        public final String toString() {
            return endpoint;
        }
    }

    private final class Sink extends Side {
        private final CountDownLatch taken = new CountDownLatch(1);

        Sink(String endpoint) {
            super(endpoint);
        }

        @Override
        Side other() {
            return source;
        }

        @Override
        public Direction direction() {
            return Direction.MEM_TO_DEV;
        }

        @Override
        public int level(int wordBytes) throws IOException {
            request.watch();
            checkOpen();
            if (finished) {
                throw new IOException(endpoint() + ": the port was finished after " + ring.put() + " bytes and takes no more; make another");
            }
            if (source.closed || source.finished) {
                throw new IOException(endpoint() + ": nobody takes any more after " + ring.taken() + " bytes");
            }
            return ring.writable() / wordBytes;
        }

        @Override
        public int burst(long address, MemorySegment memory, long offset, int words, int wordBytes) throws IOException {
            int room = Math.min(words, level(wordBytes));
            ring.put(memory, offset, room * wordBytes);
            source.request.changed();
            return room;
        }

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
            finished = true;
            source.request.raise();
            settle();
            try {
                boolean ended = taken.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
                if (!ended || ring.readable() != 0) {
                    throw new IOException(endpoint() + ": after " + timeout.toMillis() + " ms " + ring.readable() + " of " + ring.put()
                            + " bytes not taken by the source");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException(endpoint() + ": interrupted while waiting for it");
            }
        }

        /// Ends the wait for the source if there is nothing to wait for.
        void settle() {
            if (finished && (ring.readable() == 0 || source.closed || source.finished || closed)) {
                taken.countDown();
            }
        }

        @Override
        public void close() {
            super.close();
            settle();
        }
    }

    private final class Source extends Side {
        private int wordBytes = 1;
        private boolean endPassed;
        private boolean lastTold;
        private volatile int odd;

        Source(String endpoint) {
            super(endpoint);
        }

        @Override
        Side other() {
            return sink;
        }

        @Override
        public Direction direction() {
            return Direction.DEV_TO_MEM;
        }

        @Override
        public int level(int wordBytes) throws IOException {
            this.wordBytes = wordBytes;
            request.watch();
            checkOpen();
            boolean failed = sink.closed && !sink.finished;
            boolean last = sink.finished || finished || failed; // before the positions: they are then the last
            lastTold = last;
            int words = ring.readable() / wordBytes;
            if (words == 0 && last) {
                dropOddBytes();
                if (failed) {
                    throw new IOException(endpoint() + ": nobody gives any more after " + ring.put() + " bytes");
                }
                if (endPassed) {
                    throw new EOFException("the stream of " + endpoint() + " has ended after " + ring.put() + " bytes"
                            + (odd == 0 ? "" : "; the last " + odd + " do not fill a word of " + wordBytes + " and were dropped"));
                }
            }
            return words;
        }

        @Override
        public boolean lastWords() {
            return lastTold;
        }

        @Override
        public int burst(long address, MemorySegment memory, long offset, int words, int wordBytes) throws IOException {
            int there = Math.min(words, level(wordBytes));
            ring.take(memory, offset, there * wordBytes);
            sink.request.changed();
            sink.settle();
            return there;
        }

        @Override
        public boolean atEnd() {
            boolean last = sink.finished || finished;
            if (!last || endPassed || closed || ring.readable() >= wordBytes) {
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
            if (left != 0) {
                odd = left;
                ring.takeBytes(left);
                sink.settle();
            }
        }

        @Override
        public long losses() {
            return odd;
        }

        @Override
        public long moved() {
            return ring.taken() - odd;
        }

        @Override
        public long passed() {
            return ring.put();
        }

        @Override
        public void finish(Duration timeout) {
            finished = true;
            sink.request.raise();
            sink.settle();
        }

        @Override
        public void close() {
            super.close();
            sink.settle();
        }
    }
}

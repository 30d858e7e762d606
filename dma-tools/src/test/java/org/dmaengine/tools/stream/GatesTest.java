package org.dmaengine.tools.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.dmaengine.contract.Clause;
import org.dmaengine.tools.stubs.StubPort;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GatesTest {
    private static final int RING = 16;

    private final byte[] data = new byte[100];
    private final StubPort from = StubPort.source(data);
    private final StubPort to = StubPort.sink();
    private final MemorySegment ring = Arena.ofAuto().allocate(RING);
    private int news;
    private int sourceRaised;
    private int sinkRaised;
    private Credits credits;
    private SourceGate source;
    private SinkGate sink;

    @BeforeEach
    void connect() {
        new Random(1).nextBytes(data);
        gates(StreamParameters.ALL);
    }

    private void gates(long limit) {
        credits = new Credits(RING, () -> news++);
        source = new SourceGate(from, credits, limit);
        sink = new SinkGate(to, credits, source, null);
        source.faces(sink);
        source.connect(() -> sourceRaised++);
        sink.connect(() -> sinkRaised++);
    }

    @Test
    @Clause("CYC-10")
    void shouldGiveNoMoreThanTheRingHasRoomForAndTakeNoMoreThanHasArrived() throws IOException {
        assertEquals(0, sink.level(1));
        assertEquals(RING, source.level(1));
        give(10);
        assertEquals(RING - 10, source.level(1));
        assertEquals(10, sink.level(1));
        take(4);
        assertEquals(RING - 6, source.level(1));
        assertEquals(6, sink.level(1));
        give(10);
        assertEquals(0, source.level(1));
    }

    @Test
    void shouldCountWholeWordsOnly() throws IOException {
        give(7);
        assertEquals(1, sink.level(4));
        assertEquals(2, source.level(4));
    }

    @Test
    void shouldNotGoBeyondWhatThePortItselfCan() throws IOException {
        from.most = 3;
        to.most = 2;
        assertEquals(3, source.level(1));
        give(3);
        assertEquals(2, sink.level(1));
    }

    @Test
    void shouldTellTheOtherSideOfEveryByteThatPassed() throws IOException {
        give(1);
        assertEquals(1, sinkRaised);
        take(1);
        assertEquals(1, sourceRaised);
    }

    @Test
    void shouldNotRaiseALineThatIsNotConnectedAnyMore() throws IOException {
        sink.disconnect();
        give(1);
        assertEquals(0, sinkRaised);
        assertEquals(null, to.line());
    }

    @Test
    void shouldCarryEveryByteOnceUntilTheSourceEnds() throws IOException {
        Random random = new Random(2);
        while (!source.atEnd()) {
            give(Math.min(source.level(1), random.nextInt(RING + 1)));
            take(Math.min(sink.level(1), random.nextInt(RING + 1)));
        }
        source.passEnd();
        assertFalse(credits.hasAllTaken() && sink.level(1) > 0);
        take(sink.level(1));
        assertTrue(credits.hasAllTaken());
        assertArrayEquals(data, to.taken());
    }

    @Test
    void shouldStayShutBehindTheEnd() throws IOException {
        while (!source.atEnd()) {
            give(source.level(1));
            take(sink.level(1));
        }
        source.passEnd();
        assertFalse(source.atEnd());
        assertEquals(0, source.level(1));
        assertFalse(from.endPassed, "what comes behind the end would be an EOFException");
    }

    @Test
    void shouldTellOfTheEndAndOfTheLastByte() throws IOException {
        gates(5);
        give(5);
        source.passEnd();
        assertEquals(1, news);
        take(4);
        assertEquals(1, news);
        take(1);
        assertEquals(2, news);
    }

    @Test
    void shouldEndAfterSoManyBytesAndLeaveTheRestInTheSource() throws IOException {
        gates(20);
        give(16);
        take(16);
        assertFalse(source.atEnd());
        assertEquals(4, source.level(1));
        give(4);
        assertTrue(source.atEnd());
        source.passEnd();
        take(4);
        assertTrue(credits.hasAllTaken());
        assertEquals(20, from.moved());
    }

    @Test
    void shouldEndTheSinksTransferWhereTheSourceHasEnded() throws IOException {
        gates(5);
        give(5);
        take(5);
        assertFalse(sink.atEnd());
        sinkRaised = 0;
        source.passEnd();
        assertTrue(sink.atEnd());
        assertEquals(1, sinkRaised, "the sink waits for more");
        sink.passEnd();
        assertFalse(sink.atEnd());
    }

    @Test
    void shouldLetTheFirstFailureThroughAndRememberIt() throws IOException {
        to.failure = new IOException("stub: peer has gone");
        assertSame(to.failure, assertThrows(IOException.class, () -> sink.level(1)));
        from.failure = new IOException("stub: later");
        assertThrows(IOException.class, () -> source.level(1));
        assertSame(to.failure, credits.failure().thrown());
        assertSame(sink, credits.failure().side());
        assertEquals(2, news);
    }

    private void give(int bytes) throws IOException {
        move(source, credits.arrived(), bytes);
    }

    private void take(int bytes) throws IOException {
        move(sink, credits.taken(), bytes);
    }

    /// As a cyclic transfer does it: never beyond the end of the ring.
    private void move(Gate gate, long position, int bytes) throws IOException {
        int at = (int) (position % RING);
        int first = Math.min(bytes, RING - at);
        if (first > 0) {
            assertEquals(first, gate.burst(0, ring, at, first, 1));
        }
        if (bytes > first) {
            assertEquals(bytes - first, gate.burst(0, ring, 0, bytes - first, 1));
        }
    }
}

package org.dmaengine.tools.swaptest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WordSinkTest {
    private final Ledger ledger = new Ledger();
    private final WordSink sink = new WordSink("client", ledger);

    @Test
    void shouldTakeTheWordsOfOneTransferAfterTheOther() {
        sink.expect(1, 0);
        sink.expect(2, 5);
        take(WordSink.word(1, 0), WordSink.word(1, 1), WordSink.word(2, 5), WordSink.word(2, 6), WordSink.word(2, 7));
        assertEquals(2, sink.arrived(1));
        assertEquals(3, sink.arrived(2));
        expect(0, 0, 0);
    }

    @Test
    void shouldNoticeWordsThatAreMissing() {
        sink.expect(1, 0);
        take(WordSink.word(1, 0), WordSink.word(1, 3), WordSink.word(1, 4));
        expect(2, 0, 0);
    }

    @Test
    void shouldNoticeWordsThatComeAgain() {
        sink.expect(1, 0);
        take(WordSink.word(1, 0), WordSink.word(1, 1), WordSink.word(1, 0), WordSink.word(1, 1), WordSink.word(1, 2));
        expect(0, 2, 0);
    }

    @Test
    void shouldNoticeWordsOfTransfersThatAreOver() {
        sink.expect(1, 0);
        take(WordSink.word(1, 0));
        sink.forget(1);
        take(WordSink.word(1, 1), -1L);
        expect(0, 2, 0);
    }

    @Test
    void shouldNoticeTransfersOutOfOrder() {
        sink.expect(1, 0);
        sink.expect(2, 0);
        take(WordSink.word(2, 0), WordSink.word(1, 0));
        expect(0, 0, 1);
    }

    @Test
    void shouldServeOneControllerAtATime() {
        AtomicInteger raised = new AtomicInteger();
        sink.connect(raised::incrementAndGet);
        assertThrows(IllegalStateException.class, () -> sink.connect(() -> { }));
        sink.shut(true);
        assertEquals(0, sink.level(8));
        sink.shut(false);
        assertEquals(WordPort.DEPTH, sink.level(8));
        sink.disconnect();
        sink.raise();
        assertEquals(1, raised.get());
        sink.connect(() -> { });
    }

    private void take(long... words) {
        MemorySegment memory = Arena.ofAuto().allocate((long) words.length * FifoWords.BYTES);
        for (int i = 0; i < words.length; i++) {
            FifoWords.set(memory, (long) i * FifoWords.BYTES, words[i]);
        }
        sink.burst(0, memory, 0, words.length, FifoWords.BYTES);
    }

    private void expect(long lost, long repeated, long outOfOrder) {
        Ledger.Balance balance = ledger.balance();
        assertEquals(lost, balance.lost(), () -> "lost: " + balance.problems());
        assertEquals(repeated, balance.repeated(), () -> "repeated: " + balance.problems());
        assertEquals(outOfOrder, balance.outOfOrder(), () -> "out of order: " + balance.problems());
    }
}

package org.dmaengine.fifo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.ref.WeakReference;
import java.util.concurrent.TimeUnit;
import org.dmaengine.Direction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PortLedgerTest {
    private final FifoPort port = new SomePort(1);
    private final PortLedger ledger = PortLedger.of(port);
    private final Object transfer = new Object();

    /// A port that is equal to others.
    private record SomePort(int number) implements FifoPort {
        @Override
        public Direction direction() {
            return Direction.DEV_TO_MEM;
        }

        @Override
        public void connect(RequestLine line) {
            // nothing to be raised
        }

        @Override
        public void disconnect() {
            // nothing was kept
        }

        @Override
        public int level(int wordBytes) {
            return 0;
        }

        @Override
        public int burst(long address, MemorySegment memory, long offset, int words, int wordBytes) {
            return 0;
        }
    }

    @Test
    void shouldBeOneForEachPortObject() {
        assertSame(ledger, PortLedger.of(port));
        assertNotSame(ledger, PortLedger.of(new SomePort(1)), "equal, but another one");
    }

    @Test
    void shouldKeepNoPortAlive() {
        WeakReference<PortLedger> gone = new WeakReference<>(PortLedger.of(new SomePort(2)));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (gone.get() != null) {
            assertTrue(System.nanoTime() - deadline < 0, "the ledger of a port that nobody has any more is still there");
            System.gc();
            PortLedger.of(port); // whoever comes next clears up
        }
    }

    // ---- losses ----

    @Test
    void shouldTellALossOnce() {
        ledger.beginLosses(100);
        assertEquals(0, ledger.untoldLosses(100));
        assertEquals(7, ledger.untoldLosses(107));
        assertEquals(0, ledger.untoldLosses(107));
        assertEquals(0, ledger.untoldLosses(105), "one that looked at the port earlier and came here later");
        assertEquals(1, ledger.untoldLosses(108));
    }

    @Test
    @DisplayName("the next controller is told what the last one has not told, and nothing twice")
    void shouldGoOnWhereTheLastControllerWas() {
        ledger.beginLosses(0);
        assertEquals(3, ledger.untoldLosses(3));
        ledger.beginLosses(8);
        assertEquals(5, ledger.untoldLosses(8));
    }

    @Test
    void shouldTellNobodyWhatWasLostWhileNobodyListened() {
        assertEquals(0, ledger.untoldLosses(50), "before the first");
        ledger.beginLosses(60);
        assertEquals(0, ledger.untoldLosses(60));
        ledger.forgetLosses();
        assertEquals(0, ledger.untoldLosses(70));
        ledger.beginLosses(80);
        assertEquals(2, ledger.untoldLosses(82));
    }

    // ---- packets ----

    @Test
    void shouldResumeTheVeryPacketThatWasLeft() {
        assertFalse(ledger.resumePacket(transfer, 2), "none was left");
        ledger.leavePacket(transfer, 2);
        assertFalse(ledger.resumePacket(new Object(), 2), "another transfer's");
        assertFalse(ledger.resumePacket(transfer, 3), "the same transfer's, but in another packet");
        assertTrue(ledger.resumePacket(transfer, 2));
        assertFalse(ledger.resumePacket(transfer, 2), "once");
        assertFalse(ledger.dropPacket());
    }

    @Test
    void shouldDropAPacketThatNobodyResumes() {
        ledger.leavePacket(transfer, 2);
        assertTrue(ledger.dropPacket());
        assertFalse(ledger.resumePacket(transfer, 2));
        assertFalse(ledger.dropPacket());
    }
}

package org.dmaengine.tools.swaptest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import org.dmaengine.tools.stubs.StubChannel;
import org.dmaengine.tools.stubs.StubTransfer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class CopySlotTest {
    private final Ledger ledger = new Ledger();
    private final SplittableRandom random = new SplittableRandom(1);
    private final MemorySegment pool = Arena.ofAuto().allocate(1 << 17);
    private final StubChannel channel = StubChannel.of(transfer -> {
        asked = transfer;
        return null;
    });
    private final CopySlot slot = new CopySlot(Arena.ofAuto().allocate(CopySlot.bytes(), 8), channel.mapper());
    private StubTransfer asked;

    CopySlotTest() {
        for (long i = 0; i < pool.byteSize(); i++) {
            pool.set(ValueLayout.JAVA_BYTE, i, (byte) random.nextInt());
        }
    }

    /// Has a channel asked for a copy, of more than some bytes.
    @BeforeEach
    void prepare() {
        do {
            slot.fill(random, pool);
        } while (slot.left() < 100);
        ask();
    }

    private void ask() {
        slot.prepare(channel).submit();
        channel.issuePending();
    }

    private void move(long from, long to) {
        MemorySegment.copy(asked.source(), asked.sourceOffset() + from, asked.target(), asked.targetOffset() + from, to - from);
    }

    private byte at(long index) {
        return asked.target().get(ValueLayout.JAVA_BYTE, asked.targetOffset() + index);
    }

    private void set(long index, int value) {
        asked.target().set(ValueLayout.JAVA_BYTE, asked.targetOffset() + index, (byte) value);
    }

    @RepeatedTest(20)
    void shouldBeContentWithACopy() {
        asked.move();
        slot.complete();
        verify();
        expect(0, 0);
        prepare();
        asked.move();
        slot.complete();
        verify();
        expect(0, 0);
    }

    @Test
    void shouldMissBytesThatNeverArrived() {
        move(0, 50);
        move(60, asked.length());
        slot.complete();
        verify();
        assertTrue(ledger.balance().lost() > 5 && ledger.balance().lost() <= 10, ledger.balance()::toString);
    }

    @Test
    void shouldNoticeATargetThatChangesLater() {
        asked.move();
        slot.complete();
        set(7, at(7) + 1);
        verify();
        expect(0, 1);
    }

    @Test
    void shouldNoticeACopyThatIsDoneAgain() {
        asked.move();
        slot.complete();
        asked.move();
        verify();
        assertTrue(ledger.balance().repeated() > 0);
    }

    @Test
    void shouldNoticeBytesBesideTheTarget() {
        asked.move();
        slot.complete();
        long beside = asked.targetOffset() > 0 ? -1 : asked.length();
        set(beside, 1);
        verify();
        expect(0, 1);
    }

    @Test
    void shouldGoOnWhereItWasCut() {
        long length = asked.length();
        move(0, 40);
        slot.cut(40, 0, "client", ledger);
        expect(0, 0);
        assertEquals(length - 40, slot.left());
        ask();
        assertEquals(length - 40, asked.length());
        asked.move();
        slot.complete();
        verify();
        expect(0, 0);
    }

    @Test
    void shouldAllowForWhatIsUncertain() {
        move(0, 45);
        slot.cut(40, 5, "client", ledger);
        expect(0, 0);
    }

    @Test
    void shouldNoticeWhatWasTouchedBehindThat() {
        move(0, 45);
        slot.cut(40, 3, "client", ledger);
        expect(0, 2);
    }

    @Test
    void shouldMissWhatIsSaidToBeCertain() {
        move(0, 30);
        slot.cut(40, 0, "client", ledger);
        assertTrue(ledger.balance().lost() > 5, ledger.balance()::toString);
    }

    @Test
    void shouldGiveItsMappingsBack() {
        channel.terminateSync();
        slot.close();
        assertEquals(0, channel.mappings.get());
    }

    private void verify() {
        slot.verify("client", ledger);
    }

    private void expect(long lost, long repeated) {
        Ledger.Balance balance = ledger.balance();
        assertEquals(lost, balance.lost(), () -> "lost: " + balance.problems());
        assertEquals(repeated, balance.repeated(), () -> "repeated: " + balance.problems());
    }
}

package org.dmaengine.controller.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.dmaengine.TransferFlag;
import org.dmaengine.controller.decorator.stubs.StubDriver;
import org.dmaengine.controller.decorator.stubs.Transfers;
import org.dmaengine.spi.Transfer;
import org.dmaengine.spi.TransferFault;
import org.dmaengine.watch.Counts;
import org.dmaengine.watch.Handover;
import org.junit.jupiter.api.Test;

class WatchedDriverTest {
    private final Tally tally = new Tally();
    private final StubDriver driver = new StubDriver();
    private final WatchedDriver watched = watch(driver, 3);
    private final AtomicLong moved = new AtomicLong();
    private final Transfer transfer = Transfers.of(100, moved);

    private WatchedDriver watch(StubDriver of, int channel) {
        return new WatchedDriver(of, channel, 64, tally);
    }

    /// Has a driver step, and the core count.
    private void step(StubDriver by, WatchedDriver watch, long bytes) {
        by.answers.add(bytes);
        moved.addAndGet(watch.step(transfer, 1000));
    }

    @Test
    void shouldForwardEverythingAndCutSteps() {
        driver.answers.addAll(List.of(0, 1, 2, 3, 0, 4, 0));
        watched.open(null);
        assertEquals(1, watched.start(transfer));
        moved.set(1);
        assertEquals(2, watched.step(transfer, 1000));
        moved.set(3);
        assertEquals(3, watched.pause(transfer));
        moved.set(6);
        watched.resume(transfer);
        assertEquals(4, watched.stop(transfer));
        watched.close();
        assertEquals(List.of("open", "start", "step 64", "pause", "resume", "stop", "close"), driver.log);
        assertSame(driver.engine(), watched.engine());
        assertEquals(driver.capabilities(), watched.capabilities());
        assertEquals(new Counts(1, 1, 1, 0, 1, 10, 0, 0), tally.counts());
    }

    @Test
    void shouldPauseWithNothingActive() {
        watched.pause(null);
        assertEquals(List.of("pause"), driver.log);
    }

    @Test
    void shouldFollowATransferToAnotherDriver() {
        watched.start(transfer);
        step(driver, watched, 40);
        watched.stop(transfer);
        StubDriver next = new StubDriver();
        WatchedDriver watchedNext = watch(next, 3);
        watchedNext.start(transfer);
        step(next, watchedNext, 60);
        assertEquals(new Counts(0, 0, 1, 1, 2, 100, 0, 0), tally.counts());
    }

    @Test
    void shouldNoticeBytesThatAreMovedAgain() {
        watched.start(transfer);
        step(driver, watched, 40);
        watched.stop(transfer);
        moved.set(30);
        watch(new StubDriver(), 3).start(transfer);
        assertEquals(10, tally.counts().repeated());
        assertEquals(0, tally.counts().skipped());
    }

    @Test
    void shouldNoticeBytesThatNobodyHasMoved() {
        watched.start(transfer);
        step(driver, watched, 40);
        moved.set(41);
        step(driver, watched, 1);
        step(driver, watched, 1);
        assertEquals(1, tally.counts().skipped(), "each is counted once");
    }

    @Test
    void shouldCountWhatAStopDelivers() {
        watched.start(transfer);
        step(driver, watched, 40);
        driver.answers.add(5);
        moved.addAndGet(watched.stop(transfer));
        watch(new StubDriver(), 3).start(transfer);
        assertEquals(new Counts(0, 0, 1, 1, 1, 45, 0, 0), tally.counts());
    }

    @Test
    void shouldTakeAReusedTransferForAnother() {
        watched.start(transfer);
        step(driver, watched, 100);
        moved.set(0);
        watched.start(transfer);
        assertEquals(0, tally.counts().repeated());
        assertEquals(2, tally.counts().started());
    }

    @Test
    void shouldFollowARepeatedTransferBeyondItsLength() {
        Transfer repeated = Transfers.of(100, moved, TransferFlag.REPEAT);
        watched.start(repeated);
        driver.answers.add(100L);
        moved.addAndGet(watched.step(repeated, 1000));
        watched.stop(repeated);
        watch(new StubDriver(), 3).start(repeated);
        assertEquals(new Counts(0, 0, 1, 1, 1, 100, 0, 0), tally.counts());
    }

    @Test
    void shouldCountWhatAFaultedStepHasMoved() {
        watched.start(transfer);
        driver.answers.add(TransferFault.read(7, "gone", null));
        assertThrows(TransferFault.class, () -> watched.step(transfer, 10));
        assertEquals(new Counts(0, 0, 1, 0, 1, 7, 0, 0), tally.counts());
    }

    @Test
    void shouldNoteWhenAnotherDriverTakesTheFirstStep() {
        long begin = System.nanoTime();
        watched.start(transfer);
        step(driver, watched, 40);
        long between = System.nanoTime();
        StubDriver next = new StubDriver();
        WatchedDriver watchedNext = watch(next, 3);
        watchedNext.start(transfer);
        step(next, watchedNext, 1);
        step(next, watchedNext, 1);
        List<Handover> handovers = tally.takeHandovers();
        assertEquals(1, handovers.size());
        Handover handover = handovers.getFirst();
        assertEquals(3, handover.channel());
        assertTrue(begin < handover.lastStep() && handover.lastStep() <= between && between <= handover.firstStep(), handover::toString);
        assertEquals(List.of(), tally.takeHandovers(), "each is told once");
    }

    @Test
    void shouldNotTakeAnotherChannelForAnotherDriver() {
        watched.start(transfer);
        step(driver, watched, 40);
        WatchedDriver other = watch(new StubDriver(), 4);
        other.step(Transfers.of(1, new AtomicLong()), 10);
        assertEquals(List.of(), tally.takeHandovers());
    }
}

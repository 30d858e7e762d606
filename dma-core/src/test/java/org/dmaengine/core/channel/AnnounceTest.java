package org.dmaengine.core.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.TransferFlag;
import org.dmaengine.core.stubs.Bench;
import org.dmaengine.core.stubs.Callbacks;
import org.dmaengine.core.stubs.Client;
import org.dmaengine.core.stubs.DriverCall;
import org.dmaengine.core.stubs.HandCompleters;
import org.dmaengine.core.stubs.Hang;
import org.dmaengine.core.stubs.Patience;
import org.dmaengine.core.stubs.RecordingLog;
import org.dmaengine.mapping.Mapping;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// When a completer is sent for (D9, D13): many short transfers share a wake-up, none waits for long.
class AnnounceTest {
    private static final long WAIT = 200_000;

    @AutoClose
    private final HandCompleters completers = new HandCompleters();
    @AutoClose
    private final Bench bench = Bench.assistable(ChannelCapabilities.of(Capability.MEMCPY));
    private final Callbacks callbacks = new Callbacks();

    private Announcer announcer(boolean assistable) {
        return new Announcer(new Completions(new WorkQueue(4), completers, new Waiters(), new RecordingLog().logger(), new Seat()), assistable);
    }

    @Test
    void shouldSendAtOnceWhereAStepMayTakeItsTime() {
        announcer(false).claimed();
        assertEquals(1, completers.waiting());
    }

    @Test
    void shouldShareOneWakeUpAmongManyEnds() {
        Announcer announcer = announcer(true);
        announcer.claimed();
        for (int i = 0; i < 63; i++) {
            announcer.anotherEnds();
        }
        assertEquals(0, completers.waiting());
        announcer.anotherEnds();
        assertEquals(1, completers.waiting());
        announcer.now();
        assertEquals(1, completers.waiting(), "once");
    }

    @Test
    @DisplayName("D9 the first end waits no longer than a step may take")
    void shouldSendWhenTheFirstEndHasWaitedForTooLong() {
        Announcer announcer = announcer(true);
        announcer.claimed();
        announcer.look(1_000_000);
        announcer.look(1_000_000 + WAIT - 1);
        assertEquals(0, completers.waiting());
        announcer.look(1_000_000 + WAIT);
        assertEquals(1, completers.waiting());
        announcer.look(1_000_000 + 2 * WAIT);
        assertEquals(1, completers.waiting(), "nothing waits any more");
    }

    @Test
    @DisplayName("D13 the clock is looked at every few steps only, and not at all while nothing waits")
    void shouldLookAtTheClockEveryFewStepsOnly() {
        Announcer announcer = announcer(true);
        assertEquals(0, looks(announcer));
        announcer.claimed();
        assertEquals(11, looks(announcer), "at 1, 2, 4, 8, 16, 24, ... 64");
    }

    @Test
    @DisplayName("D9 after each step once they have turned out to be slow, until they are quick again")
    void shouldLookAfterEachStepWhileTheyAreSlow() {
        Announcer announcer = announcer(true);
        announcer.claimed();
        announcer.look(0);
        announcer.look(WAIT);
        announcer.claimed();
        assertEquals(64, looks(announcer));
        for (int i = 0; i < 64; i++) {
            announcer.anotherEnds();
        }
        announcer.claimed();
        assertEquals(11, looks(announcer));
    }

    private static long looks(Announcer announcer) {
        return IntStream.rangeClosed(1, 64).filter(announcer::isTimeToLook).count();
    }

    /// So little in all that it is done on the issuing thread.
    private void submit(int count) {
        Mapping from = bench.pattern(64);
        Mapping to = bench.zeroes(64);
        for (int i = 0; i < count; i++) {
            bench.channel.prepareMemcpy(to, 0, from, 0, 64, TransferFlag.INTERRUPT).onComplete(callbacks.record()).submit();
        }
    }

    @Test
    @DisplayName("D9 small steps that become slow do not hold up the callbacks of the transfers before them")
    void shouldNotHoldUpCallbacksForSlowSteps() {
        // The first rounds run in cold code, where even the quick steps are slow.
        for (int round = 0; round < 10; round++) {
            List<Integer> waitingBefore = waitingBeforeEachOf40Steps(17);
            assertFalse(waitingBefore.subList(23, 40).contains(0), () -> "a completer was sent for late: " + waitingBefore);
            bench.deliver();
        }
    }

    private List<Integer> waitingBeforeEachOf40Steps(int quick) {
        submit(40);
        List<Integer> waiting = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            bench.driver.plan(DriverCall.STEP, (transfer, limit) -> {
                waiting.add(bench.completers.waiting());
                long until = System.nanoTime() + (waiting.size() <= quick ? 0 : WAIT);
                Patience.until(() -> System.nanoTime() - until >= 0, "the step has been slow");
                return bench.driver.move(transfer, limit);
            });
        }
        bench.channel.issuePending();
        bench.run();
        assertEquals(40, waiting.size());
        return waiting;
    }

    @Test
    @DisplayName("TRM-19 whoever synchronizes gets the callbacks of what has ended, though the next step hangs")
    void shouldDeliverToWhoeverSynchronizes() {
        submit(2);
        bench.driver.plan(DriverCall.STEP, (transfer, limit) -> bench.driver.move(transfer, limit));
        Hang hang = new Hang((transfer, limit) -> 0);
        bench.driver.plan(DriverCall.STEP, hang);
        Client<Void> issuer = Client.does("issuer", bench.channel::issuePending);
        hang.awaitInside();
        assertTrue(bench.channel.hasEnded(1));
        assertEquals(0, bench.completers.waiting());
        bench.completers.automatic();
        Client.does("client", bench.channel::synchronize).answer();
        assertEquals(List.of(1L), callbacks.order());
        hang.release();
        issuer.answer();
    }
}

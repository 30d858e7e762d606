package org.dmaengine.core.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.dmaengine.core.stubs.Patience;
import org.dmaengine.spi.EngineSpec;
import org.dmaengine.spi.WaitStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Doorbells that ring by themselves: on a clock that the test moves, and on runners that sleep.
class AlarmTest {
    private static final long HOUR = TimeUnit.HOURS.toNanos(1);

    private final AtomicLong time = new AtomicLong(1_000);
    private final AtomicInteger looks = new AtomicInteger();
    private final Engine engine = new Engine(EngineSpec.device("alarm-under-test"), () -> {
        looks.incrementAndGet();
        return time.get();
    });
    private final List<String> events = new ArrayList<>();
    private Engine live;

    private final class Sleeper implements Steppable {
        private final String name;

        Sleeper(String name) {
            this.name = name;
        }

        @Override
        public void timeHasCome() {
            events.add(name + " at " + time);
        }

        @Override
        public void turn() {
            events.add(name);
        }
    }

    @AfterEach
    void endThreads() {
        assertTrue(live == null || live.stop(System.nanoTime() + Patience.NANOS), Patience::threads);
    }

    private void runUntil(long until) {
        while (time.get() < until) {
            time.incrementAndGet();
            while (engine.round()) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    @DisplayName("neither early nor twice: the channel is told, then has one turn")
    void shouldRingOnceAtItsTime() {
        engine.attach(new Sleeper("a")).ringAt(1_050);
        runUntil(1_049);
        assertEquals(List.of(), events);
        runUntil(1_200);
        assertEquals(List.of("a at 1050", "a"), events);
    }

    @Test
    void shouldRingAtOnceWhatIsPast() {
        engine.attach(new Sleeper("a")).ringAt(990);
        assertTrue(engine.round());
        assertEquals(List.of("a at 1000", "a"), events);
        assertFalse(engine.round());
    }

    @ParameterizedTest
    @ValueSource(longs = {1_020, 1_080})
    @DisplayName("a later call takes the place of an earlier one, for sooner or for later")
    void shouldRingAtTheLastTimeSet(long last) {
        Doorbell bell = engine.attach(new Sleeper("a"));
        bell.ringAt(1_050);
        bell.ringAt(last);
        runUntil(1_200);
        assertEquals(List.of("a at " + last, "a"), events);
    }

    @Test
    @DisplayName("a turn in between does not cancel it")
    void shouldRingAlthoughItHadATurnBefore() {
        Doorbell bell = engine.attach(new Sleeper("a"));
        bell.ringAt(1_050);
        bell.ring();
        runUntil(1_200);
        assertEquals(List.of("a", "a at 1050", "a"), events);
    }

    @Test
    @DisplayName("a time that is set in the turn of the last one counts: an idle line that stays idle")
    void shouldTakeTheNextTimeFromTheTurn() {
        AtomicReference<Doorbell> bell = new AtomicReference<>();
        bell.set(engine.attach(() -> {
            events.add("at " + time);
            bell.get().ringAt(time.get() + 10);
        }));
        bell.get().ringAt(1_005);
        runUntil(1_030);
        assertEquals(List.of("at 1005", "at 1015", "at 1025"), events);
    }

    @Test
    @DisplayName("each doorbell has its own, in any order, over several banks")
    void shouldRingEachAtItsOwnTime() {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 130; i++) {
            engine.attach(new Sleeper("s" + i)).ringAt(1_200 - i);
            expected.addFirst("s" + i);
            expected.addFirst("s" + i + " at " + (1_200 - i));
        }
        runUntil(1_300);
        assertEquals(expected, events);
    }

    @Test
    void shouldNotRingWhoHasLeft() {
        Doorbell bell = engine.attach(new Sleeper("a"));
        bell.ringAt(1_050);
        engine.detach(bell);
        engine.attach(new Sleeper("b"));
        bell.ringAt(1_060);
        runUntil(1_200);
        assertEquals(List.of(), events);
    }

    @ParameterizedTest
    @CsvSource({"-5, 0", "-5, 3", "9223372036854775800, -9223372036854775800"})
    @DisplayName("only differences of the clock count: it may pass 0, and overflow")
    void shouldTakeAnyTime(long now, long alarm) {
        time.set(now);
        engine.attach(new Sleeper("a")).ringAt(alarm);
        assertFalse(engine.round());
        time.set(alarm - 1);
        assertFalse(engine.round());
        // One nanosecond later than asked for if that was 0.
        time.set(alarm + 1);
        assertTrue(engine.round());
    }

    @ParameterizedTest
    @CsvSource({"-100, 9223372036854775807", "-100, 9223372036854775800", "1000, 9223372036854775807", "-6000000000000000000, 9223372036854775807"})
    @DisplayName("a time that is further away than the clock's differences reach never comes, nor hides one that does")
    void shouldNeverRingForATimeThatIsTooFar(long now, long alarm) {
        time.set(now);
        Doorbell far = engine.attach(new Sleeper("far"));
        far.ringAt(now + 10);
        far.ringAt(alarm);
        engine.attach(new Sleeper("near")).ringAt(now + 20);
        runUntil(now + 30);
        assertEquals(List.of("near at " + (now + 20), "near"), events);
    }

    @Test
    @DisplayName("nobody looks at the clock while no time is set")
    void shouldCostNothingWhileNoneIsSet() {
        Doorbell bell = engine.attach(new Sleeper("a"));
        for (int i = 0; i < 100; i++) {
            bell.ring();
            assertTrue(engine.round());
        }
        assertEquals(0, looks.get());
        bell.ringAt(1_010);
        runUntil(1_020);
        int afterwards = looks.get();
        for (int i = 0; i < 100; i++) {
            bell.ring();
            engine.round();
        }
        assertEquals(afterwards, looks.get());
    }

    @Test
    @DisplayName("64 times set cost one look at the clock in a round")
    void shouldLookAtTheClockOnceInARound() {
        Doorbell busy = engine.attach(new Sleeper("busy"));
        for (int i = 0; i < 64; i++) {
            engine.attach(new Sleeper("s" + i)).ringAt(2_000);
        }
        for (int i = 0; i < 100; i++) {
            busy.ring();
            engine.round();
        }
        assertEquals(100, looks.get());
    }

    // ---- on runners that sleep ----

    private Engine start(int threads, WaitStrategy strategy) {
        live = new Engine(new EngineSpec("sleeping", threads, strategy, false));
        live.start();
        return live;
    }

    private static List<Thread> runners() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().startsWith("dma-engine-sleeping-")).toList();
    }

    private static void untilAllAre(Thread.State state) {
        Patience.until(() -> runners().stream().allMatch(runner -> runner.getState() == state), "all runners are " + state);
    }

    @ParameterizedTest
    @CsvSource({"1, ADAPTIVE", "1, PARK", "2, ADAPTIVE"})
    void shouldWakeARunnerThatSleeps(int threads, WaitStrategy strategy) {
        start(threads, strategy);
        for (int i = 0; i < 20; i++) {
            CountDownLatch turn = new CountDownLatch(1);
            AtomicLong came = new AtomicLong();
            Doorbell bell = live.attach(() -> {
                came.set(System.nanoTime());
                turn.countDown();
            });
            Patience.untilParked(runners().getFirst());
            long at = System.nanoTime() + 2_000_000;
            bell.ringAt(at);
            Patience.await(turn, "the turn");
            assertTrue(came.get() - at >= 0, "it came early");
            live.detach(bell);
        }
    }

    @Test
    @DisplayName("a runner that sleeps for an hour wakes for one that comes before")
    void shouldWakeForAnEarlierTime() {
        start(1, WaitStrategy.ADAPTIVE);
        live.attach(() -> { }).ringAt(System.nanoTime() + HOUR);
        untilAllAre(Thread.State.TIMED_WAITING);
        CountDownLatch turn = new CountDownLatch(1);
        live.attach(turn::countDown).ringAt(System.nanoTime() + 2_000_000);
        Patience.await(turn, "the turn");
    }

    @Test
    @DisplayName("a time that is put off again and again, as with each burst, wakes nobody before the last")
    void shouldSleepOnAfterATimeThatWasPutOff() {
        start(1, WaitStrategy.ADAPTIVE);
        AtomicInteger turns = new AtomicInteger();
        Doorbell bell = live.attach(turns::incrementAndGet);
        for (int i = 0; i < 100; i++) {
            bell.ringAt(System.nanoTime() + 1_000);
            bell.ringAt(System.nanoTime() + HOUR);
        }
        untilAllAre(Thread.State.TIMED_WAITING);
        assertTrue(turns.get() <= 100);
        CountDownLatch turn = new CountDownLatch(1);
        live.attach(turn::countDown).ringAt(System.nanoTime() + 2_000_000);
        Patience.await(turn, "the turn of another one");
    }

    @Test
    @DisplayName("a runner that sets a time and then stays inside a turn leaves the watch to another one, which sleeps for good")
    void shouldBeWatchedByARunnerThatIsFree() {
        start(2, WaitStrategy.PARK);
        CountDownLatch turn = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Doorbell bell = live.attach(turn::countDown);
        untilAllAre(Thread.State.WAITING);
        live.attach(() -> {
            bell.ringAt(System.nanoTime() + 2_000_000);
            Patience.await(go, "the test to go on");
        }).ring();
        Patience.await(turn, "the turn");
        go.countDown();
    }

    @Test
    @DisplayName("work wakes the runner that sleeps for good, not the one that watches the clock")
    void shouldGoOnWatchingWhileAnotherRunnerWorks() {
        start(2, WaitStrategy.PARK);
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        untilAllAre(Thread.State.WAITING);
        Doorbell bell = live.attach(() -> { });
        bell.ringAt(System.nanoTime() + HOUR);
        Patience.until(() -> runners().stream().anyMatch(runner -> runner.getState() == Thread.State.TIMED_WAITING), "one watches");
        live.attach(() -> {
            inside.countDown();
            Patience.await(go, "the test to go on");
        }).ring();
        Patience.await(inside, "the turn to begin");
        // The one inside waits with a deadline of its own: the other one must still be parked by its engine.
        assertTrue(runners().stream().anyMatch(AlarmTest::watches), Patience::threads);
        go.countDown();
    }

    private static boolean watches(Thread runner) {
        List<String> frames = List.of(runner.getStackTrace()).stream().map(StackTraceElement::getMethodName).toList();
        return frames.contains("parkNanos") && !frames.contains("await");
    }
}

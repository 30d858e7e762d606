package org.dmaengine.core.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.dmaengine.core.stubs.Client;
import org.dmaengine.core.stubs.Patience;
import org.dmaengine.spi.EngineSpec;
import org.dmaengine.spi.WaitStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Doorbells and the threads that answer them (D9); who is first stands in [ArbiterTest].
class EngineTest {
    private static final String NAME = "engine-under-test";

    private final List<Engine> started = new ArrayList<>();

    private Engine start(int threads, WaitStrategy strategy) {
        Engine engine = new Engine(new EngineSpec(NAME, threads, strategy, true));
        engine.start();
        started.add(engine);
        return engine;
    }

    @AfterEach
    void endThreads() {
        for (Engine engine : started) {
            assertTrue(engine.stop(System.nanoTime() + Patience.NANOS), Patience::threads);
        }
        assertEquals(List.of(), runners());
    }

    private static List<Thread> runners() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().startsWith("dma-engine-" + NAME)).toList();
    }

    @Test
    void shouldGiveEachChannelThatRangOneTurn() {
        Engine engine = new Engine(EngineSpec.memory(NAME));
        List<String> turns = new ArrayList<>();
        Doorbell a = engine.attach(() -> turns.add("a"));
        engine.attach(() -> turns.add("b"));
        Doorbell c = engine.attach(() -> turns.add("c"));
        assertFalse(engine.round());
        c.ring();
        a.ring();
        a.ring();
        assertTrue(engine.round());
        assertTrue(engine.round());
        assertEquals(List.of("a", "c"), turns);
        assertFalse(engine.round());
        engine.detach(a);
        a.ring();
        assertFalse(engine.round());
    }

    @Test
    @DisplayName("a ring during the turn is another turn")
    void shouldNotLoseARingDuringTheTurn() {
        Engine engine = new Engine(EngineSpec.memory(NAME));
        AtomicInteger turns = new AtomicInteger();
        Doorbell[] bell = new Doorbell[1];
        bell[0] = engine.attach(() -> {
            if (turns.incrementAndGet() < 3) {
                bell[0].ring();
            }
        });
        bell[0].ring();
        while (engine.round()) {
            Thread.onSpinWait();
        }
        assertEquals(3, turns.get());
    }

    @ParameterizedTest
    @EnumSource(WaitStrategy.class)
    @DisplayName("D9 nothing burns a core while idle: the runner parks, and a ring wakes it")
    void shouldParkWhenIdleAndWakeWhenRung(WaitStrategy strategy) {
        Engine engine = start(1, strategy);
        for (int i = 0; i < 20; i++) {
            CountDownLatch turn = new CountDownLatch(1);
            Doorbell bell = engine.attach(turn::countDown);
            Patience.untilParked(runners().getFirst());
            bell.ring();
            Patience.await(turn, "the turn");
            engine.detach(bell);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, ADAPTIVE", "1, PARK", "2, ADAPTIVE", "3, PARK"})
    @DisplayName("no ring is lost, 100,000 times, whoever sleeps just then")
    void shouldLoseNoRing(int threads, WaitStrategy strategy) {
        Engine engine = start(threads, strategy);
        int rings = 25_000;
        AtomicLong[] wanted = {new AtomicLong(), new AtomicLong()};
        AtomicLong[] served = {new AtomicLong(), new AtomicLong()};
        Doorbell[] bells = new Doorbell[2];
        for (int i = 0; i < 2; i++) {
            int channel = i;
            bells[i] = engine.attach(() -> served[channel].set(wanted[channel].get()));
        }
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 1; i <= rings; i++) {
            int channel = i & 1;
            wanted[channel].set(i);
            bells[channel].ring();
            int number = i;
            int patience = random.nextInt(400);
            for (int spin = 0; spin < patience; spin++) {
                Thread.onSpinWait();
            }
            long deadline = System.nanoTime() + Patience.NANOS;
            while (served[channel].get() < number) {
                if (System.nanoTime() - deadline > 0) {
                    throw new AssertionError("ring " + number + " was lost, seed " + seed + "\n" + Patience.threads());
                }
                Thread.yield();
            }
        }
    }

    @Test
    @DisplayName("a channel that takes the place of one that has left gets all its rings, and its predecessor none of them")
    void shouldLoseNoRingWhilePlacesChangeHands() {
        Engine engine = start(2, WaitStrategy.ADAPTIVE);
        AtomicReference<Doorbell> last = new AtomicReference<>(engine.attach(() -> { }));
        AtomicBoolean over = new AtomicBoolean();
        // Whoever rings late: a device whose lease has ended.
        Client<Void> late = Client.does("late", () -> {
            while (!over.get()) {
                last.get().ring();
            }
        });
        try {
            for (int i = 0; i < 20_000; i++) {
                CountDownLatch turn = new CountDownLatch(1);
                Doorbell bell = engine.attach(turn::countDown);
                bell.ring();
                Patience.await(turn, "the turn of channel " + i);
                last.set(bell);
                engine.detach(bell);
            }
        } finally {
            over.set(true);
            late.answer();
        }
    }

    @Test
    @DisplayName("a runner that has two channels to serve wakes another one, though both rang on its own thread")
    void shouldShareWhatRingsDuringATurn() {
        Engine engine = start(2, WaitStrategy.ADAPTIVE);
        CountDownLatch both = new CountDownLatch(2);
        Steppable needsTheOther = () -> {
            both.countDown();
            Patience.await(both, "the other channel's turn");
        };
        Doorbell a = engine.attach(needsTheOther);
        Doorbell b = engine.attach(needsTheOther);
        for (Thread runner : runners()) {
            Patience.untilParked(runner);
        }
        engine.attach(() -> {
            a.ringAgain();
            b.ringAgain();
        }).ring();
        Patience.await(both, "both turns at once");
    }

    @Test
    @DisplayName("a runner inside one channel does not keep a parked one from another")
    void shouldWakeAnotherRunnerWhileOneIsInside() {
        Engine engine = start(2, WaitStrategy.ADAPTIVE);
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Doorbell slow = engine.attach(() -> {
            inside.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        CountDownLatch turn = new CountDownLatch(1);
        Doorbell quick = engine.attach(turn::countDown);
        slow.ring();
        Patience.await(inside, "the turn to begin");
        Patience.until(() -> runners().stream().filter(thread -> thread.getState() == Thread.State.WAITING).count() == 2,
                "one is inside, the other parks");
        quick.ring();
        Patience.await(turn, "the turn");
        go.countDown();
    }

    @Test
    @DisplayName("a turn that dies of a mistake in the core does not take the runner from the other channels")
    void shouldSurviveATurnThatDies() {
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        List<Throwable> uncaught = Collections.synchronizedList(new ArrayList<>());
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> uncaught.add(thrown));
        try {
            Engine engine = start(1, WaitStrategy.ADAPTIVE);
            CountDownLatch turn = new CountDownLatch(1);
            Doorbell dying = engine.attach(() -> {
                throw new AssertionError("a mistake in the core");
            });
            Doorbell other = engine.attach(turn::countDown);
            dying.ring();
            Patience.until(() -> uncaught.size() == 1, "it is reported");
            other.ring();
            Patience.await(turn, "the turn");
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    @Test
    @DisplayName("D9 nothing interrupts a runner inside a driver; stop says that it is still there")
    void shouldNotInterruptARunnerThatIsInside() {
        Engine engine = start(2, WaitStrategy.ADAPTIVE);
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        List<Boolean> interrupted = new ArrayList<>();
        Doorbell bell = engine.attach(() -> {
            inside.countDown();
            try {
                go.await();
                interrupted.add(false);
            } catch (InterruptedException e) {
                interrupted.add(true);
            }
        });
        bell.ring();
        Patience.await(inside, "the turn to begin");
        assertFalse(engine.stop(System.nanoTime() + 50_000_000));
        assertEquals(1, runners().stream().filter(Thread::isAlive).count(), "the other one has ended");
        go.countDown();
        assertTrue(engine.stop(System.nanoTime() + Patience.NANOS));
        assertEquals(List.of(false), interrupted);
    }

    @Test
    @DisplayName("D12 a stopper that has been interrupted waits all the same, and keeps the interrupt")
    void shouldWaitForItsRunnersThoughTheStopperIsInterrupted() {
        Engine engine = start(1, WaitStrategy.ADAPTIVE);
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        engine.attach(() -> {
            inside.countDown();
            Patience.await(go, "the test to go on");
        }).ring();
        Patience.await(inside, "the turn to begin");
        Client<List<Boolean>> stopper = Client.calls("stopper", () -> {
            Thread.currentThread().interrupt();
            return List.of(engine.stop(System.nanoTime() + Patience.NANOS), Thread.currentThread().isInterrupted());
        });
        Patience.untilParked(stopper.thread());
        assertFalse(stopper.isDone());
        go.countDown();
        assertEquals(List.of(true, true), stopper.answer());
    }

    @Test
    @DisplayName("D12 a runner may stop its own engine")
    void shouldStopFromOneOfItsOwnThreads() {
        Engine engine = start(2, WaitStrategy.ADAPTIVE);
        CountDownLatch done = new CountDownLatch(1);
        List<Boolean> stopped = Collections.synchronizedList(new ArrayList<>());
        Doorbell bell = engine.attach(() -> {
            stopped.add(engine.stop(System.nanoTime() + Patience.NANOS));
            done.countDown();
        });
        bell.ring();
        Patience.await(done, "all to be done");
        assertEquals(List.of(true), stopped, "it does not wait for itself");
    }
}

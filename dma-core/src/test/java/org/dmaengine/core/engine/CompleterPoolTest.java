package org.dmaengine.core.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.engine.Completers.Deliverable;
import org.dmaengine.core.stubs.Client;
import org.dmaengine.core.stubs.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The threads that run callbacks (D9: a small pool that grows when a callback holds one).
class CompleterPoolTest {
    private final CompleterPool pool = new CompleterPool();
    private final CountDownLatch go = new CountDownLatch(1);

    @AfterEach
    void endThreads() {
        go.countDown();
        assertTrue(pool.stop(System.nanoTime() + Patience.NANOS), Patience::threads);
    }

    /// A channel whose delivery says that it has begun, and then waits for the test.
    private Deliverable blocked(CountDownLatch begun) {
        return () -> {
            begun.countDown();
            Patience.await(go, "the test to go on");
        };
    }

    @Test
    void shouldDeliverOnAThreadOfItsOwn() {
        CountDownLatch done = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        pool.submit(() -> {
            threads.add(Thread.currentThread());
            assertTrue(CompleterPool.isInCallback());
            done.countDown();
        });
        Patience.await(done, "all to be done");
        assertTrue(threads.getFirst().getName().startsWith("dma-completer-"));
        assertTrue(threads.getFirst().isDaemon());
        assertFalse(CompleterPool.isInCallback());
    }

    @Test
    @Clause("CB-04")
    @DisplayName("CB-04, D9 different channels run in parallel: it grows for every channel whose turn does not come because callbacks hold all threads")
    void shouldGrowWhenCallbacksHoldAllThreads() {
        int channels = 4 * Runtime.getRuntime().availableProcessors() + 4;
        CountDownLatch begun = new CountDownLatch(channels);
        for (int i = 0; i < channels; i++) {
            pool.submit(blocked(begun));
        }
        // No further submit comes to its help.
        Patience.await(begun, "all to begin");
    }

    @Test
    @DisplayName("D9 it does not grow for channels that are served quickly")
    void shouldNotGrowForShortCallbacks() {
        List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
        for (int round = 0; round < 200; round++) {
            CountDownLatch done = new CountDownLatch(3);
            for (int i = 0; i < 3; i++) {
                pool.submit(() -> {
                    threads.add(Thread.currentThread());
                    done.countDown();
                });
            }
            Patience.await(done, "all to be done");
        }
        // One is kept busy by nobody for a millisecond at most: on a loaded machine some may be added, never one each time.
        assertTrue(threads.stream().distinct().count() < 20, () -> threads.stream().distinct().toList().toString());
    }

    @Test
    @DisplayName("D9 it does not grow for callbacks that compute for some milliseconds: the processors are taken")
    void shouldNotGrowForCallbacksThatCompute() {
        int processors = Math.max(2, Runtime.getRuntime().availableProcessors());
        int channels = 4 * processors;
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        CountDownLatch done = new CountDownLatch(channels);
        for (int i = 0; i < channels; i++) {
            pool.submit(() -> {
                threads.add(Thread.currentThread());
                long until = System.nanoTime() + 8_000_000;
                while (System.nanoTime() - until < 0) {
                    Thread.onSpinWait();
                }
                done.countDown();
            });
        }
        Patience.await(done, "all to be done");
        assertTrue(threads.size() <= processors + 1, threads::toString);
    }

    @Test
    @DisplayName("D6 a stopper that has been interrupted waits all the same, and keeps the interrupt")
    void shouldWaitForItsThreadsThoughTheStopperIsInterrupted() {
        CountDownLatch begun = new CountDownLatch(1);
        pool.submit(blocked(begun));
        Patience.await(begun, "the callback to begin");
        Client<List<Boolean>> stopper = Client.calls("stopper", () -> {
            Thread.currentThread().interrupt();
            return List.of(pool.stop(System.nanoTime() + Patience.NANOS), Thread.currentThread().isInterrupted());
        });
        Patience.untilParked(stopper.thread());
        assertFalse(stopper.isDone());
        go.countDown();
        assertEquals(List.of(true, true), stopper.answer());
    }

    @Test
    void shouldServeAgainAChannelThatHasMore() {
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch done = new CountDownLatch(50);
        AtomicInteger inside = new AtomicInteger();
        Deliverable[] chain = new Deliverable[1];
        chain[0] = () -> {
            order.add(inside.incrementAndGet());
            if (inside.get() < 50) {
                pool.submit(chain[0]);
            }
            done.countDown();
        };
        pool.submit(chain[0]);
        Patience.await(done, "all to be done");
        assertEquals(50, order.size());
        assertEquals(order.stream().sorted().toList(), order);
    }

    @Test
    @DisplayName("a callback that leaves its thread interrupted does not pass that on to another client's callback")
    void shouldNotPassAnInterruptOnToTheNextCallback() {
        int rounds = 100;
        CountDownLatch done = new CountDownLatch(rounds);
        List<Boolean> seen = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < rounds; i++) {
            pool.submit(() -> {
                seen.add(Thread.currentThread().isInterrupted());
                Thread.currentThread().interrupt();
                done.countDown();
            });
        }
        Patience.await(done, "all to be done");
        assertFalse(seen.contains(true), seen.toString());
    }

    @Test
    @DisplayName("a delivery that dies does not take the thread from the others")
    void shouldSurviveADeliveryThatDies() {
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        List<Throwable> uncaught = Collections.synchronizedList(new ArrayList<>());
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> uncaught.add(thrown));
        try {
            CountDownLatch done = new CountDownLatch(20);
            for (int i = 0; i < 20; i++) {
                pool.submit(() -> {
                    done.countDown();
                    throw new AssertionError("a mistake in the core");
                });
            }
            Patience.await(done, "all to be done");
            CountDownLatch next = new CountDownLatch(1);
            pool.submit(next::countDown);
            Patience.await(next, "the next delivery");
            Patience.until(() -> uncaught.size() == 20, "all twenty are reported");
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    @Test
    @DisplayName("D9 threads without work end, also those added while callbacks held the others, and come again")
    void shouldEndThreadsWithoutWork() {
        CompleterPool brief = new CompleterPool(20_000_000);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        for (int round = 0; round < 3; round++) {
            CountDownLatch begun = new CountDownLatch(5);
            CountDownLatch end = new CountDownLatch(1);
            for (int i = 0; i < 5; i++) {
                brief.submit(() -> {
                    threads.add(Thread.currentThread());
                    begun.countDown();
                    Patience.await(end, "the test to go on");
                });
            }
            Patience.await(begun, "all to begin");
            end.countDown();
            Patience.until(() -> threads.stream().noneMatch(Thread::isAlive), "all threads have ended");
        }
        assertTrue(brief.stop(System.nanoTime() + Patience.NANOS));
    }

    @Test
    void shouldDeliverWhatIsQueuedBeforeItStops() {
        int channels = 100;
        CountDownLatch done = new CountDownLatch(channels);
        for (int i = 0; i < channels; i++) {
            pool.submit(done::countDown);
        }
        assertTrue(pool.stop(System.nanoTime() + Patience.NANOS));
        assertEquals(0, done.getCount());
    }

    @Test
    void shouldSayThatACallbackHoldsAThread() {
        CountDownLatch begun = new CountDownLatch(1);
        pool.submit(blocked(begun));
        Patience.await(begun, "all to begin");
        assertFalse(pool.stop(System.nanoTime() + 50_000_000));
    }

    @Test
    @DisplayName("what comes after the stop is delivered all the same")
    void shouldDeliverWhatComesAfterTheStop() {
        pool.stop(System.nanoTime() + Patience.NANOS);
        CountDownLatch done = new CountDownLatch(1);
        pool.submit(done::countDown);
        Patience.await(done, "all to be done");
    }

    @Test
    void shouldStopFromOneOfItsOwnThreads() {
        CountDownLatch done = new CountDownLatch(1);
        List<Boolean> stopped = new ArrayList<>();
        pool.submit(() -> {
            stopped.add(pool.stop(System.nanoTime() + Patience.NANOS));
            done.countDown();
        });
        Patience.await(done, "all to be done");
        assertEquals(List.of(true), stopped, "it does not wait for itself");
    }
}

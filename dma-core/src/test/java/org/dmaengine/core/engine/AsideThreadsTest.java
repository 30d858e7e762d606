package org.dmaengine.core.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.dmaengine.core.stubs.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AsideThreadsTest {
    private final AsideThreads threads = new AsideThreads("bench");

    @AfterEach
    void stop() {
        threads.stop();
    }

    private Thread runs() throws InterruptedException {
        SynchronousQueue<Thread> thread = new SynchronousQueue<>();
        threads.run("stop", () -> {
            try {
                thread.offer(Thread.currentThread(), Patience.NANOS, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        return thread.poll(Patience.NANOS, TimeUnit.NANOSECONDS);
    }

    @Test
    void shouldKeepNoCallWaitingForOneThatHangs() throws InterruptedException {
        CountDownLatch hang = new CountDownLatch(1);
        threads.run("stop", () -> Patience.await(hang, "the end of the test"));
        assertTrue(runs().isDaemon());
        hang.countDown();
    }

    @Test
    void shouldMakeTheNextCallOnAThreadThatIsThere() throws InterruptedException {
        Thread first = runs();
        Patience.untilParked(first);
        assertSame(first, runs());
    }

    @Test
    void shouldSayWhatAThreadIsFor() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        String[] name = new String[1];
        threads.run("pause", () -> {
            name[0] = Thread.currentThread().getName();
            inside.countDown();
        });
        Patience.await(inside, "the call");
        assertEquals("dma-pause-bench", name[0]);
        Thread idle = runs();
        Patience.until(() -> idle.getName().equals("dma-aside-bench"), "it has no call");
    }

    @Test
    void shouldEndItsThreadsAndStillMakeCalls() throws InterruptedException {
        Thread first = runs();
        threads.stop();
        Patience.until(() -> !first.isAlive(), "the thread ends");
        assertNotSame(first, runs());
    }
}

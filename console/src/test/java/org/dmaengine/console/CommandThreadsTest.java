package org.dmaengine.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class CommandThreadsTest {
    private final List<String> events = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch never = new CountDownLatch(1);

    @Test
    void shouldLetACommandTidyUpBeforeItsConsoleIsInterrupted() throws Exception {
        Thread command = waiting("pipe-copy", "command");
        Thread console = waiting("console", "console");

        assertTrue(CommandThreads.end(console, Duration.ofSeconds(20)));

        assertFalse(command.isAlive());
        assertEquals(List.of("command interrupted", "command tidy", "console interrupted", "console tidy"), events);
    }

    @Test
    void shouldNotInterruptACommandsCleanUp() throws Exception {
        Thread command = Thread.ofPlatform().name("pipe-slow").start(() -> {
            LockSupport.park();
            Thread.interrupted();
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            events.add(Thread.interrupted() ? "disturbed" : "tidy");
        });

        assertTrue(CommandThreads.end(Thread.ofPlatform().start(() -> {}), Duration.ofSeconds(20)));

        command.join();
        assertEquals(List.of("tidy"), events);
    }

    @Test
    void shouldGiveUpOnACommandThatDoesNotStop() throws Exception {
        Thread command = Thread.ofPlatform().name("pipe-deaf").daemon().start(() -> {
            while (never.getCount() > 0) {
                LockSupport.park(never);
                Thread.interrupted();
            }
        });

        assertFalse(CommandThreads.end(Thread.currentThread(), Duration.ofMillis(100)));

        never.countDown();
        command.interrupt();
        command.join();
    }

    private Thread waiting(String name, String event) {
        return Thread.ofPlatform().name(name).start(() -> {
            try {
                never.await();
            } catch (InterruptedException _) {
                events.add(event + " interrupted");
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
                events.add(event + " tidy");
            }
        });
    }
}

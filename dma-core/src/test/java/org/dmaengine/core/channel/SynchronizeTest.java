package org.dmaengine.core.channel;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.CompletionCallback;
import org.dmaengine.Direction;
import org.dmaengine.DmaException;
import org.dmaengine.DmaStatus;
import org.dmaengine.SlaveConfig;
import org.dmaengine.TransferFlag;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.stubs.Bench;
import org.dmaengine.core.stubs.Callbacks;
import org.dmaengine.core.stubs.Client;
import org.dmaengine.core.stubs.DriverCall;
import org.dmaengine.core.stubs.Hang;
import org.dmaengine.core.stubs.Patience;
import org.dmaengine.mapping.Mapping;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What `synchronize` promises: nothing is touched, nothing is called any more (TRM-15 to TRM-20, VD-16).
class SynchronizeTest {
    @AutoClose
    private final Bench bench = Bench.of(ChannelCapabilities.of(Capability.MEMCPY, Capability.CYCLIC)
            .directions(Direction.DEV_TO_MEM));
    private final VirtualChannel channel = bench.channel;
    private final Mapping from = bench.pattern(64);
    private final Mapping to = bench.zeroes(64);
    private final Callbacks callbacks = new Callbacks();

    private long submit(CompletionCallback callback) {
        return channel.prepareMemcpy(to, 0, from, 0, 64, TransferFlag.INTERRUPT).onComplete(callback).submit();
    }

    @Test
    void shouldReturnAtOnceWhenNothingIsUnderWay() {
        assertDoesNotThrow(channel::synchronize);
        channel.terminateSync();
        submit(callbacks.record());
        bench.issueAndMove(64);
        bench.deliver();
        assertDoesNotThrow(channel::synchronize);
    }

    @Test
    @Clause({"TRM-16", "TRM-15", "TRM-21", "VD-16", "TRM-24"})
    @DisplayName("TRM-16, TRM-21 it waits until the driver has let go of what was dropped")
    void shouldWaitForTheDriverToStop() {
        submit(callbacks.record());
        bench.issueAndMove(10);
        channel.terminateAsync();
        Client<Void> client = Client.does("client", channel::synchronize);
        Patience.untilParked(client.thread());
        assertFalse(client.isDone());
        Hang stopping = new Hang((transfer, limit) -> 0);
        bench.driver.plan(DriverCall.STOP, stopping);
        Client<Void> runner = Client.does("runner", bench::run);
        stopping.awaitInside();
        assertFalse(client.isDone(), "the driver is still stopping");
        stopping.release();
        runner.answer();
        client.answer();
        assertEquals(List.of("start 1", "step 1 +10", "stop 1"), bench.driver.calls());
    }

    @Test
    @Clause({"TRM-16", "TRM-20", "VD-16", "TRM-24", "CLC-05", "PAIN-01"})
    @DisplayName("TRM-16 it waits for the callback that runs, and for those scheduled")
    void shouldWaitForTheCallbackThatRuns() {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        submit(callbacks.record(result -> {
            inside.countDown();
            Patience.await(go, "the test to go on");
        }));
        submit(callbacks.record());
        bench.issueAndMove(128);
        CompletableFuture<Void> batch = bench.completers.begin();
        Patience.await(inside, "the callback to begin");
        Client<Void> client = Client.does("client", channel::terminateSync);
        Patience.untilParked(client.thread());
        assertFalse(client.isDone());
        go.countDown();
        batch.join();
        client.answer();
        assertEquals(List.of(1L, 2L), callbacks.order());
    }

    @Test
    @Clause("TRM-16")
    @DisplayName("TRM-16 it does not wait for the callbacks of transfers that ended later, though they come in one batch")
    void shouldNotWaitForCallbacksOfWhatEndedLater() {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        submit(callbacks.record());
        submit(callbacks.record(result -> {
            inside.countDown();
            Patience.await(go, "the test to go on");
        }));
        bench.issueAndMove(64);
        Client<Long> client = Client.calls("client", () -> {
            long begin = System.nanoTime();
            channel.synchronize();
            return System.nanoTime() - begin;
        });
        Patience.untilParked(client.thread());
        bench.move(64);
        CompletableFuture<Void> batch = bench.completers.begin();
        Patience.await(inside, "the second callback to begin");
        long waited = client.answer();
        go.countDown();
        batch.join();
        assertTrue(waited < TimeUnit.SECONDS.toNanos(5), "only its deadline woke it, after " + waited + " ns");
    }

    @Test
    @Clause("TRM-19")
    @DisplayName("TRM-19 without a terminate it only waits for callbacks of what has ended")
    void shouldWaitOnlyForCallbacksWithoutATerminate() {
        submit(callbacks.record());
        submit(callbacks.record());
        bench.issueAndMove(70);
        Client<Void> client = Client.does("client", channel::synchronize);
        Patience.untilParked(client.thread());
        bench.deliver();
        client.answer();
        assertEquals(List.of(1L), callbacks.order());
        assertEquals(DmaStatus.IN_PROGRESS, channel.status(2).status());
    }

    @Test
    @Clause({"TRM-16", "TRM-10", "CYC-06"})
    @DisplayName("TRM-16, CYC-06 after it no callback of a ring runs any more")
    void shouldWaitForThePeriodThatWaitsToBeDelivered() {
        channel.configure(SlaveConfig.builder().build());
        channel.prepareCyclic(to, 0, 64, 16, Direction.DEV_TO_MEM, TransferFlag.INTERRUPT).onComplete(callbacks.record()).submit();
        bench.issueAndMove(20);
        Client<Void> client = Client.does("client", channel::synchronize);
        Patience.untilParked(client.thread());
        bench.deliver();
        client.answer();
        assertEquals(1, callbacks.results().size());
        bench.move(20);
        bench.whileRunning(channel::terminateSync);
        bench.deliver();
        assertEquals(1, callbacks.results().size(), "the period that waited was dropped");
    }

    @Test
    @Clause("TRM-16")
    @DisplayName("TRM-16 it waits for a period that is being delivered and for another that waits behind it")
    void shouldWaitForThePeriodBehindTheOneThatRuns() {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        channel.configure(SlaveConfig.builder().build());
        channel.prepareCyclic(to, 0, 64, 16, Direction.DEV_TO_MEM, TransferFlag.INTERRUPT).onComplete(callbacks.record(result -> {
            inside.countDown();
            Patience.await(go, "the test to go on");
        })).submit();
        bench.issueAndMove(16);
        CompletableFuture<Void> first = bench.completers.begin();
        Patience.await(inside, "the callback to begin");
        bench.move(16);
        Client<Void> client = Client.does("client", channel::synchronize);
        Patience.untilParked(client.thread());
        go.countDown();
        first.join();
        Patience.untilParked(client.thread());
        assertFalse(client.isDone(), "the second period has not been delivered");
        bench.deliver();
        client.answer();
        assertEquals(2, callbacks.results().size());
    }

    @Test
    @Clause({"TRM-02", "TRM-16", "PAIN-05"})
    @DisplayName("TRM-02 terminateSync is both")
    void shouldStopAndWaitInOne() {
        submit(callbacks.record());
        bench.issueAndMove(10);
        bench.whileRunning(channel::terminateSync);
        assertEquals(List.of("start 1", "step 1 +10", "stop 1"), bench.driver.calls());
        assertEquals(DmaStatus.ABORTED, channel.status(1).status());
        to.close();
        from.close();
        assertEquals(0, bench.device.liveMappings(), "their memory could be freed");
    }

    @Test
    @Clause("TRM-16")
    @DisplayName("TRM-16 an interrupt does not cut it short, and is kept")
    void shouldNotBeCutShortByAnInterrupt() {
        submit(callbacks.record());
        bench.issueAndMove(10);
        channel.terminateAsync();
        Client<Boolean> client = Client.calls("client", () -> {
            channel.synchronize();
            return Thread.currentThread().isInterrupted();
        });
        Patience.untilParked(client.thread());
        client.thread().interrupt();
        bench.run();
        assertTrue(client.answer());
        assertEquals("stop 1", bench.driver.calls().getLast());
    }

    @Test
    @Clause("TRM-21")
    @DisplayName("TRM-21 after 5 s it gives up, says what is still running and that the memory must not be freed")
    void shouldGiveUpOnADriverThatDoesNotStop() {
        Hang hang = new Hang((transfer, limit) -> bench.driver.move(transfer, 20));
        bench.driver.plan(DriverCall.STEP, hang);
        submit(callbacks.record());
        channel.issuePending();
        Client<Void> runner = Client.does("runner", bench::run);
        hang.awaitInside();
        String message = assertThrows(DmaException.TimedOut.class, channel::terminateSync).getMessage();
        assertTrue(message.contains("runner") && message.contains("must not be freed"), message);
        hang.release();
        runner.answer();
        assertDoesNotThrow(channel::synchronize);
    }

    @Test
    @Clause({"TRM-17", "ISS-11", "ISS-12"})
    @DisplayName("TRM-17 what is issued after the terminate is neither waited for nor stopped")
    void shouldNotWaitForWhatIsIssuedAfterTheTerminate() {
        submit(callbacks.record());
        bench.issueAndMove(10);
        channel.terminateAsync();
        long next = submit(callbacks.record());
        channel.issuePending();
        Client<Void> client = Client.does("client", channel::synchronize);
        Patience.untilParked(client.thread());
        bench.run();
        client.answer();
        assertEquals(List.of("start 1", "step 1 +10", "stop 1", "start 2"), bench.driver.calls());
        assertEquals(DmaStatus.IN_PROGRESS, channel.status(next).status());
        bench.move(64);
        bench.deliver();
        assertEquals(List.of(next), callbacks.order());
    }

    @Test
    @Clause({"TRM-23", "TRM-16", "TRM-05", "PAIN-01"})
    @DisplayName("TRM-23 terminated inside a callback, synchronized elsewhere: so a client knows when its memory may be freed")
    void shouldSayWhenMemoryMayBeFreedAfterATerminateInACallback() {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        submit(callbacks.record(result -> {
            channel.terminateAsync();
            inside.countDown();
            Patience.await(go, "the test to go on");
        }));
        submit(callbacks.record());
        bench.issueAndMove(70);
        CompletableFuture<Void> batch = bench.completers.begin();
        Patience.await(inside, "the callback to begin");
        Client<Integer> client = Client.calls("client", () -> {
            channel.synchronize();
            from.close();
            to.close();
            return bench.device.liveMappings();
        });
        bench.run();
        Patience.untilParked(client.thread());
        assertFalse(client.isDone(), "the callback is running");
        go.countDown();
        batch.join();
        assertEquals(0, client.answer());
    }

    @Test
    @Clause("TRM-02")
    @DisplayName("TRM-02 terminateSync that cannot terminate says so, and does not synchronize")
    void shouldNotSynchronizeWhenItCannotTerminate() {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        submit(callbacks.record(result -> {
            inside.countDown();
            Patience.await(go, "the test to go on");
        }));
        bench.issueAndMove(64);
        CompletableFuture<Void> batch = bench.completers.begin();
        Patience.await(inside, "the callback to begin");
        channel.depart("the controller has left", System.nanoTime() + Patience.NANOS);
        assertThrows(DmaException.ChannelGone.class, channel::terminateSync);
        assertEquals(1, go.getCount(), "the callback still runs");
        go.countDown();
        batch.join();
    }
}

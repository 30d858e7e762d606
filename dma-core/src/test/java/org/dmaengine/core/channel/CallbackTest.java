package org.dmaengine.core.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.CompletionCallback;
import org.dmaengine.Direction;
import org.dmaengine.DmaDescriptor;
import org.dmaengine.DmaStatus;
import org.dmaengine.SlaveConfig;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferOutcome;
import org.dmaengine.TransferResult;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.stubs.Bench;
import org.dmaengine.core.stubs.Callbacks;
import org.dmaengine.core.stubs.Client;
import org.dmaengine.core.stubs.DriverCall;
import org.dmaengine.core.stubs.HandCompleters;
import org.dmaengine.core.stubs.Patience;
import org.dmaengine.mapping.Mapping;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Completion callbacks: when, where, in which order, and what they may do (contract 2.12, FLG-01 to FLG-03).
class CallbackTest {
    @AutoClose
    private final Bench bench = Bench.of(ChannelCapabilities.of(Capability.MEMCPY, Capability.SLAVE)
            .directions(Direction.MEM_TO_DEV));
    private final VirtualChannel channel = bench.channel;
    private final Mapping from = bench.pattern(64);
    private final Mapping to = bench.zeroes(64);
    private final Callbacks callbacks = new Callbacks();

    private DmaDescriptor copy(int length) {
        return channel.prepareMemcpy(to, 0, from, 0, length, TransferFlag.INTERRUPT);
    }

    private long submit(int length, CompletionCallback callback) {
        return copy(length).onComplete(callback).submit();
    }

    private void moveAll() {
        bench.issueAndMove(1 << 20);
    }

    @Test
    @Clause({"CB-02", "CB-06", "VD-11"})
    @DisplayName("CB-06, CB-02 one transfer is one call, with how it ended")
    void shouldCallBackOnceWithTheResult() {
        long cookie = submit(40, callbacks.record());
        moveAll();
        bench.deliver();
        assertEquals(new TransferResult(cookie, TransferOutcome.NO_ERROR, 40, 0, 0, 0, 0, 0, ""), callbacks.only());
        assertEquals(40, callbacks.only().transferred());
        assertTrue(callbacks.only().isOk());
    }

    @Test
    @Clause({"FLG-01", "CB-06", "VD-09"})
    @DisplayName("FLG-01 two quick transfers are two calls")
    void shouldCallBackForEachOfTwoQuickTransfers() {
        submit(8, callbacks.record());
        submit(8, callbacks.record());
        moveAll();
        assertEquals(1, bench.completers.waiting(), "one delivery takes both");
        bench.deliver();
        assertEquals(List.of(1L, 2L), callbacks.order());
    }

    @Test
    @Clause({"FLG-02", "FLG-03", "DIFF-10", "VD-24"})
    @DisplayName("FLG-02, FLG-03, table of differences: no flag, no callback; the order of completion is the same")
    void shouldNotCallBackWithoutTheFlag() {
        DmaDescriptor quiet = channel.prepareMemcpy(to, 0, from, 0, 8);
        String message = assertThrows(IllegalStateException.class, () -> quiet.onComplete(callbacks.record())).getMessage();
        assertTrue(message.contains("INTERRUPT"), message);
        long cookie = quiet.submit();
        submit(8, callbacks.record());
        moveAll();
        bench.deliver();
        assertTrue(channel.hasEnded(cookie));
        assertEquals(List.of(2L), callbacks.order());
    }

    @Test
    @Clause({"CB-03", "VD-11", "VD-27", "PAIN-06", "PAIN-25"})
    @DisplayName("CB-03 the callback runs on a completer, never on the stack of the submitter or stepper, under no lock")
    void shouldCallBackOnACompleterWithoutTheLock() {
        submit(8, callbacks.record(result -> {
            // Another thread gets at everything that takes the channel's lock.
            assertEquals(2, Client.calls("other client", () -> copy(4).submit()).answer());
            assertEquals(4094, Client.calls("other client", channel::queueSpace).answer());
        }));
        moveAll();
        assertEquals(List.of(), callbacks.results(), "stepping has not called back");
        bench.deliver();
        assertEquals(HandCompleters.THREAD, callbacks.threads().getFirst().getName());
        assertEquals(List.of(), bench.log.lines());
    }

    @Test
    @Clause("CB-03")
    @DisplayName("CB-03, D9 also where the transfer is done on the issuing thread, its callback is not")
    void shouldNotCallBackOnTheIssuingThread() {
        try (Bench inline = Bench.assistable(ChannelCapabilities.of(Capability.MEMCPY))) {
            inline.driver.allow(1 << 20);
            inline.channel.prepareMemcpy(inline.zeroes(8), 0, inline.pattern(8), 0, 8, TransferFlag.INTERRUPT)
                    .onComplete(callbacks.record()).submit();
            inline.channel.issuePending();
            assertTrue(inline.channel.hasEnded(1));
            assertEquals(List.of(), callbacks.results());
            inline.deliver();
            assertEquals(HandCompleters.THREAD, callbacks.threads().getFirst().getName());
        }
    }

    @Test
    @Clause({"CB-04", "VD-26", "CB-19", "VD-11", "PAIN-25"})
    @DisplayName("CB-04, VD-26 in order, one at a time, also for what completes while a callback runs")
    void shouldCallBackInOrderAndOneAtATime() {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        submit(8, callbacks.record(result -> {
            inside.countDown();
            Patience.await(go, "the test to go on");
        }));
        moveAll();
        CompletableFuture<Void> first = bench.completers.begin();
        Patience.await(inside, "the callback to begin");
        submit(8, callbacks.record());
        submit(8, callbacks.record());
        moveAll();
        assertEquals(0, bench.completers.waiting(), "the channel is not handed to a second completer");
        assertEquals(List.of(1L), callbacks.order());
        go.countDown();
        first.join();
        assertEquals(1, bench.completers.waiting(), "what completed meanwhile is the next delivery");
        bench.deliver();
        assertEquals(List.of(1L, 2L, 3L), callbacks.order());
    }

    @Test
    @Clause({"CB-05", "VD-06"})
    @DisplayName("CB-05 COMPLETE does not mean that the callback has run")
    void shouldReadCompleteWhileTheCallbackIsBlocked() {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        long cookie = submit(8, result -> {
            inside.countDown();
            Patience.await(go, "the test to go on");
        });
        moveAll();
        assertEquals(DmaStatus.COMPLETE, channel.status(cookie).status(), "before it begins");
        CompletableFuture<Void> delivery = bench.completers.begin();
        Patience.await(inside, "the callback to begin");
        assertEquals(DmaStatus.COMPLETE, channel.status(cookie).status(), "while it runs");
        assertTrue(channel.hasEnded(cookie));
        go.countDown();
        delivery.join();
    }

    @Test
    @Clause({"CB-01", "PAIN-18"})
    @DisplayName("CB-01 one slot for both forms, the last one set counts")
    void shouldCallOnlyTheLastCallbackSet() {
        copy(8).onComplete(callbacks.record()).onComplete(callbacks.cookies()).submit();
        copy(8).onComplete(callbacks.cookies()).onComplete(callbacks.record()).submit();
        moveAll();
        bench.deliver();
        assertEquals(List.of("1 NO_ERROR 0"), callbacks.primitive());
        assertEquals(List.of(2L), callbacks.order());
    }

    @Test
    @Clause({"CB-10", "SUB-13", "PAU-07", "PAIN-06"})
    @DisplayName("CB-10 inside: prepare, submit, issue, configure, status, pause, resume, terminate of the same channel")
    void shouldAllowTheCallsThatDoNotWaitInsideACallback() {
        List<Object> seen = new ArrayList<>();
        submit(8, callbacks.record(result -> {
            channel.configure(SlaveConfig.builder().build());
            seen.add(channel.prepareSlaveSingle(from, 0, 4, Direction.MEM_TO_DEV).submit());
            seen.add(copy(4).onComplete(callbacks.record()).submit());
            channel.issuePending();
            seen.add(channel.status(1).status());
            channel.pause();
            seen.add(channel.status(2).status());
            channel.resume();
            seen.add(channel.queueSpace());
        }));
        moveAll();
        bench.deliver();
        assertEquals(List.of(), bench.log.lines());
        assertEquals(List.of(2L, 3L, DmaStatus.COMPLETE, DmaStatus.PAUSED, 4093), seen);
        bench.run();
        bench.deliver();
        assertEquals(List.of(1L, 3L), callbacks.order());
    }

    @Test
    @Clause({"CB-11", "TRM-06", "TRM-18", "TRM-24", "REQ-37", "DIFF-09"})
    @DisplayName("CB-11, table of differences: what would wait for itself is refused at once")
    void shouldRefuseTheCallsThatWouldWaitForThemselves() {
        List<String> refusals = new ArrayList<>();
        submit(8, result -> {
            refusals.add(assertThrows(IllegalStateException.class, channel::terminateSync).getMessage());
            refusals.add(assertThrows(IllegalStateException.class, channel::synchronize).getMessage());
            refusals.add(assertThrows(IllegalStateException.class, channel::close).getMessage());
            refusals.add(assertThrows(IllegalStateException.class, () -> channel.await(1, Duration.ZERO)).getMessage());
        });
        moveAll();
        bench.deliver();
        assertEquals(List.of(), bench.log.lines());
        assertEquals(4, refusals.size());
        refusals.forEach(text -> assertTrue(text.contains("callback") && text.contains("dma0chan0"), text));
        assertFalse(channel.isClosed());
        assertTrue(refusals.getFirst().contains("terminateAsync"), "it says what to do instead: " + refusals.getFirst());
        assertEquals(2, submit(8, callbacks.record()), "and nothing has changed");
    }

    @Test
    @Clause("CB-11")
    @DisplayName("CB-11 in the callback of another channel it is legal to wait for this one")
    void shouldAllowToWaitForAnotherChannel() {
        try (Bench other = Bench.assistable(ChannelCapabilities.of(Capability.MEMCPY))) {
            other.driver.allow(1 << 20);
            Mapping target = other.zeroes(8);
            Mapping source = other.pattern(8);
            List<DmaStatus> seen = new ArrayList<>();
            submit(8, result -> {
                long cookie = other.channel.prepareMemcpy(target, 0, source, 0, 8).submit();
                other.channel.issuePending();
                try {
                    seen.add(other.channel.await(cookie, Duration.ofSeconds(10)).status());
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                other.channel.terminateSync();
            });
            moveAll();
            bench.deliver();
            assertEquals(List.of(), bench.log.lines());
            assertEquals(List.of(DmaStatus.COMPLETE), seen);
        }
    }

    @Test
    @Clause("CB-19")
    @DisplayName("CB-19 what a callback throws is logged and stops nothing")
    void shouldGoOnAfterACallbackThatThrows() {
        submit(8, callbacks.record(result -> {
            throw new IllegalArgumentException("a client's mistake");
        }));
        submit(8, callbacks.record(result -> {
            throw new StackOverflowError("a client's worse mistake");
        }));
        submit(8, callbacks.record());
        moveAll();
        bench.deliver();
        assertEquals(List.of(1L, 2L, 3L), callbacks.order());
        assertEquals(2, bench.log.lines().size());
        assertTrue(bench.log.lines().getFirst().contains("dma0chan0, 1, java.lang.IllegalArgumentException: a client's mistake"),
                bench.log.lines().getFirst());
    }

    @Test
    @Clause({"CB-17", "ST-13", "CLC-03"})
    @DisplayName("CB-17 a short transfer ends without error and with a residue")
    void shouldReportWhatAShortTransferLeft() {
        bench.driver.plan(DriverCall.STEP, (transfer, limit) -> {
            transfer.end();
            return bench.driver.move(transfer, 30);
        });
        long cookie = submit(40, callbacks.record());
        moveAll();
        bench.deliver();
        assertEquals(new TransferResult(cookie, TransferOutcome.NO_ERROR, 40, 10, 0, 0, 0, 0, ""), callbacks.only());
        assertEquals(30, callbacks.only().transferred());
        assertEquals(DmaStatus.COMPLETE, channel.status(cookie).status());
        assertEquals(10, channel.status(cookie).residue(), "ST-13: of a short transfer the residue stays known");
    }

    @Test
    @Clause({"CB-10", "CB-12", "ISS-01"})
    @DisplayName("ISS-08, CB-10 the queue goes on while a callback runs, and a callback can keep it fed")
    void shouldKeepTheQueueFedFromItsCallback() {
        CompletionCallback[] feed = new CompletionCallback[1];
        feed[0] = callbacks.record(result -> {
            if (result.cookie() < 100) {
                submit(8, feed[0]);
                channel.issuePending();
            }
        });
        submit(8, feed[0]);
        moveAll();
        while (bench.completers.waiting() > 0) {
            bench.deliver();
            bench.run();
        }
        assertEquals(100, callbacks.order().size());
        assertEquals(List.of(), bench.log.lines());
    }

    @Test
    @Clause({"CB-04", "VD-09"})
    @DisplayName("CB-04 a completer serves whichever channel has something; none is served twice at a time")
    void shouldHandTheChannelOverOnlyOnce() {
        for (int i = 0; i < 10; i++) {
            submit(8, callbacks.record());
            moveAll();
        }
        assertEquals(1, bench.completers.waiting());
        bench.deliver();
        assertEquals(10, callbacks.order().size());
        assertSame(callbacks.threads().getFirst(), callbacks.threads().getLast());
        assertEquals(0, bench.completers.waiting());
    }
}

package org.dmaengine.core.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.DmaDescriptor;
import org.dmaengine.DmaStatus;
import org.dmaengine.TransferFlag;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.stubs.Bench;
import org.dmaengine.core.stubs.Callbacks;
import org.dmaengine.core.stubs.Client;
import org.dmaengine.core.stubs.DriverCall;
import org.dmaengine.core.stubs.Hang;
import org.dmaengine.core.stubs.Patience;
import org.dmaengine.mapping.Mapping;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// A transfer whose deadline is over: where it stood is told, and the channel goes on.
class DeadlineTest {
    private static final Duration LIMIT = Duration.ofMillis(500);

    private final Bench bench = Bench.of(ChannelCapabilities.of(Capability.MEMCPY).reuse(true));
    private final VirtualChannel channel = bench.channel;
    private final Callbacks callbacks = new Callbacks();
    private final Mapping from = bench.pattern(64);
    private final Mapping to = bench.zeroes(64);

    @AfterEach
    void release() {
        bench.close();
    }

    @Test
    @DisplayName("what has ended in time is not touched")
    void shouldLeaveAloneWhatHasEnded() {
        long cookie = copy(64).submit();
        bench.issueAndMove(64);
        bench.deliver();
        bench.pass(LIMIT);
        assertEquals(DmaStatus.COMPLETE, channel.status(cookie).status());
        assertEquals(List.of(), bench.log.lines());
    }

    @Test
    @DisplayName("not issued: it ends all the same, and the diagnosis says what was forgotten")
    void shouldEndWhatWasNeverIssued() {
        copy(64).submit();
        overdue("not issued");
        assertEquals(List.of("1 ABORTED 64"), callbacks.primitive());
        long next = channel.prepareMemcpy(to, 0, from, 0, 8).submit();
        bench.issueAndMove(8);
        assertEquals(DmaStatus.COMPLETE, channel.status(next).status());
        assertEquals(List.of("start 1", "step 1 +8"), bench.driver.calls(), "the driver has never seen the first");
    }

    @Test
    @DisplayName("no request from the device: what the driver waits for is in the diagnosis")
    void shouldTellWhatTheDriverWaitsFor() {
        bench.driver.plan(DriverCall.STEP, (transfer, limit) -> {
            bench.driver.host().waitsFor("no port on request line 5");
            return 0;
        });
        copy(64).submit();
        bench.issueAndMove(0);
        overdue("no byte moved; no port on request line 5");
        assertEquals(List.of("1 ABORTED 64"), callbacks.primitive());
        assertEquals(List.of("start 1", "stop 1"), bench.driver.calls());
    }

    @Test
    @Clause("PAIN-26")
    @DisplayName("partly moved: the residue is exact, bytes that the driver delivers while it stops counted")
    void shouldEndWithTheResidue() {
        copy(64).submit();
        long behind = channel.prepareMemcpy(to, 0, from, 0, 8).submit();
        bench.issueAndMove(10);
        bench.driver.plan(DriverCall.STOP, (transfer, limit) -> bench.driver.move(transfer, 4));
        overdue("10 of 64 bytes moved");
        assertEquals(List.of("1 ABORTED 50"), callbacks.primitive());
        bench.move(8);
        assertEquals(DmaStatus.COMPLETE, channel.status(behind).status());
    }

    @Test
    @DisplayName("not the oldest: it ends when its turn comes, without being started; its status says why at once")
    void shouldEndInItsTurn() {
        long first = channel.prepareMemcpy(to, 0, from, 0, 64).submit();
        long late = copy(64).submit();
        bench.issueAndMove(10);
        bench.pass(LIMIT);
        bench.run();
        assertEquals(DmaStatus.IN_PROGRESS, channel.status(late).status());
        assertTrue(channel.status(late).detail().contains("not started, 1 before it"), channel.status(late).detail());
        bench.move(54);
        bench.deliver();
        assertEquals(DmaStatus.COMPLETE, channel.status(first).status());
        assertEquals(List.of("2 ABORTED 64"), callbacks.primitive());
        assertEquals(List.of("start 1", "step 1 +10", "step 1 +54"), bench.driver.calls());
    }

    @Test
    @DisplayName("paused: it ends, and the channel stays paused")
    void shouldEndThoughTheChannelIsPaused() {
        copy(64).submit();
        bench.issueAndMove(10);
        channel.pause();
        overdue("the channel is paused");
        assertTrue(channel.isPaused());
        assertEquals(List.of("1 ABORTED 54"), callbacks.primitive());
    }

    @Test
    @DisplayName("between two drivers: it ends where it stands")
    void shouldEndBetweenTwoDrivers() {
        bench.owner.hasReplacements();
        copy(64).submit();
        bench.issueAndMove(10);
        channel.detach(channel.attachment(), "it leaves", System.nanoTime(), System.nanoTime() + Patience.NANOS, _ -> () -> { });
        overdue("its controller has left");
        assertEquals(List.of("1 ABORTED 54"), callbacks.primitive());
    }

    @Test
    @DisplayName("a driver that hangs over it is given up on")
    void shouldGiveUpOnADriverThatHangs() {
        Hang hang = new Hang((transfer, limit) -> 0);
        bench.driver.plan(DriverCall.STEP, hang);
        copy(64).submit();
        channel.issuePending();
        Client<Void> runner = Client.does("runner", bench::run);
        hang.awaitInside();
        bench.pass(LIMIT);
        assertEquals(List.of(), bench.owner.told(), "it may come back");
        bench.pass(LIMIT);
        assertEquals(List.of("driver hangs"), bench.owner.told());
        bench.deliver();
        assertEquals(List.of("1 ABORTED 64"), callbacks.primitive());
        hang.release();
        runner.answer();
    }

    @Test
    @DisplayName("completed but not delivered: the log says what holds the callback, and it is delivered in the end")
    void shouldTellOfACallbackThatIsHeldUp() {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch inside = new CountDownLatch(1);
        channel.prepareMemcpy(to, 0, from, 0, 8, TransferFlag.INTERRUPT).onComplete((cookie, outcome, residue) -> {
            inside.countDown();
            Patience.await(held, "the test to let the callback return");
        }).submit();
        copy(8).submit();
        bench.issueAndMove(16);
        CompletableFuture<Void> delivering = bench.completers.begin();
        Patience.await(inside, "the first callback");
        bench.pass(LIMIT);
        String line = bench.log.lines().getFirst();
        assertTrue(line.contains("has completed") && line.contains("[dma0chan0, 2, ") && line.contains("completer-by-hand"), line);
        held.countDown();
        delivering.join();
        bench.deliver();
        assertEquals(List.of("2 NO_ERROR 0"), callbacks.primitive());
    }

    @Test
    @DisplayName("each use of a reusable descriptor has the whole time again")
    void shouldBeginAnewWithEachSubmit() {
        DmaDescriptor again = copy(8).reusable(true);
        for (int i = 0; i < 3; i++) {
            again.submit();
            bench.issueAndMove(8);
            bench.deliver();
            bench.pass(LIMIT.dividedBy(2));
        }
        assertFalse(callbacks.primitive().stream().anyMatch(text -> text.contains("ABORTED")), callbacks.primitive().toString());
        again.submit();
        overdue("not issued");
    }

    @Test
    @DisplayName("the time can be set before submit only, and taken back")
    void shouldBeSetBeforeSubmit() {
        DmaDescriptor descriptor = copy(8).deadline(Duration.ZERO);
        descriptor.submit();
        bench.pass(LIMIT);
        assertEquals(List.of(), bench.log.lines());
        assertThrows(IllegalStateException.class, () -> descriptor.deadline(LIMIT));
    }

    private DmaDescriptor copy(int length) {
        return channel.prepareMemcpy(to, 0, from, 0, length, TransferFlag.INTERRUPT).onComplete(callbacks.cookies()).deadline(LIMIT);
    }

    private void overdue(String diagnosis) {
        bench.pass(LIMIT);
        bench.run();
        bench.deliver();
        long last = channel.status(1).last();
        String detail = channel.status(last).detail();
        assertTrue(detail.contains("its deadline of 500 ms is over") && detail.contains(diagnosis), detail);
        assertTrue(bench.log.lines().stream().anyMatch(line -> line.contains(diagnosis)), bench.log.lines().toString());
    }
}

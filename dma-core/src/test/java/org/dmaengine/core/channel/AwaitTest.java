package org.dmaengine.core.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.DmaException;
import org.dmaengine.DmaStatus;
import org.dmaengine.TransferStatus;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.stubs.Bench;
import org.dmaengine.core.stubs.Client;
import org.dmaengine.core.stubs.DriverCall;
import org.dmaengine.core.stubs.Hang;
import org.dmaengine.core.stubs.Patience;
import org.dmaengine.mapping.Mapping;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Waiting for a transfer, and helping with it meanwhile (PUB-01, PUB-02, D9).
class AwaitTest {
    // Longer than the test waits for its clients: a wait must be ended, not run out.
    private static final Duration LONG = Duration.ofNanos(3 * Patience.NANOS);
    private static final ChannelCapabilities.Builder COPIES = ChannelCapabilities.of(Capability.MEMCPY);

    @AutoClose
    private final Bench bench = Bench.of(COPIES);
    @AutoClose
    private final Bench assistable = Bench.assistable(COPIES);

    private static long issue(Bench on, int length) {
        long cookie = on.channel.prepareMemcpy(on.zeroes(length), 0, on.pattern(length), 0, length).submit();
        on.channel.issuePending();
        return cookie;
    }

    @Test
    @Clause({"FLG-15", "PUB-01"})
    void shouldReturnWhenTheTransferEnds() {
        long cookie = issue(bench, 64);
        Client<TransferStatus> client = Client.calls("client", () -> bench.channel.await(cookie, LONG));
        Patience.untilParked(client.thread());
        bench.move(63);
        assertFalse(client.isDone());
        bench.move(1);
        assertEquals(DmaStatus.COMPLETE, client.answer().status());
    }

    @Test
    @Clause("PUB-02")
    @DisplayName("PUB-02 what has ended is reported even if the deadline is past")
    void shouldLookBeforeTheDeadline() throws InterruptedException {
        long cookie = issue(bench, 64);
        bench.move(64);
        assertEquals(DmaStatus.COMPLETE, bench.channel.await(cookie, Duration.ZERO).status());
        assertEquals(DmaStatus.COMPLETE, bench.channel.await(cookie, Duration.ofSeconds(-1)).status());
    }

    @Test
    @Clause({"ERR-19", "PUB-01"})
    void shouldSayWhatItWaitedForAndLeaveTheTransferAlone() {
        long cookie = issue(bench, 64);
        bench.move(10);
        String message = assertThrows(DmaException.TimedOut.class, () -> bench.channel.await(cookie, Duration.ofMillis(1)))
                .getMessage();
        assertTrue(message.contains("cookie 1") && message.contains("54 bytes to go") && message.contains("IN_PROGRESS"), message);
        bench.move(54);
        assertEquals(DmaStatus.COMPLETE, bench.channel.status(cookie).status());
    }

    @Test
    void shouldEndForTheInterruptedAndLeaveTheTransferAlone() {
        long cookie = issue(bench, 64);
        Client<TransferStatus> client = Client.calls("client", () -> bench.channel.await(cookie, LONG));
        Patience.untilParked(client.thread());
        client.thread().interrupt();
        AssertionError error = assertThrows(AssertionError.class, client::answer);
        assertEquals(InterruptedException.class, error.getCause().getClass());
        bench.move(64);
        assertEquals(DmaStatus.COMPLETE, bench.channel.status(cookie).status());
    }

    @Test
    @Clause("DIFF-04")
    @DisplayName("TRM-07, table of differences: a terminate ends waits at once, though the controller has not stopped")
    void shouldEndAtOnceWhenTheTransferIsTerminated() {
        long cookie = issue(bench, 64);
        bench.move(10);
        Client<TransferStatus> client = Client.calls("client", () -> bench.channel.await(cookie, LONG));
        Patience.untilParked(client.thread());
        bench.channel.terminateAsync();
        TransferStatus status = client.answer();
        assertEquals(DmaStatus.ABORTED, status.status());
        assertEquals(54, status.residue());
        assertEquals(List.of("start 1", "step 1 +10"), bench.driver.calls(), "the driver has not been asked to stop yet");
    }

    @Test
    @DisplayName("D9 whoever waits helps where the engine is assistable")
    void shouldDoTheWorkOfAnAssistableEngine() throws InterruptedException {
        assistable.driver.allow(Long.MAX_VALUE);
        long cookie = issue(assistable, 10_000);
        assertEquals(DmaStatus.COMPLETE, assistable.channel.await(cookie, LONG).status());
        assertEquals(List.of(Thread.currentThread()), assistable.driver.threads().stream().distinct().toList());
    }

    @Test
    @DisplayName("D9 nobody but its runner steps a device engine")
    void shouldNotStepADevice() {
        bench.driver.allow(Long.MAX_VALUE);
        long cookie = issue(bench, 64);
        assertThrows(DmaException.TimedOut.class, () -> bench.channel.await(cookie, Duration.ofMillis(1)));
        assertEquals(List.of(), bench.driver.calls());
    }

    @Test
    @DisplayName("D9 a helper goes back to waiting when nothing can be moved, and the rest is the engine's")
    void shouldStopHelpingWhenNothingCanBeMoved() {
        assistable.driver.allow(5000);
        long cookie = issue(assistable, 10_000);
        Client<TransferStatus> client = Client.calls("client", () -> assistable.channel.await(cookie, LONG));
        Patience.untilParked(client.thread());
        assertEquals(5000, assistable.channel.status(cookie).residue());
        assistable.move(5000);
        assertEquals(DmaStatus.COMPLETE, client.answer().status());
    }

    @Test
    @DisplayName("D9 the deadline of a helper is looked at every few steps")
    void shouldLookAtTheDeadlineEveryFewSteps() {
        Duration patience = Duration.ofMillis(10);
        long cookie = issue(assistable, 10_000);
        List<Long> late = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            assistable.driver.plan(DriverCall.STEP, (transfer, limit) -> {
                if (late.isEmpty()) {
                    long until = System.nanoTime() + patience.toNanos();
                    Patience.until(() -> System.nanoTime() - until > 0, "the deadline is past");
                }
                late.add(limit);
                return assistable.driver.move(transfer, 1);
            });
        }
        assistable.driver.host().wake();
        assertThrows(DmaException.TimedOut.class, () -> assistable.channel.await(cookie, patience));
        assertTrue(late.size() <= 16, () -> late.size() + " steps after the deadline");
        assertFalse(assistable.channel.hasEnded(cookie));
    }

    @Test
    @DisplayName("PAU-02 a helper stops when somebody else pauses")
    void shouldStopHelpingWhenPaused() {
        Hang hang = new Hang((transfer, limit) -> assistable.driver.move(transfer, 100));
        assistable.driver.plan(DriverCall.STEP, hang);
        long cookie = issue(assistable, 10_000);
        Client<TransferStatus> helper = Client.calls("helper", () -> assistable.channel.await(cookie, LONG));
        hang.awaitInside();
        assistable.driver.allow(Long.MAX_VALUE);
        Client<Void> pauser = Client.does("pauser", assistable.channel::pause);
        Patience.untilParked(pauser.thread());
        hang.release();
        pauser.answer();
        assertEquals(9900, assistable.channel.status(cookie).residue(), "nothing moves any more");
        assertFalse(helper.isDone());
        assistable.channel.resume();
        assistable.run();
        assertEquals(DmaStatus.COMPLETE, helper.answer().status());
    }

    @Test
    @DisplayName("D6 a helper makes room when somebody else releases the channel")
    void shouldMakeRoomForARelease() {
        Hang hang = new Hang((transfer, limit) -> assistable.driver.move(transfer, 100));
        assistable.driver.plan(DriverCall.STEP, hang);
        for (int i = 0; i < 1000; i++) {
            assistable.driver.plan(DriverCall.STEP, (transfer, limit) -> assistable.driver.move(transfer, 1));
        }
        long cookie = issue(assistable, 10_000);
        Client<TransferStatus> helper = Client.calls("helper", () -> assistable.channel.await(cookie, LONG));
        hang.awaitInside();
        Client<Void> releaser = Client.does("releaser", assistable.channel::close);
        Patience.untilParked(releaser.thread());
        hang.release();
        releaser.answer();
        assertEquals(DmaStatus.ABORTED, helper.answer().status());
        assertEquals(9900, helper.answer().residue(), "the step that was under way was the last");
        assertEquals(List.of("released"), assistable.owner.told());
    }

    @Test
    @DisplayName("waiting for ever is possible, too")
    void shouldTakeAnyDuration() {
        long cookie = issue(bench, 64);
        for (Duration duration : List.of(Duration.ofDays(365_000), Duration.ofSeconds(Long.MAX_VALUE))) {
            Client<TransferStatus> client = Client.calls("client", () -> bench.channel.await(cookie, duration));
            Patience.until(() -> client.isDone() || client.thread().getState() == Thread.State.TIMED_WAITING, "it waits");
            assertFalse(client.isDone(), () -> "it did not wait: " + client.answer());
        }
        bench.move(64);
    }
}

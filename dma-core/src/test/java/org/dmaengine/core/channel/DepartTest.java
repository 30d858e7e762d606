package org.dmaengine.core.channel;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.DmaDescriptor;
import org.dmaengine.DmaException;
import org.dmaengine.DmaStatus;
import org.dmaengine.SlaveConfig;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferFlags;
import org.dmaengine.TransferOutcome;
import org.dmaengine.TransferResult;
import org.dmaengine.TransferStatus;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.stubs.Answer;
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
import org.junit.jupiter.api.function.Executable;

/// A driver leaves, orderly or not: every transfer ends once, in a defined way, and the lease says GONE (table of
/// differences, REG-22, D6).
class DepartTest {
    @AutoClose
    private final Bench bench = Bench.of(ChannelCapabilities.of(Capability.MEMCPY).reuse(true));
    private final VirtualChannel channel = bench.channel;
    private final Mapping from = bench.pattern(64);
    private final Mapping to = bench.zeroes(64);
    private final Callbacks callbacks = new Callbacks();

    private long submit(int length) {
        return copy(length).submit();
    }

    private DmaDescriptor copy(int length) {
        return channel.prepareMemcpy(to, 0, from, 0, length, TransferFlag.INTERRUPT).onComplete(callbacks.record());
    }

    private static long in(int millis) {
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private List<String> outcomes() {
        bench.deliver();
        return callbacks.results().stream()
                .map(result -> result.cookie() + " " + result.outcome() + " " + result.residue() + " " + result.uncertain()).toList();
    }

    @Test
    @Clause("DIFF-05")
    @DisplayName("orderly: the active one stops at the byte, what it holds inside is delivered, all end ABORTED and are called back")
    void shouldEndEverythingOnceWhenTheDriverLeaves() {
        submit(64);
        submit(40);
        channel.issuePending();
        submit(30);
        bench.move(10);
        bench.driver.plan(DriverCall.STOP, (transfer, limit) -> bench.driver.move(transfer, 6));
        assertTrue(channel.depart("the controller has left", in(1000)));
        assertEquals(List.of("start 1", "step 1 +10", "stop 1", "close"), bench.driver.calls());
        assertEquals(List.of("1 ABORTED 48 0", "2 ABORTED 40 0", "3 ABORTED 30 0"), outcomes());
        assertEquals("the controller has left", callbacks.results().getFirst().detail());
        for (long cookie = 1; cookie <= 3; cookie++) {
            assertEquals(DmaStatus.ABORTED, channel.status(cookie).status());
        }
        assertEquals(48, channel.status(1).residue());
        bench.move(100);
        assertEquals("close", bench.driver.calls().getLast(), "the driver is not called any more");
    }

    @Test
    @Clause("DIFF-05")
    @DisplayName("the lease then says GONE and why, except to queries and close")
    void shouldSayGoneAfterwards() throws InterruptedException {
        long cookie = submit(8);
        DmaDescriptor prepared = copy(8);
        channel.depart("the controller has left", in(1000));
        for (Executable call : List.<Executable>of(prepared::submit, channel::issuePending, channel::pause, channel::resume,
                channel::terminateAsync, () -> channel.configure(SlaveConfig.builder().build()), () -> copy(8),
                () -> channel.enqueueMemcpy(to, 0, from, 0, 8, 0))) {
            String message = assertThrows(DmaException.ChannelGone.class, call).getMessage();
            assertTrue(message.contains("the controller has left"), message);
        }
        assertEquals(DmaStatus.ABORTED, channel.status(cookie).status());
        assertEquals(DmaStatus.ABORTED, channel.await(cookie, Duration.ZERO).status());
        assertTrue(channel.hasEnded(cookie));
        assertEquals(1, channel.harvest(new long[2]));
        assertFalse(channel.isPaused());
        assertDoesNotThrow(prepared::discard);
        bench.deliver();
        assertDoesNotThrow(channel::synchronize);
        channel.close();
        assertEquals(List.of("released"), bench.owner.told());
    }

    @Test
    @Clause("DIFF-05")
    @DisplayName("stages, primitive callbacks and waits end, too")
    void shouldEndStagesCookieCallbacksAndWaits() {
        channel.onComplete(callbacks.cookies());
        channel.enqueueMemcpy(to, 0, from, 0, 8, TransferFlags.INTERRUPT);
        channel.enqueueMemcpy(to, 0, from, 0, 8, TransferFlags.NONE);
        DmaDescriptor descriptor = channel.prepareMemcpy(to, 0, from, 0, 64);
        List<TransferResult> staged = new ArrayList<>();
        descriptor.completion().thenAccept(staged::add);
        long last = descriptor.submit();
        channel.issuePending();
        Client<TransferStatus> waiting = Client.calls("client", () -> channel.await(last, Duration.ofNanos(3 * Patience.NANOS)));
        Patience.untilParked(waiting.thread());
        channel.depart("the controller has left", in(1000));
        assertEquals(DmaStatus.ABORTED, waiting.answer().status());
        bench.deliver();
        assertEquals(List.of("1 ABORTED 8"), callbacks.primitive());
        assertEquals(TransferOutcome.ABORTED, staged.getFirst().outcome());
    }

    @Test
    @Clause("DIFF-05")
    @DisplayName("what had completed before is delivered as completed, in order with the rest")
    void shouldDeliverWhatHadCompletedBefore() {
        submit(8);
        submit(8);
        bench.issueAndMove(8);
        channel.depart("the controller has left", in(1000));
        assertEquals(List.of("1 NO_ERROR 0 0", "2 ABORTED 8 0"), outcomes());
    }

    @Test
    @DisplayName("a paused channel is left like any other")
    void shouldLeaveAPausedChannel() {
        submit(64);
        bench.issueAndMove(10);
        channel.pause();
        assertTrue(channel.depart("the controller has left", in(1000)));
        assertFalse(channel.isPaused());
        assertEquals(List.of("1 ABORTED 54 0"), outcomes());
    }

    @Test
    @Clause({"DIFF-05", "CB-02"})
    @DisplayName("abrupt, the driver throws: exact up to the last step that returned, what the failed one touched is uncertain")
    void shouldEndEverythingWhenTheDriverThrows() {
        submit(64);
        submit(40);
        bench.issueAndMove(10);
        bench.driver.plan(DriverCall.STEP, Answer.thrown(new ArithmeticException("a driver's mistake")));
        bench.driver.host().wake();
        bench.run();
        assertEquals(List.of("1 ABORTED 54 54", "2 ABORTED 40 0"), outcomes());
        assertEquals(54, channel.status(1).uncertain());
        assertTrue(channel.status(2).detail().contains("a driver's mistake"), channel.status(2).detail());
        assertEquals(List.of("driver failed: a driver's mistake"), bench.owner.told());
        assertEquals(List.of("start 1", "step 1 +10", "stop 1", "close"), bench.driver.calls(), "it is asked once to let go");
        assertThrows(DmaException.ChannelGone.class, () -> copy(8));
        bench.move(100);
        assertTrue(channel.depart("now it leaves, too", in(1000)));
        channel.close();
        assertEquals("close", bench.driver.calls().getLast(), "and never called again");
        assertEquals(4, bench.driver.calls().size());
        assertEquals(2, callbacks.results().size());
    }

    @Test
    @DisplayName("abrupt, the driver throws one object again and again, as the virtual machine may: everything ends all the same")
    void shouldEndEverythingWhenTheDriverThrowsTheSameAgain() {
        submit(64);
        submit(40);
        bench.issueAndMove(10);
        Answer broken = Answer.thrown(new NullPointerException("a driver's mistake"));
        bench.driver.plan(DriverCall.STEP, broken).plan(DriverCall.STOP, broken).plan(DriverCall.CLOSE, broken);
        bench.driver.host().wake();
        bench.run();
        assertEquals(List.of("1 ABORTED 54 54", "2 ABORTED 40 0"), outcomes());
        assertEquals(List.of("driver failed: a driver's mistake"), bench.owner.told());
    }

    @Test
    @Clause({"DIFF-05", "TRM-22"})
    @DisplayName("abrupt, from start, pause, resume and stop")
    void shouldEndEverythingWhereverTheDriverThrows() {
        for (DriverCall call : List.of(DriverCall.START, DriverCall.PAUSE, DriverCall.RESUME, DriverCall.STOP)) {
            try (Bench breaking = Bench.of(ChannelCapabilities.of(Capability.MEMCPY))) {
                breaking.driver.plan(call, Answer.thrown(new StackOverflowError("in " + call)));
                Callbacks called = new Callbacks();
                Mapping source = breaking.pattern(64);
                Mapping target = breaking.zeroes(64);
                for (int i = 0; i < 2; i++) {
                    breaking.channel.prepareMemcpy(target, 0, source, 0, 64, TransferFlag.INTERRUPT)
                            .onComplete(called.record()).submit();
                }
                breaking.issueAndMove(10);
                if (call == DriverCall.PAUSE || call == DriverCall.RESUME) {
                    breaking.channel.pause();
                    if (call == DriverCall.RESUME) {
                        breaking.channel.resume();
                    }
                    breaking.run();
                } else if (call == DriverCall.STOP) {
                    breaking.channel.terminateAsync();
                    breaking.run();
                }
                breaking.deliver();
                assertEquals(List.of("driver failed: in " + call), breaking.owner.told());
                assertEquals(call == DriverCall.STOP ? List.of() : List.of(1L, 2L), called.order(), call.name());
                assertEquals(DmaStatus.ABORTED, breaking.channel.status(2).status());
                assertThrows(DmaException.ChannelGone.class, breaking.channel::issuePending);
            }
        }
    }

    @Test
    @DisplayName("a driver that reports bytes which it cannot have moved is broken")
    void shouldNotBelieveADriverThatReportsTooMuch() {
        for (long reported : new long[] {-1, 65}) {
            try (Bench lying = Bench.of(ChannelCapabilities.of(Capability.MEMCPY))) {
                lying.driver.plan(DriverCall.STEP, (transfer, limit) -> reported);
                long cookie = lying.channel.prepareMemcpy(lying.zeroes(64), 0, lying.pattern(64), 0, 64).submit();
                lying.issueAndMove(0);
                assertEquals(DmaStatus.ABORTED, lying.channel.status(cookie).status());
                assertTrue(lying.owner.told().getFirst().contains("reports " + reported), lying.owner.told().toString());
            }
        }
    }

    @Test
    @DisplayName("abrupt, a step hangs: everything ends at the deadline; its late return is ignored; its memory stays")
    void shouldEndEverythingThoughAStepHangs() {
        Hang hang = new Hang((transfer, limit) -> bench.driver.move(transfer, 20));
        submit(64);
        submit(40);
        bench.issueAndMove(10);
        bench.driver.plan(DriverCall.STEP, hang);
        bench.driver.host().wake();
        Client<Void> runner = Client.does("runner", bench::run);
        hang.awaitInside();
        assertFalse(channel.depart("the controller has left", in(50)));
        assertEquals(List.of("1 ABORTED 54 54", "2 ABORTED 40 0"), outcomes());
        assertThrows(IllegalStateException.class, to::close);
        assertTrue(to.isOpen(), "what the step may touch is kept");
        Client<Void> synchronizing = Client.does("synchronizing", channel::synchronize);
        Patience.untilParked(synchronizing.thread());
        hang.release();
        runner.answer();
        synchronizing.answer();
        to.close();
        assertEquals(1, bench.device.liveMappings(), "now it is given back");
        assertEquals(54, channel.status(1).residue(), "the late answer does not count");
        assertEquals(2, callbacks.results().size());
    }

    @Test
    @DisplayName("abrupt, whatever hangs: a late answer of start or stop does not count either")
    void shouldIgnoreTheLateAnswerOfAnyCall() {
        for (DriverCall call : List.of(DriverCall.START, DriverCall.STOP, DriverCall.PAUSE)) {
            try (Bench hanging = Bench.of(ChannelCapabilities.of(Capability.MEMCPY))) {
                Hang hang = new Hang((transfer, limit) -> hanging.driver.move(transfer, 20));
                hanging.driver.plan(call, hang);
                long cookie = hanging.channel.prepareMemcpy(hanging.zeroes(64), 0, hanging.pattern(64), 0, 64).submit();
                hanging.channel.issuePending();
                hanging.driver.allow(10);
                if (call != DriverCall.START) {
                    hanging.run();
                }
                Client<Void> inside = Client.does("inside", () -> {
                    if (call == DriverCall.PAUSE) {
                        hanging.channel.pause();
                    } else if (call == DriverCall.STOP) {
                        hanging.channel.terminateAsync();
                    }
                    hanging.run();
                });
                hang.awaitInside();
                long before = hanging.channel.status(cookie).residue();
                assertFalse(hanging.channel.depart("the controller has left", in(20)));
                hang.release();
                inside.answer();
                assertEquals(DmaStatus.ABORTED, hanging.channel.status(cookie).status());
                assertEquals(before, hanging.channel.status(cookie).residue(), call.name());
            }
        }
    }

    @Test
    @DisplayName("abrupt, of an engine whose completions share a wake-up: what had completed is called back though the next hangs")
    void shouldDeliverThoughTheNextOneHangs() {
        for (boolean leaves : new boolean[] {true, false}) {
            try (Bench hanging = Bench.assistable(ChannelCapabilities.of(Capability.MEMCPY))) {
                Callbacks called = new Callbacks();
                List<String> staged = new ArrayList<>();
                hanging.driver.plan(DriverCall.STEP, (transfer, limit) -> hanging.driver.move(transfer, limit));
                Hang hang = new Hang((transfer, limit) -> hanging.driver.move(transfer, 3));
                hanging.driver.plan(DriverCall.STEP, hang);
                Mapping source = hanging.pattern(8);
                Mapping target = hanging.zeroes(8);
                for (int i = 0; i < 2; i++) {
                    DmaDescriptor descriptor = hanging.channel.prepareMemcpy(target, 0, source, 0, 8, TransferFlag.INTERRUPT)
                            .onComplete(called.record());
                    descriptor.completion().thenAccept(result -> staged.add(result.cookie() + " " + result.outcome()));
                    descriptor.submit();
                }
                Client<Void> issuer = Client.does("issuer", () -> {
                    hanging.channel.issuePending();
                    // Held up for long, it leaves the rest to the engine.
                    hanging.run();
                });
                hang.awaitInside();
                assertTrue(hanging.channel.hasEnded(1));
                if (leaves) {
                    assertFalse(hanging.channel.depart("the controller has left", in(20)));
                } else {
                    hanging.channel.terminateAsync();
                }
                hanging.deliver();
                assertEquals(List.of("1 NO_ERROR", "2 ABORTED"), staged);
                assertEquals(leaves ? List.of(1L, 2L) : List.of(), called.order());
                hang.release();
                issuer.answer();
                assertEquals(0, hanging.completers.waiting(), "nothing is delivered twice");
            }
        }
    }

    @Test
    @DisplayName("D6, D8 the client releases while the step still hangs: its memory is kept until that has come back")
    void shouldKeepTheMemoryOfAHangingStepAfterTheRelease() {
        Hang hang = new Hang((transfer, limit) -> bench.driver.move(transfer, 20));
        bench.driver.plan(DriverCall.STEP, hang);
        submit(64);
        channel.issuePending();
        Client<Void> runner = Client.does("runner", bench::run);
        hang.awaitInside();
        channel.close();
        assertEquals(List.of("released, not clean"), bench.owner.told());
        assertEquals(2, bench.device.liveMappings());
        assertTrue(bench.log.lines().getFirst().contains("runner"), bench.log.lines().toString());
        hang.release();
        runner.answer();
        assertEquals(0, bench.device.liveMappings());
        List<String> calls = bench.driver.calls();
        assertEquals(List.of("stop 1", "close"), calls.subList(calls.size() - 2, calls.size()), "only now it can be asked to let go");
    }

    @Test
    @DisplayName("D7 a driver that does not answer stop is waited for no longer than the bound")
    void shouldNotWaitForADriverThatHangsWhileItStops() {
        submit(64);
        bench.issueAndMove(20);
        Hang hang = new Hang((transfer, limit) -> 0);
        bench.driver.plan(DriverCall.STOP, hang);
        long before = System.nanoTime();
        assertFalse(channel.depart("it hangs in stop", in(50)));
        assertTrue(System.nanoTime() - before < 2_000_000_000L, "the bound was 50 ms");
        assertEquals(DmaStatus.ABORTED, channel.status(1).status());
        assertEquals(44, channel.status(1).residue());
        hang.release();
    }

    @Test
    @DisplayName("D12 a driver that leaves from inside its own step is abrupt, and does not wait for itself")
    void shouldLetADriverLeaveFromInsideItsOwnStep() {
        bench.driver.plan(DriverCall.STEP, (transfer, limit) -> {
            assertFalse(channel.depart("it left from inside", in(60_000)));
            return bench.driver.move(transfer, 20);
        });
        submit(64);
        submit(40);
        bench.issueAndMove(0);
        assertEquals(List.of("1 ABORTED 64 64", "2 ABORTED 40 0"), outcomes());
        assertEquals(List.of("start 1", "step 1 +20", "stop 1", "close"), bench.driver.calls());
        bench.whileRunning(channel::synchronize);
        to.close();
        assertEquals(1, bench.device.liveMappings());
    }

    @Test
    @DisplayName("D12 a driver may leave on the completer, inside a callback of the channel")
    void shouldLetADriverLeaveInsideACallback() {
        copy(8).onComplete(callbacks.record(result -> {
            if (result.isOk()) {
                assertTrue(channel.depart("it left in a callback", in(1000)));
            }
        })).submit();
        submit(64);
        bench.issueAndMove(20);
        assertEquals(List.of("1 NO_ERROR 0 0", "2 ABORTED 52 0"), outcomes());
        assertEquals(List.of(), bench.log.lines());
    }

    @Test
    @DisplayName("D12 it waits for the step under way, and that step counts")
    void shouldWaitForTheStepUnderWay() {
        Hang hang = new Hang((transfer, limit) -> bench.driver.move(transfer, 20));
        bench.driver.plan(DriverCall.STEP, hang);
        submit(64);
        channel.issuePending();
        Client<Void> runner = Client.does("runner", bench::run);
        hang.awaitInside();
        bench.driver.allow(1000);
        Client<Boolean> leaving = Client.calls("leaving", () -> channel.depart("the controller has left", in(10_000)));
        Patience.untilParked(leaving.thread());
        hang.release();
        assertTrue(leaving.answer());
        runner.answer();
        assertEquals(List.of("1 ABORTED 44 0"), outcomes());
        assertEquals(List.of("start 1", "step 1 +20", "stop 1", "close"), bench.driver.calls(), "no step was begun any more");
    }

    @Test
    @DisplayName("Controller.close: no call is under way when a driver has left, also if the client is releasing just then")
    void shouldWaitForAReleaseUnderWay() {
        Hang stopping = new Hang((transfer, limit) -> 0);
        bench.driver.plan(DriverCall.STOP, stopping);
        submit(64);
        bench.issueAndMove(10);
        Client<Void> releasing = Client.does("releasing", channel::close);
        stopping.awaitInside();
        Client<Boolean> leaving = Client.calls("leaving", () -> channel.depart("the controller has left", in(10_000)));
        Patience.untilParked(leaving.thread());
        assertFalse(leaving.isDone(), "the driver is still in stop");
        stopping.release();
        assertTrue(leaving.answer());
        releasing.answer();
        assertEquals(List.of(), outcomes(), "the client has released it, so it is not called back");
        assertEquals(1, bench.driver.calls().stream().filter("close"::equals).count());
    }

    @Test
    @DisplayName("a driver that throws from close is reported, and the lease is released all the same")
    void shouldReleaseTheLeaseThoughTheDriverThrowsFromClose() {
        bench.driver.plan(DriverCall.CLOSE, Answer.thrown(new IllegalStateException("in close")));
        channel.close();
        assertEquals(List.of("driver failed: in close", "released"), bench.owner.told());
        assertEquals(0, bench.device.liveMappings());
    }

    @Test
    @DisplayName("wake-ups of a driver that has left do nothing")
    void shouldIgnoreWakeUpsAfterwards() {
        submit(64);
        bench.issueAndMove(10);
        channel.depart("the controller has left", in(1000));
        bench.driver.allow(100);
        assertFalse(bench.engine.round());
        bench.deliver();
        channel.close();
        bench.driver.allow(100);
        assertFalse(bench.engine.round());
    }
}

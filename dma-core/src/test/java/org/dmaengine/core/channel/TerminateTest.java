package org.dmaengine.core.channel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
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
import org.dmaengine.core.stubs.Hang;
import org.dmaengine.core.stubs.Patience;
import org.dmaengine.mapping.Mapping;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Dropping everything (contract 2.15 up to TRM-14, VD-14, VD-15).
class TerminateTest {
    @AutoClose
    private final Bench bench = Bench.of(ChannelCapabilities.of(Capability.MEMCPY, Capability.SLAVE)
            .directions(Direction.MEM_TO_DEV));
    private final VirtualChannel channel = bench.channel;
    private final Mapping from = bench.pattern(64);
    private final Mapping to = bench.zeroes(64);
    private final Callbacks callbacks = new Callbacks();

    private DmaDescriptor copy(int length) {
        return channel.prepareMemcpy(to, 0, from, 0, length, TransferFlag.INTERRUPT).onComplete(callbacks.record());
    }

    private long submit(CompletionCallback callback) {
        return copy(8).onComplete(callback).submit();
    }

    @Test
    @Clause({"TRM-03", "TRM-07", "TRM-12", "DIFF-03", "DIFF-04", "VD-14", "VD-15", "CLC-05"})
    @DisplayName("TRM-03, TRM-07, TRM-12 active, issued and submitted end at once, ABORTED with their residue, silently")
    void shouldDropActiveIssuedAndSubmitted() {
        copy(64).submit();
        copy(40).submit();
        channel.issuePending();
        copy(30).submit();
        bench.move(10);
        channel.terminateAsync();
        for (int[] cookieAndResidue : new int[][] {{1, 54}, {2, 40}, {3, 30}}) {
            assertEquals(DmaStatus.ABORTED, channel.status(cookieAndResidue[0]).status());
            assertEquals(TransferOutcome.ABORTED, channel.status(cookieAndResidue[0]).outcome());
            assertEquals(cookieAndResidue[1], channel.status(cookieAndResidue[0]).residue());
            assertTrue(channel.status(cookieAndResidue[0]).detail().contains("terminated"));
        }
        bench.move(200);
        bench.deliver();
        assertEquals(List.of(), callbacks.results());
        assertEquals(List.of("start 1", "step 1 +10", "stop 1"), bench.driver.calls());
        assertArrayEquals(Bench.patternBytes(0, 10), Arrays.copyOf(Bench.bytes(to), 10));
        assertArrayEquals(new byte[54], Arrays.copyOfRange(Bench.bytes(to), 10, 64));
    }

    @Test
    @Clause("TRM-05")
    @DisplayName("TRM-05 it returns though the driver is in the middle of a step, and the step's bytes still count")
    void shouldNotWaitForTheStepUnderWay() {
        Hang hang = new Hang((transfer, limit) -> bench.driver.move(transfer, 20));
        bench.driver.plan(DriverCall.STEP, hang);
        copy(64).submit();
        channel.issuePending();
        Client<Void> runner = Client.does("runner", bench::run);
        hang.awaitInside();
        channel.terminateAsync();
        assertEquals(DmaStatus.ABORTED, channel.status(1).status());
        assertEquals(64, channel.status(1).residue());
        hang.release();
        runner.answer();
        bench.run();
        assertEquals(44, channel.status(1).residue(), "the driver has said how far it came");
        assertEquals(List.of("start 1", "step 1 +20", "stop 1"), bench.driver.calls());
    }

    @Test
    @Clause({"TRM-03", "ST-23"})
    @DisplayName("TRM-03 what the driver delivers when stopped counts")
    void shouldCountWhatTheDriverDeliversWhenStopped() {
        copy(64).submit();
        copy(64).submit();
        bench.issueAndMove(10);
        bench.driver.plan(DriverCall.STOP, (transfer, limit) -> bench.driver.move(transfer, 6));
        channel.terminateAsync();
        bench.run();
        assertEquals(48, channel.status(1).residue());
        assertEquals(64, channel.status(2).residue());
        assertArrayEquals(Bench.patternBytes(0, 16), Arrays.copyOf(Bench.bytes(to), 16));
    }

    @Test
    @Clause({"TRM-03", "SUB-08", "TRM-07"})
    @DisplayName("TRM-03 a step that completes the transfer after it was dropped does not complete it")
    void shouldNotCompleteWhatWasDropped() {
        Hang hang = new Hang((transfer, limit) -> bench.driver.move(transfer, 64));
        bench.driver.plan(DriverCall.STEP, hang);
        copy(64).submit();
        channel.issuePending();
        Client<Void> runner = Client.does("runner", bench::run);
        hang.awaitInside();
        channel.terminateAsync();
        hang.release();
        runner.answer();
        bench.run();
        bench.deliver();
        assertEquals(DmaStatus.ABORTED, channel.status(1).status());
        assertEquals(0, channel.status(1).residue(), "though all its bytes arrived");
        assertEquals(List.of(), callbacks.results());
    }

    @Test
    @Clause({"TRM-04", "VD-14", "DIFF-08"})
    @DisplayName("TRM-04, VD-14 descriptors prepared before are freed: submitting one is refused, cleanly")
    void shouldRefuseToSubmitWhatWasPreparedBefore() {
        DmaDescriptor prepared = copy(8);
        channel.terminateAsync();
        String message = assertThrows(IllegalStateException.class, prepared::submit).getMessage();
        assertTrue(message.contains("terminate"), message);
        assertEquals(channel.queueCapacity(), channel.queueSpace());
        prepared.discard();
        assertEquals(channel.queueCapacity(), channel.queueSpace());
        assertThrows(IllegalStateException.class, prepared::submit);
    }

    @Test
    @Clause({"TRM-04", "DIFF-08"})
    @DisplayName("TRM-04 nor does it take a callback, a stage that would never end, metadata or reuse")
    void shouldRefuseAnythingForWhatWasPreparedBefore() {
        DmaDescriptor prepared = copy(8);
        channel.terminateAsync();
        assertThrows(IllegalStateException.class, prepared::completion);
        assertThrows(IllegalStateException.class, () -> prepared.onComplete(callbacks.record()));
        assertThrows(IllegalStateException.class, () -> prepared.reusable(true));
    }

    @Test
    @Clause("TRM-04")
    @DisplayName("TRM-04 a descriptor that is being prepared while the terminate comes takes no place for ever")
    void shouldNotLoseThePlaceOfADescriptorPreparedMeanwhile() {
        bench.driver.plan(DriverCall.CHECK, (transfer, limit) -> {
            channel.terminateAsync();
            return 0;
        });
        DmaDescriptor prepared = copy(8);
        assertEquals(1, prepared.submit(), "it took its place after the terminate");
        bench.issueAndMove(8);
        bench.deliver();
        assertEquals(channel.queueCapacity(), channel.queueSpace());
    }

    @Test
    @Clause("TRM-11")
    @DisplayName("TRM-11 terminating an idle channel changes nothing")
    void shouldChangeNothingOnAnIdleChannel() {
        copy(8).submit();
        bench.issueAndMove(8);
        channel.terminateAsync();
        bench.run();
        bench.deliver();
        assertEquals(DmaStatus.COMPLETE, channel.status(1).status());
        assertEquals(List.of("start 1", "step 1 +8"), bench.driver.calls());
    }

    @Test
    @Clause({"TRM-13", "TRM-14"})
    @DisplayName("TRM-13, TRM-14, CFG-13 the channel stays configured and usable, cookies go on")
    void shouldLeaveTheChannelConfiguredAndUsable() {
        channel.configure(SlaveConfig.builder().build());
        copy(8).submit();
        channel.terminateAsync();
        bench.run();
        long cookie = channel.prepareSlaveSingle(from, 0, 8, Direction.MEM_TO_DEV).submit();
        assertEquals(2, cookie);
        bench.issueAndMove(8);
        assertEquals(DmaStatus.COMPLETE, channel.status(cookie).status());
    }

    @Test
    @Clause({"TRM-14", "ISS-12"})
    @DisplayName("TRM-14 what is issued after it waits until the driver has stopped")
    void shouldStartNewWorkOnlyWhenTheDriverHasStopped() {
        copy(64).submit();
        bench.issueAndMove(10);
        channel.terminateAsync();
        long next = copy(8).submit();
        channel.issuePending();
        bench.run();
        assertEquals(List.of("start 1", "step 1 +10", "stop 1", "start 2"), bench.driver.calls());
        bench.move(8);
        assertEquals(DmaStatus.COMPLETE, channel.status(next).status());
        assertEquals(DmaStatus.ABORTED, channel.status(1).status());
    }

    @Test
    @Clause({"CB-13", "TRM-08"})
    @DisplayName("CB-13, TRM-08 what is in the running batch is delivered, even if its first callback terminates")
    void shouldDeliverTheBatchWhoseFirstCallbackTerminates() {
        submit(callbacks.record(result -> channel.terminateAsync()));
        submit(callbacks.record());
        submit(callbacks.record());
        bench.issueAndMove(24);
        long last = copy(8).submit();
        bench.deliver();
        assertEquals(List.of(1L, 2L, 3L), callbacks.order());
        callbacks.results().forEach(result -> assertEquals(TransferOutcome.NO_ERROR, result.outcome()));
        assertEquals(DmaStatus.ABORTED, channel.status(last).status());
    }

    @Test
    @Clause({"CB-14", "TRM-09", "VD-14", "CB-06"})
    @DisplayName("CB-14, TRM-09 what completed but is in no batch yet loses its callback, not its outcome")
    void shouldDropTheCallbacksThatWait() {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        submit(callbacks.record(result -> {
            inside.countDown();
            Patience.await(go, "the test to go on");
        }));
        bench.issueAndMove(8);
        CompletableFuture<Void> batch = bench.completers.begin();
        Patience.await(inside, "the callback to begin");
        submit(callbacks.record());
        bench.issueAndMove(8);
        channel.terminateAsync();
        submit(callbacks.record());
        bench.issueAndMove(8);
        go.countDown();
        batch.join();
        bench.deliver();
        assertEquals(List.of(1L, 3L), callbacks.order(), "what completed after the terminate is called back");
        assertEquals(DmaStatus.COMPLETE, channel.status(2).status());
    }

    @Test
    @Clause({"TRM-05", "CB-10"})
    @DisplayName("TRM-05 legal inside a callback of the same channel; that callback goes on")
    void shouldBeLegalInsideACallback() {
        submit(callbacks.record(result -> {
            channel.terminateAsync();
            copy(8).submit();
            channel.issuePending();
        }));
        bench.issueAndMove(8);
        copy(64).submit();
        bench.issueAndMove(5);
        bench.deliver();
        bench.move(100);
        bench.deliver();
        assertEquals(List.of(), bench.log.lines());
        assertEquals(List.of(1L, 3L), callbacks.order());
        assertEquals(DmaStatus.ABORTED, channel.status(2).status());
        assertEquals(59, channel.status(2).residue());
    }

    @Test
    @Clause("TRM-05")
    @DisplayName("TRM-05, ISS-11 legal inside the driver's own step, too")
    void shouldBeLegalInsideADriversStep() {
        bench.driver.plan(DriverCall.STEP, (transfer, limit) -> {
            channel.terminateAsync();
            return bench.driver.move(transfer, 5);
        });
        copy(64).submit();
        bench.issueAndMove(100);
        assertEquals(59, channel.status(1).residue());
        assertEquals(List.of("start 1", "step 1 +5", "stop 1"), bench.driver.calls());
    }

    @Test
    @Clause({"TRM-12", "DIFF-03", "PAIN-19"})
    @DisplayName("TRM-12, table of differences: a terminated transfer reads ABORTED for good, whatever completes later")
    void shouldStayAborted() {
        copy(8).submit();
        channel.terminateAsync();
        for (int i = 0; i < 1000; i++) {
            channel.enqueueMemcpy(to, 0, from, 0, 8, 0);
            bench.issueAndMove(8);
        }
        assertEquals(DmaStatus.ABORTED, channel.status(1).status());
        assertEquals(DmaStatus.COMPLETE, channel.status(2).status());
        assertEquals(DmaStatus.COMPLETE, channel.status(1001).status());
    }

    @Test
    @Clause({"TRM-16", "TRM-20"})
    @DisplayName("D9 whoever synchronizes an assistable channel has it stopped, though its runner does not come to it")
    void shouldStopAnAssistableDriverForWhoeverSynchronizes() {
        try (Bench inline = Bench.assistable(ChannelCapabilities.of(Capability.MEMCPY))) {
            inline.channel.enqueueMemcpy(inline.zeroes(64), 0, inline.pattern(64), 0, 64, 0);
            inline.channel.issuePending();
            inline.move(10);
            inline.channel.terminateAsync();
            Client.does("client", inline.channel::synchronize).answer();
            assertEquals(List.of("start 1", "step 1 +10", "stop 1"), inline.driver.calls());
            assertFalse(inline.engine.round() && inline.engine.round(), "the engine has nothing left to do");
        }
    }

    @Test
    @Clause({"TRM-04", "VD-14", "VD-15"})
    @DisplayName("TRM-10, VD-15 and many in a row leave nothing behind")
    void shouldSurviveManyTerminates() {
        for (int i = 0; i < 500; i++) {
            DmaDescriptor prepared = copy(8);
            submit(callbacks.record());
            submit(callbacks.record());
            bench.issueAndMove(i % 17);
            if (i % 3 == 0) {
                bench.deliver();
            }
            channel.terminateAsync();
            bench.run();
            assertThrows(IllegalStateException.class, prepared::submit);
        }
        bench.deliver();
        assertEquals(channel.queueCapacity(), channel.queueSpace());
        assertEquals(callbacks.order().stream().sorted().distinct().toList(), callbacks.order());
        assertTrue(callbacks.results().stream().allMatch(TransferResult::isOk));
    }

    @Test
    @Clause({"TRM-01", "TRM-11"})
    @DisplayName("TRM-01 every channel can be terminated, whatever else it cannot")
    void shouldBePossibleOnEveryChannel() {
        ChannelCapabilities.Builder bare = ChannelCapabilities.of(Capability.MEMCPY).pause(false, false);
        for (Bench plain : List.of(Bench.of(bare), Bench.assistable(bare))) {
            try (plain) {
                plain.channel.prepareMemcpy(plain.zeroes(8), 0, plain.pattern(8), 0, 8).submit();
                plain.channel.terminateAsync();
                assertEquals(DmaStatus.ABORTED, plain.channel.status(1).status());
                plain.whileRunning(plain.channel::terminateSync);
            }
        }
    }
}

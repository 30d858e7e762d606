package org.dmaengine.core.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.List;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.Direction;
import org.dmaengine.DmaStatus;
import org.dmaengine.SlaveConfig;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferOutcome;
import org.dmaengine.TransferResult;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.stubs.Answer;
import org.dmaengine.core.stubs.Bench;
import org.dmaengine.core.stubs.Callbacks;
import org.dmaengine.core.stubs.Client;
import org.dmaengine.core.stubs.DriverCall;
import org.dmaengine.core.stubs.Hang;
import org.dmaengine.mapping.DataChunk;
import org.dmaengine.mapping.InterleavedTemplate;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.spi.TransferFault;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Drivers that take several transfers at once (D1).
class DepthTest {
    @AutoClose
    private final Bench bench = Bench.of(ChannelCapabilities.of(Capability.MEMCPY, Capability.CYCLIC, Capability.INTERLEAVE,
            Capability.REPEAT, Capability.LOAD_EOT).directions(Direction.MEM_TO_DEV).depth(3));
    private final VirtualChannel channel = bench.channel;
    private final Mapping from = bench.pattern(64);
    private final Mapping to = bench.zeroes(64);
    private final Callbacks callbacks = new Callbacks();

    private long submit(int length, TransferFlag... flags) {
        TransferFlag[] all = Arrays.copyOf(flags, flags.length + 1);
        all[flags.length] = TransferFlag.INTERRUPT;
        return channel.prepareMemcpy(to, 0, from, 0, length, all).onComplete(callbacks.record()).submit();
    }

    private List<String> outcomes() {
        bench.deliver();
        return callbacks.results().stream().map(result -> result.cookie() + " " + result.outcome() + " " + result.residue()).toList();
    }

    @Test
    @Clause({"VD-04", "VD-05"})
    @DisplayName("D1 as many as its depth are started, the oldest is stepped, completions come in order")
    void shouldStartAsManyAsTheDriverTakes() {
        for (int i = 0; i < 5; i++) {
            submit(8);
        }
        bench.issueAndMove(0);
        assertEquals(List.of("start 1", "start 2", "start 3"), bench.driver.calls());
        bench.move(12);
        assertEquals(List.of("start 1", "start 2", "start 3", "step 1 +8", "start 4", "step 2 +4"), bench.driver.calls());
        bench.move(100);
        assertEquals(List.of("1 NO_ERROR 0", "2 NO_ERROR 0", "3 NO_ERROR 0", "4 NO_ERROR 0", "5 NO_ERROR 0"), outcomes());
    }

    @Test
    @DisplayName("D1 one issued later is started beside those that wait in the driver")
    void shouldStartLaterOnesBesideThoseThatWait() {
        submit(8);
        bench.issueAndMove(0);
        submit(8);
        channel.issuePending();
        bench.run();
        assertEquals(List.of("start 1", "start 2"), bench.driver.calls());
    }

    @Test
    @Clause("ST-15")
    @DisplayName("D1 one that is complete inside its start waits for those before it")
    void shouldCompleteInOrderWhatIsCompleteInItsStart() {
        submit(8);
        bench.driver.plan(DriverCall.START, (transfer, limit) -> 0);
        bench.driver.plan(DriverCall.START, (transfer, limit) -> bench.driver.move(transfer, limit));
        submit(8);
        bench.issueAndMove(0);
        assertEquals(DmaStatus.IN_PROGRESS, channel.status(2).status());
        assertEquals(0, channel.status(2).residue());
        bench.move(8);
        assertEquals(List.of("1 NO_ERROR 0", "2 NO_ERROR 0"), outcomes());
    }

    @Test
    @Clause("FLG-09")
    @DisplayName("FLG-09 nothing behind a FENCE is started before it has ended")
    void shouldStartNothingBehindAFenceBeforeItHasEnded() {
        submit(8);
        submit(8, TransferFlag.FENCE);
        submit(8);
        bench.issueAndMove(15);
        assertEquals(List.of("start 1", "start 2", "step 1 +8", "step 2 +7"), bench.driver.calls());
        bench.move(1);
        assertEquals("start 3", bench.driver.calls().getLast());
    }

    @Test
    @DisplayName("CYC-07, IL-21 nothing behind an endless transfer is started beside it, and waiting for that costs nothing")
    void shouldStartNothingBesideAnEndlessTransfer() {
        channel.configure(SlaveConfig.builder().build());
        channel.prepareCyclic(from, 0, 64, 16, Direction.MEM_TO_DEV).submit();
        submit(8);
        bench.issueAndMove(20);
        assertEquals(List.of("start 1", "step 1 +16", "step 1 +4"), bench.driver.calls());
        channel.terminateAsync();
        bench.run();
        InterleavedTemplate template = InterleavedTemplate.toDevice(from, 0).frames(1, new DataChunk(8, 0)).build();
        channel.prepareInterleaved(template, TransferFlag.REPEAT).submit();
        channel.prepareInterleaved(template, TransferFlag.LOAD_EOT).submit();
        bench.driver.forgetCalls();
        bench.issueAndMove(10);
        assertEquals(List.of("start 2", "step 2 +8", "start 3", "step 3 +2"), bench.driver.calls());
    }

    @Test
    @Clause("TRM-03")
    @DisplayName("TRM-03 all that were started are stopped, oldest first; one that is complete already is not")
    void shouldStopAllThatWereStartedOldestFirst() {
        submit(8);
        submit(8);
        submit(8);
        bench.driver.plan(DriverCall.START, (transfer, limit) -> 0);
        bench.driver.plan(DriverCall.START, (transfer, limit) -> bench.driver.move(transfer, limit));
        bench.issueAndMove(3);
        bench.driver.plan(DriverCall.STOP, (transfer, limit) -> bench.driver.move(transfer, 2));
        bench.driver.plan(DriverCall.STOP, (transfer, limit) -> bench.driver.move(transfer, 7));
        channel.terminateAsync();
        bench.run();
        assertEquals(List.of("start 1", "start 2", "start 3", "step 1 +3", "stop 1", "stop 3"), bench.driver.calls());
        assertEquals(3, channel.status(1).residue());
        assertEquals(0, channel.status(2).residue());
        assertEquals(1, channel.status(3).residue());
    }

    @Test
    @DisplayName("D1 a fault of the oldest ends that one, the others go on")
    void shouldEndOnlyTheOldestWhenItFaults() {
        submit(8);
        submit(8);
        bench.issueAndMove(3);
        bench.driver.plan(DriverCall.STEP, Answer.thrown(TransferFault.read(0, "no data", null)));
        bench.driver.host().wake();
        bench.run();
        bench.move(100);
        assertEquals(List.of("1 READ_FAILED 5", "2 NO_ERROR 0"), outcomes());
    }

    @Test
    @Clause("VD-05")
    @DisplayName("SUB-09 a later one that faults in its start ends in its turn, not before")
    void shouldEndInItsTurnWhatFaultsInItsStart() {
        submit(8);
        submit(8);
        submit(8);
        bench.driver.plan(DriverCall.START, (transfer, limit) -> 0);
        bench.driver.plan(DriverCall.START, Answer.thrown(TransferFault.write(2, "no room", null)));
        bench.issueAndMove(3);
        assertEquals(DmaStatus.IN_PROGRESS, channel.status(2).status());
        assertEquals(List.of(), outcomes());
        bench.move(100);
        assertEquals(List.of("1 NO_ERROR 0", "2 WRITE_FAILED 6", "3 NO_ERROR 0"), outcomes());
        assertEquals(DmaStatus.ERROR, channel.status(2).status());
        assertEquals("no room", channel.status(2).detail());
    }

    @Test
    @DisplayName("D8 the same for one whose arena is closed before its start")
    void shouldEndInItsTurnWhatFindsItsArenaClosedInItsStart() {
        Mapping gone;
        try (Arena arena = Arena.ofShared()) {
            gone = bench.inArena(arena, 8, MapDirection.TO_DEVICE);
        }
        submit(8);
        channel.prepareMemcpy(to, 8, gone, 0, 8, TransferFlag.INTERRUPT).onComplete(callbacks.record()).submit();
        submit(8);
        bench.driver.plan(DriverCall.START, (transfer, limit) -> 0);
        bench.driver.plan(DriverCall.START, (transfer, limit) -> bench.driver.move(transfer, limit));
        bench.issueAndMove(3);
        bench.move(100);
        assertEquals(List.of("1 NO_ERROR 0", "2 READ_FAILED 8", "3 NO_ERROR 0"), outcomes());
        assertTrue(channel.status(2).detail().contains("arena was closed"), channel.status(2).detail());
    }

    @Test
    @Clause("VD-05")
    @DisplayName("TRM-03 one that faulted in its start is terminated like any other, and the driver not asked about it again")
    void shouldTerminateWhatFaultedInItsStart() {
        submit(8);
        submit(8);
        bench.driver.plan(DriverCall.START, (transfer, limit) -> 0);
        bench.driver.plan(DriverCall.START, Answer.thrown(TransferFault.write(0, "no room", null)));
        bench.issueAndMove(3);
        channel.terminateAsync();
        bench.run();
        assertEquals(List.of("start 1", "start 2", "step 1 +3", "stop 1"), bench.driver.calls());
        assertEquals(DmaStatus.ABORTED, channel.status(2).status());
        submit(8);
        bench.issueAndMove(100);
        assertEquals(List.of("3 NO_ERROR 0"), outcomes());
    }

    @Test
    @DisplayName("D1 a driver that breaks with several inside is asked to let go of each, once, and all end ABORTED in order")
    void shouldLetGoOfAllWhenTheDriverBreaks() {
        submit(8);
        submit(8);
        submit(8);
        submit(8);
        bench.issueAndMove(9);
        bench.driver.plan(DriverCall.STEP, Answer.thrown(new IllegalStateException("a driver's mistake")));
        bench.driver.host().wake();
        bench.run();
        assertEquals(List.of("1 NO_ERROR 0", "2 ABORTED 7", "3 ABORTED 8", "4 ABORTED 8"), outcomes());
        assertEquals(List.of("stop 2", "stop 3", "stop 4"),
                bench.driver.calls().stream().filter(call -> call.startsWith("stop")).toList());
        assertEquals(List.of("driver failed: a driver's mistake"), bench.owner.told());
        TransferResult second = callbacks.results().get(1);
        assertEquals(TransferOutcome.ABORTED, second.outcome());
        assertEquals(7, second.uncertain(), "what the failed step may have touched");
    }

    @Test
    @DisplayName("abrupt: what a failed start may have touched is reported beside that transfer, not beside the oldest")
    void shouldReportWhatAFailedStartMayHaveTouchedBesideThatTransfer() {
        submit(8);
        submit(12);
        submit(16);
        bench.driver.plan(DriverCall.START, (transfer, limit) -> 0);
        bench.driver.plan(DriverCall.START, Answer.thrown(new IllegalStateException("a driver's mistake")));
        bench.issueAndMove(0);
        assertEquals(List.of(0L, 12L, 0L), uncertain());
    }

    @Test
    @DisplayName("abrupt: what a start that hangs may touch is reported beside that transfer, too")
    void shouldReportWhatAHangingStartMayTouchBesideThatTransfer() {
        submit(8);
        submit(12);
        Hang hang = new Hang((transfer, limit) -> 0);
        bench.driver.plan(DriverCall.START, (transfer, limit) -> 0);
        bench.driver.plan(DriverCall.START, hang);
        channel.issuePending();
        Client<Void> runner = Client.does("runner", bench::run);
        hang.awaitInside();
        channel.depart("the controller has left", System.nanoTime());
        hang.release();
        runner.answer();
        assertEquals(List.of(0L, 12L), uncertain());
    }

    @Test
    @DisplayName("abrupt: a stop that fails has touched nothing of what was submitted after the terminate")
    void shouldNotBlameWhatWasNeverStartedForAStopThatFails() {
        submit(8);
        bench.issueAndMove(3);
        channel.terminateAsync();
        long later = submit(16);
        bench.driver.plan(DriverCall.STOP, Answer.thrown(new IllegalStateException("a driver's mistake")));
        bench.run();
        assertEquals(DmaStatus.ABORTED, channel.status(later).status());
        assertEquals(0, channel.status(later).uncertain());
    }

    private List<Long> uncertain() {
        bench.deliver();
        return callbacks.results().stream().map(TransferResult::uncertain).toList();
    }
}

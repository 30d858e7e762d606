package org.dmaengine.core.channel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.DmaException;
import org.dmaengine.DmaStatus;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferStatus;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.stubs.Bench;
import org.dmaengine.core.stubs.Callbacks;
import org.dmaengine.core.stubs.Client;
import org.dmaengine.core.stubs.DriverCall;
import org.dmaengine.core.stubs.Hang;
import org.dmaengine.core.stubs.Patience;
import org.dmaengine.core.stubs.StepDriver;
import org.dmaengine.core.stubs.StubOwner;
import org.dmaengine.mapping.Mapping;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Pausing and resuming (contract 2.14).
class PauseTest {
    @AutoClose
    private final Bench bench = Bench.of(ChannelCapabilities.of(Capability.MEMCPY));
    private final VirtualChannel channel = bench.channel;
    private final Callbacks callbacks = new Callbacks();

    private long submit(int length) {
        return channel.prepareMemcpy(bench.zeroes(length), 0, bench.pattern(length), 0, length, TransferFlag.INTERRUPT)
                .onComplete(callbacks.record()).submit();
    }

    @Test
    @Clause({"PAU-02", "ST-01", "ST-13", "ST-22", "ST-24", "VD-05"})
    @DisplayName("PAU-02, ST-22 when pause returns nothing moves and the residue is exact")
    void shouldMoveNothingWhilePaused() {
        long active = submit(64);
        long queued = submit(64);
        bench.issueAndMove(10);
        channel.pause();
        bench.move(100);
        assertTrue(channel.isPaused());
        TransferStatus status = channel.status(active);
        assertEquals(DmaStatus.PAUSED, status.status());
        assertEquals(54, status.residue());
        assertEquals(DmaStatus.PAUSED, channel.status(queued).status());
        assertEquals(List.of("start 1", "step 1 +10", "pause 1"), bench.driver.calls());
        channel.resume();
        bench.run();
        assertFalse(channel.isPaused());
        assertEquals(DmaStatus.COMPLETE, channel.status(active).status());
        assertEquals(List.of("start 1", "step 1 +10", "pause 1", "resume 1", "step 1 +54", "start 2", "step 2 +46"),
                bench.driver.calls());
    }

    @Test
    @Clause({"PAU-02", "ST-22", "PAU-01"})
    @DisplayName("PAU-02 bytes that an engine has moved by itself are counted by the pause")
    void shouldCountWhatTheDriverMovedUntilThePause() {
        long cookie = submit(64);
        bench.issueAndMove(10);
        bench.driver.plan(DriverCall.PAUSE, (transfer, limit) -> bench.driver.move(transfer, 7));
        channel.pause();
        assertEquals(47, channel.status(cookie).residue());
        channel.resume();
        bench.move(47);
        assertEquals(DmaStatus.COMPLETE, channel.status(cookie).status());
    }

    @Test
    @Clause({"PAU-02", "PAU-05"})
    @DisplayName("PAU-02, PAU-05 a transfer whose last bytes moved with the pause has ended")
    void shouldEndATransferThatThePauseCompleted() {
        long cookie = submit(64);
        bench.issueAndMove(10);
        bench.driver.plan(DriverCall.PAUSE, (transfer, limit) -> bench.driver.move(transfer, 54));
        channel.pause();
        assertEquals(DmaStatus.COMPLETE, channel.status(cookie).status());
        bench.deliver();
        assertEquals(List.of(cookie), callbacks.order());
    }

    @Test
    @Clause("PAU-03")
    @DisplayName("PAU-03 resuming what is not paused is misuse")
    void shouldRefuseToResumeWhatIsNotPaused() {
        assertThrows(IllegalStateException.class, channel::resume);
        channel.pause();
        channel.resume();
        assertThrows(IllegalStateException.class, channel::resume);
    }

    @Test
    @Clause("PAU-04")
    @DisplayName("PAU-04 pausing again, or with nothing active, succeeds")
    void shouldPauseTwiceAndWithNothingActive() {
        channel.pause();
        channel.pause();
        assertTrue(channel.isPaused());
        long cookie = submit(8);
        bench.issueAndMove(8);
        assertEquals(DmaStatus.PAUSED, channel.status(cookie).status());
        assertEquals(List.of("pause -"), bench.driver.calls());
        channel.resume();
        bench.run();
        assertEquals(List.of("pause -", "resume -", "start 1", "step 1 +8"), bench.driver.calls());
    }

    @Test
    @Clause("PAU-05")
    @DisplayName("PAU-05 what completed before the pause is called back while paused")
    void shouldDeliverWhatCompletedBefore() {
        submit(8);
        submit(8);
        bench.issueAndMove(8);
        channel.pause();
        bench.deliver();
        assertEquals(List.of(1L), callbacks.order());
    }

    @Test
    @Clause("PAU-06")
    @DisplayName("PAU-06 terminate works on a paused channel and clears the pause")
    void shouldBeClearedByATerminate() {
        long cookie = submit(64);
        bench.issueAndMove(10);
        channel.pause();
        channel.terminateAsync();
        assertFalse(channel.isPaused());
        assertEquals(54, channel.status(cookie).residue());
        bench.run();
        long next = submit(64);
        bench.issueAndMove(64);
        assertEquals(DmaStatus.COMPLETE, channel.status(next).status());
    }

    @Test
    @Clause("PAU-06")
    @DisplayName("PAU-06 a driver that was paused is resumed before it starts something else")
    void shouldResumeTheDriverAfterATerminate() {
        submit(64);
        bench.issueAndMove(10);
        channel.pause();
        channel.terminateAsync();
        bench.run();
        submit(8);
        bench.issueAndMove(8);
        assertEquals(List.of("start 1", "step 1 +10", "pause 1", "stop 1", "resume -", "start 2", "step 2 +8"),
                bench.driver.calls());
    }

    @Test
    @Clause("PAU-06")
    @DisplayName("PAU-06 the same where nothing had been started when the terminate came")
    void shouldResumeTheDriverAfterATerminateOfWhatWasOnlyQueued() {
        channel.pause();
        submit(64);
        bench.issueAndMove(0);
        channel.terminateAsync();
        bench.run();
        submit(8);
        bench.issueAndMove(8);
        assertEquals(List.of("pause -", "resume -", "start 1", "step 1 +8"), bench.driver.calls());
    }

    @Test
    @Clause("ISS-10")
    @DisplayName("ISS-10 issuing does not unpause")
    void shouldStayPausedWhenMoreIsIssued() {
        channel.pause();
        long cookie = submit(8);
        bench.issueAndMove(8);
        assertTrue(channel.isPaused());
        assertEquals(DmaStatus.PAUSED, channel.status(cookie).status());
        assertEquals(8, channel.status(cookie).residue());
    }

    @Test
    @Clause("ISS-10")
    @DisplayName("ISS-10 nor does it where the issuing thread does small transfers itself")
    void shouldStayPausedOnTheIssuingThread() {
        try (Bench inline = Bench.assistable(ChannelCapabilities.of(Capability.MEMCPY))) {
            inline.driver.allow(100);
            inline.channel.pause();
            inline.channel.enqueueMemcpy(inline.zeroes(8), 0, inline.pattern(8), 0, 8, 0);
            inline.channel.issuePending();
            inline.run();
            assertEquals(0, inline.totals.bytes());
            assertEquals(0, inline.channel.harvest(new long[1]));
            inline.channel.resume();
            inline.run();
            assertEquals(8, inline.totals.bytes());
        }
    }

    @Test
    @Clause({"PAU-01", "ERR-16", "SCAP-06"})
    @DisplayName("PAU-01, table of errors: a channel that cannot pause says so")
    void shouldRefuseWhatTheChannelCannot() {
        try (Bench noPause = Bench.of(ChannelCapabilities.of(Capability.MEMCPY).pause(false, false));
                Bench noResume = Bench.of(ChannelCapabilities.of(Capability.MEMCPY).pause(true, false))) {
            assertThrows(DmaException.Rejected.class, noPause.channel::pause);
            assertThrows(DmaException.Rejected.class, noPause.channel::resume);
            assertFalse(noPause.channel.isPaused());
            noResume.channel.pause();
            assertThrows(DmaException.Rejected.class, noResume.channel::resume);
            assertTrue(noResume.channel.isPaused());
        }
    }

    @Test
    @Clause("PAU-02")
    @DisplayName("PAU-02 pause waits for the step under way, and the bytes of that step count")
    void shouldWaitForTheStepUnderWay() {
        Hang hang = new Hang((transfer, limit) -> bench.driver.move(transfer, 20));
        bench.driver.plan(DriverCall.STEP, hang);
        long cookie = submit(64);
        channel.issuePending();
        Client<Boolean> runner = Client.calls("runner", bench.engine::round);
        hang.awaitInside();
        Client<Void> pauser = Client.does("pauser", channel::pause);
        Patience.untilParked(pauser.thread());
        assertEquals(DmaStatus.PAUSED, channel.status(cookie).status());
        hang.release();
        pauser.answer();
        assertEquals(44, channel.status(cookie).residue());
        runner.answer();
        assertEquals(1, bench.driver.calls().stream().filter("pause 1"::equals).count());
    }

    @Test
    @Clause("PAU-02")
    @DisplayName("PAU-02 a step that does not return makes pause give up, naming the thread; the pause still comes")
    void shouldGiveUpOnAStepThatDoesNotReturn() {
        Hang hang = new Hang((transfer, limit) -> bench.driver.move(transfer, 20));
        bench.driver.plan(DriverCall.STEP, hang);
        long cookie = submit(64);
        channel.issuePending();
        Client<Void> runner = Client.does("runner", bench::run);
        hang.awaitInside();
        String message = assertThrows(DmaException.TimedOut.class, channel::pause).getMessage();
        assertTrue(message.contains("runner"), message);
        hang.release();
        runner.answer();
        bench.move(100);
        assertEquals(DmaStatus.PAUSED, channel.status(cookie).status());
        assertEquals(44, channel.status(cookie).residue());
    }

    @Test
    @Clause("PAU-07")
    @DisplayName("PAU-07 pausing inside the driver's own step does not wait for itself")
    void shouldPauseInsideTheOwnStep() {
        bench.driver.plan(DriverCall.STEP, (transfer, limit) -> {
            channel.pause();
            return bench.driver.move(transfer, 5);
        });
        long cookie = submit(64);
        bench.issueAndMove(100);
        assertEquals(59, channel.status(cookie).residue());
        assertEquals(List.of("start 1", "step 1 +5", "pause 1"), bench.driver.calls());
    }

    @Test
    @Clause("PAU-02")
    @DisplayName("PAU-02 a wake-up while paused is not forgotten")
    void shouldGoOnWithWhatCameWhilePaused() {
        long cookie = submit(64);
        bench.issueAndMove(10);
        channel.pause();
        bench.driver.allow(54);
        bench.run();
        channel.resume();
        bench.run();
        assertEquals(DmaStatus.COMPLETE, channel.status(cookie).status());
    }

    @Test
    @Clause("PAU-08")
    @DisplayName("PAU-08 a pause is of one channel: another one of the same engine goes on")
    void shouldLeaveTheOtherChannelsOfTheEngineAlone() {
        StepDriver other = new StepDriver(bench.driver.capabilities(), bench.engine.spec());
        try (VirtualChannel neighbour = new VirtualChannel(
                new Binding("dma0chan1", other, bench.engine, bench.device, other.capabilities(), new Totals()), "test", "", new StubOwner(),
                bench.completers, bench.timers, 4, bench.log.logger())) {
            neighbour.open(LeaseTerms.NONE);
            long paused = submit(64);
            long running = neighbour.prepareMemcpy(bench.zeroes(64), 0, bench.pattern(64), 0, 64).submit();
            bench.issueAndMove(10);
            neighbour.issuePending();
            channel.pause();
            other.allow(64);
            bench.move(64);
            assertFalse(neighbour.isPaused());
            assertEquals(DmaStatus.COMPLETE, neighbour.status(running).status());
            assertEquals(DmaStatus.PAUSED, channel.status(paused).status());
            assertEquals(54, channel.status(paused).residue());
        }
    }

    @Test
    @Clause({"PAU-09", "ST-22", "ST-23", "PAU-06"})
    @DisplayName("PAU-09 pause, read the residue, terminate: what was read is what arrived")
    void shouldGiveTheExactResidueBeforeATerminate() {
        Mapping target = bench.zeroes(64);
        long cookie = channel.prepareMemcpy(target, 0, bench.pattern(64), 0, 64).submit();
        bench.issueAndMove(10);
        bench.driver.plan(DriverCall.PAUSE, (transfer, limit) -> bench.driver.move(transfer, 7));
        channel.pause();
        long residue = channel.status(cookie).residue();
        bench.driver.allow(100);
        bench.whileRunning(channel::terminateSync);
        assertEquals(47, residue);
        assertEquals(residue, channel.status(cookie).residue());
        assertArrayEquals(Bench.patternBytes(0, 17), Arrays.copyOf(Bench.bytes(target), 17));
        assertArrayEquals(new byte[47], Arrays.copyOfRange(Bench.bytes(target), 17, 64));
    }

    @Test
    @Clause({"PAU-02", "PAU-09"})
    @DisplayName("PAU-09 pause, put something in between, resume: the queue and its bytes go on unbroken")
    void shouldGoOnUnbrokenAfterSomethingInBetween() {
        Mapping target = bench.zeroes(64);
        for (int half = 0; half < 2; half++) {
            channel.prepareMemcpy(target, half * 32L, bench.pattern(64), half * 32L, 32, TransferFlag.INTERRUPT)
                    .onComplete(callbacks.record()).submit();
        }
        bench.issueAndMove(10);
        channel.pause();
        target.segment().set(ValueLayout.JAVA_BYTE, 63, (byte) 'x');
        channel.resume();
        bench.move(53);
        assertEquals('x', Bench.bytes(target)[63], "not come to yet");
        bench.move(1);
        bench.deliver();
        assertArrayEquals(Bench.patternBytes(0, 64), Bench.bytes(target));
        assertEquals(List.of(1L, 2L), callbacks.order());
    }
}

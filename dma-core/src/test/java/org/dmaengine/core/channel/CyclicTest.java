package org.dmaengine.core.channel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.Direction;
import org.dmaengine.DmaStatus;
import org.dmaengine.ResidueGranularity;
import org.dmaengine.SlaveConfig;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferOutcome;
import org.dmaengine.TransferResult;
import org.dmaengine.TransferStatus;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.stubs.Bench;
import org.dmaengine.core.stubs.Callbacks;
import org.dmaengine.core.stubs.Client;
import org.dmaengine.core.stubs.DriverCall;
import org.dmaengine.core.stubs.Hang;
import org.dmaengine.core.stubs.Patience;
import org.dmaengine.mapping.Mapping;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Rings (contract 4.1, CB-07 to CB-09, ST-17, VD-07).
class CyclicTest {
    private static final int RING = 4096;
    private static final int PERIOD = 1024;

    @AutoClose
    private final Bench bench = Bench.of(ChannelCapabilities.of(Capability.CYCLIC, Capability.SLAVE)
            .directions(Direction.MEM_TO_DEV, Direction.DEV_TO_MEM));
    private final VirtualChannel channel = bench.channel;
    private final Callbacks callbacks = new Callbacks();

    @BeforeEach
    void configure() {
        channel.configure(SlaveConfig.builder().build());
    }

    private long ring(Mapping memory, Direction direction) {
        return channel.prepareCyclic(memory, 0, RING, PERIOD, direction, TransferFlag.INTERRUPT)
                .onComplete(callbacks.record()).submit();
    }

    @ParameterizedTest
    @CsvSource({"0, 4096", "1, 4095", "1024, 3072", "3072, 1024", "4095, 1", "4096, 4096", "4097, 4095", "8192, 4096"})
    @Clause({"CYC-01", "CYC-04", "ST-17", "ST-18", "SUB-17", "PAIN-08"})
    @DisplayName("CYC-04, ST-17 the residue counts to the end of the ring and jumps back at its start")
    void shouldCountTheResidueToTheEndOfTheRing(long moved, long residue) {
        long cookie = ring(bench.zeroes(RING), Direction.DEV_TO_MEM);
        channel.issuePending();
        bench.move(moved);
        assertEquals(residue, channel.status(cookie).residue());
        assertEquals(DmaStatus.IN_PROGRESS, channel.status(cookie).status(), "CYC-01, SUB-17: it never completes by itself");
    }

    @Test
    @Clause({"CYC-02", "CB-18", "DIFF-11", "VD-07"})
    @DisplayName("CYC-02 a callback opportunity after each period, with its number and the position")
    void shouldCallBackAfterEachPeriod() {
        long cookie = ring(bench.zeroes(RING), Direction.DEV_TO_MEM);
        channel.issuePending();
        for (int period = 1; period <= 6; period++) {
            bench.move(PERIOD - 1);
            assertEquals(0, bench.completers.waiting());
            bench.move(1);
            bench.deliver();
            long residue = RING - period * PERIOD % RING;
            assertEquals(new TransferResult(cookie, TransferOutcome.NO_ERROR, RING, residue, 0, 0, 1, period, ""),
                    callbacks.results().getLast());
        }
        assertEquals(6, callbacks.results().size());
    }

    @Test
    @Clause({"CB-07", "CB-20", "CYC-03", "DIFF-11", "VD-07", "VD-10", "PAIN-09"})
    @DisplayName("CB-07, CYC-03, table of differences: callbacks coalesce, and the result says how many periods it stands for")
    void shouldCoalesceAndCountWhatElapsed() {
        ring(bench.zeroes(RING), Direction.DEV_TO_MEM);
        channel.issuePending();
        bench.move(3 * PERIOD + 10);
        assertEquals(1, bench.completers.waiting());
        bench.deliver();
        assertEquals(3, callbacks.only().periods());
        assertEquals(3, callbacks.only().sequence());
        assertEquals(PERIOD, callbacks.only().residue(), "the position when the last of them elapsed");
        bench.move(2 * PERIOD);
        bench.deliver();
        assertEquals(2, callbacks.results().getLast().periods());
        assertEquals(5, callbacks.results().getLast().sequence());
    }

    @Test
    @Clause({"CB-07", "DIFF-11"})
    @DisplayName("CB-07 what elapses while the callback runs is the next call, once")
    void shouldCoalesceWhatElapsesDuringACallback() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        channel.prepareCyclic(bench.zeroes(RING), 0, RING, PERIOD, Direction.DEV_TO_MEM, TransferFlag.INTERRUPT)
                .onComplete(callbacks.record(result -> {
                    inside.countDown();
                    try {
                        assertTrue(go.await(Patience.NANOS, TimeUnit.NANOSECONDS));
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                })).submit();
        channel.issuePending();
        bench.move(PERIOD);
        CompletableFuture<Void> first = bench.completers.begin();
        assertTrue(inside.await(Patience.NANOS, TimeUnit.NANOSECONDS));
        bench.move(4 * PERIOD);
        go.countDown();
        first.join();
        bench.deliver();
        assertEquals(List.of(1L, 4L), callbacks.results().stream().map(TransferResult::periods).toList());
        assertEquals(List.of(1L, 5L), callbacks.results().stream().map(TransferResult::sequence).toList());
    }

    @Test
    @Clause("DIFF-10")
    @DisplayName("PREP-23, FLG-02 without the flag no period is called back")
    void shouldCallBackNothingWithoutTheFlag() {
        channel.prepareCyclic(bench.zeroes(RING), 0, RING, PERIOD, Direction.DEV_TO_MEM).submit();
        channel.issuePending();
        bench.move(3 * PERIOD);
        assertEquals(0, bench.completers.waiting());
    }

    @Test
    @Clause("CYC-01")
    @DisplayName("CYC-01 what goes out round after round is the ring, without a byte lost or repeated")
    void shouldSendTheRingRoundAfterRound() {
        Mapping memory = bench.pattern(40);
        channel.prepareCyclic(memory, 4, 30, 10, Direction.MEM_TO_DEV).submit();
        channel.issuePending();
        for (int i = 0; i < 25; i++) {
            bench.move(7);
        }
        byte[] expected = new byte[175];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = (byte) (4 + i % 30);
        }
        assertArrayEquals(expected, bench.driver.written());
    }

    @Test
    @Clause({"CYC-06", "TRM-05"})
    @DisplayName("CYC-06 a callback may terminate its own ring; it runs to its end, and none follows")
    void shouldBeTerminatedByItsOwnCallback() {
        channel.prepareCyclic(bench.zeroes(RING), 0, RING, PERIOD, Direction.DEV_TO_MEM, TransferFlag.INTERRUPT)
                .onComplete(callbacks.record(result -> channel.terminateAsync())).submit();
        channel.issuePending();
        bench.move(PERIOD);
        bench.deliver();
        bench.move(10 * PERIOD);
        bench.deliver();
        assertEquals(1, callbacks.results().size());
        assertEquals(DmaStatus.ABORTED, channel.status(1).status());
        assertEquals(3 * PERIOD, channel.status(1).residue());
        assertEquals("stop 1", bench.driver.calls().getLast());
    }

    @Test
    @Clause({"TRM-10", "VD-15"})
    @DisplayName("TRM-10 a period that waits is cancelled by a terminate, and not counted for the next ring")
    void shouldCancelThePeriodThatWaits() {
        ring(bench.zeroes(RING), Direction.DEV_TO_MEM);
        channel.issuePending();
        bench.move(2 * PERIOD);
        channel.terminateAsync();
        bench.run();
        long second = ring(bench.zeroes(RING), Direction.DEV_TO_MEM);
        channel.issuePending();
        bench.move(PERIOD);
        bench.deliver();
        assertEquals(new TransferResult(second, TransferOutcome.NO_ERROR, RING, 3 * PERIOD, 0, 0, 1, 1, ""), callbacks.only());
    }

    @Test
    @Clause({"CYC-07", "DIFF-12"})
    @DisplayName("CYC-07 what is issued behind a ring waits for ever, and says so; the terminate drops it, too")
    void shouldKeepWaitingWhatIsBehindARing() {
        Mapping memory = bench.zeroes(RING);
        long ring = ring(memory, Direction.DEV_TO_MEM);
        long behind = channel.prepareSlaveSingle(memory, 0, 8, Direction.DEV_TO_MEM).submit();
        channel.issuePending();
        bench.move(10 * RING);
        assertEquals(DmaStatus.IN_PROGRESS, channel.status(behind).status());
        assertTrue(channel.status(behind).detail().contains("cookie 1"), channel.status(behind).detail());
        assertTrue(channel.standstill().contains("cookie 1"), channel.standstill());
        channel.terminateAsync();
        assertEquals(DmaStatus.ABORTED, channel.status(ring).status());
        assertEquals(DmaStatus.ABORTED, channel.status(behind).status());
    }

    @Test
    @Clause("CYC-08")
    @DisplayName("CYC-08 a ring behind a ring waits like anything else, and says so")
    void shouldKeepWaitingARingBehindARing() {
        Mapping memory = bench.zeroes(2 * RING);
        ring(memory, Direction.DEV_TO_MEM);
        long second = channel.prepareCyclic(memory, RING, RING, PERIOD, Direction.DEV_TO_MEM).submit();
        channel.issuePending();
        bench.move(3 * RING);
        assertEquals(RING, channel.status(second).residue());
        assertTrue(channel.status(second).detail().contains("waits behind cookie 1"), channel.status(second).detail());
        assertEquals(0, Bench.bytes(memory)[RING + 1], "nothing of it has been moved");
        channel.terminateAsync();
        bench.run();
        assertEquals(DmaStatus.ABORTED, channel.status(second).status());
        assertEquals(1, bench.driver.calls().stream().filter(call -> call.startsWith("start")).count());
    }

    @Test
    @Clause({"CYC-10", "CYC-11", "PAIN-09"})
    @DisplayName("CYC-10, CYC-11 the engine keeps the ring going though the client is late: old data goes out again, silently")
    void shouldGoOnWithoutItsClient() {
        Mapping memory = bench.pattern(40);
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        long cookie = channel.prepareCyclic(memory, 0, 40, 10, Direction.MEM_TO_DEV, TransferFlag.INTERRUPT)
                .onComplete(callbacks.record(result -> {
                    inside.countDown();
                    Patience.await(go, "the test to go on");
                })).submit();
        channel.issuePending();
        bench.move(10);
        CompletableFuture<Void> late = bench.completers.begin();
        Patience.await(inside, "the callback to begin");
        bench.move(110);
        byte[] thrice = new byte[120];
        for (int i = 0; i < thrice.length; i++) {
            thrice[i] = (byte) (i % 40);
        }
        assertArrayEquals(thrice, bench.driver.written());
        TransferStatus status = channel.status(cookie);
        assertEquals(DmaStatus.IN_PROGRESS, status.status());
        assertEquals(0, status.losses(), "only the device counts losses");
        assertEquals("", status.detail());
        assertEquals(1, bench.driver.calls().stream().filter(call -> call.startsWith("start")).count(), "nobody has started it again");
        go.countDown();
        late.join();
        bench.deliver();
        assertEquals(List.of(1L, 12L), callbacks.results().stream().map(TransferResult::sequence).toList());
    }

    @Test
    @Clause("CYC-13")
    @DisplayName("CYC-13 preparing waits for nobody: not for a step under way, not for a callback")
    void shouldBePreparedWhileTheDriverIsInsideAStep() {
        Hang hang = new Hang((transfer, limit) -> 0);
        bench.driver.plan(DriverCall.STEP, hang);
        Mapping memory = bench.zeroes(RING);
        ring(memory, Direction.DEV_TO_MEM);
        channel.issuePending();
        Client<Boolean> runner = Client.calls("runner", bench.engine::round);
        hang.awaitInside();
        Client<Long> client = Client.calls("client", () -> ring(memory, Direction.DEV_TO_MEM));
        assertEquals(2L, client.answer());
        assertFalse(runner.isDone());
        hang.release();
        runner.answer();
    }

    @Test
    @Clause("CYC-05")
    @DisplayName("CYC-05 by segments: the residue shows whole periods only, the device is up to one period ahead")
    void shouldShowWholePeriodsWhereTheDriverCountsThose() {
        try (Bench segments = Bench.of(ChannelCapabilities.of(Capability.CYCLIC).directions(Direction.DEV_TO_MEM)
                .granularity(ResidueGranularity.SEGMENT))) {
            segments.channel.configure(SlaveConfig.builder().build());
            Mapping memory = segments.zeroes(RING);
            long cookie = segments.channel.prepareCyclic(memory, 0, RING, PERIOD, Direction.DEV_TO_MEM).submit();
            segments.channel.issuePending();
            List<Long> seen = new ArrayList<>();
            for (int quarter = 0; quarter < 20; quarter++) {
                int ahead = quarter % 4 * PERIOD / 4;
                segments.driver.plan(DriverCall.STEP, (transfer, limit) -> {
                    transfer.destination().asSlice(transfer.destinationOffset() + ahead, PERIOD / 4).fill((byte) 7);
                    return ahead == 3 * PERIOD / 4 ? PERIOD : 0;
                });
                segments.move(0);
                seen.add(segments.channel.status(cookie).residue());
            }
            assertEquals(List.of(4096L, 4096L, 4096L, 3072L, 3072L, 3072L, 3072L, 2048L, 2048L, 2048L, 2048L, 1024L, 1024L, 1024L, 1024L, 4096L,
                    4096L, 4096L, 4096L, 3072L), seen);
        }
    }

    @Test
    @Clause("CYC-12")
    @DisplayName("CYC-12 pausing and resuming keeps the position")
    void shouldKeepItsPositionOverAPause() {
        Mapping memory = bench.zeroes(RING);
        long cookie = ring(memory, Direction.DEV_TO_MEM);
        channel.issuePending();
        bench.move(PERIOD + 100);
        channel.pause();
        bench.move(500);
        assertEquals(RING - PERIOD - 100, channel.status(cookie).residue());
        assertEquals(DmaStatus.PAUSED, channel.status(cookie).status());
        channel.resume();
        bench.run();
        assertEquals(RING - PERIOD - 600, channel.status(cookie).residue());
        assertEquals((byte) (PERIOD + 600 - 1), Bench.bytes(memory)[PERIOD + 600 - 1], "no byte lost, none repeated");
    }

    @Test
    @DisplayName("a step ends at the end of a period, so that the driver cannot run past its callback")
    void shouldLimitAStepToThePeriod() {
        ring(bench.zeroes(RING), Direction.DEV_TO_MEM);
        channel.issuePending();
        bench.move(2 * PERIOD + 5);
        assertEquals(List.of("start 1", "step 1 +1024", "step 1 +1024", "step 1 +5"), bench.driver.calls());
    }

    @Test
    @DisplayName("CB-17 a device that ends a ring just where it goes round has ended it")
    void shouldCompleteARingThatItsDeviceEndsWhereItGoesRound() {
        long cookie = ring(bench.zeroes(RING), Direction.DEV_TO_MEM);
        channel.issuePending();
        bench.move(3 * PERIOD);
        bench.driver.plan(DriverCall.STEP, (transfer, limit) -> {
            transfer.end();
            return bench.driver.move(transfer, limit);
        });
        bench.move(0);
        assertEquals(DmaStatus.COMPLETE, channel.status(cookie).status());
        bench.deliver();
        assertEquals(List.of(4L, 0L), callbacks.results().stream().map(TransferResult::periods).toList());
    }

    @Test
    @Clause({"VD-22", "CB-18", "TRM-08", "PAIN-03"})
    @DisplayName("VD-22 a period's call that runs keeps its result, though its ring is terminated and another one passes periods")
    void shouldKeepTheResultOfACallThatRuns() {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        channel.prepareCyclic(bench.zeroes(RING), 0, RING, PERIOD, Direction.DEV_TO_MEM, TransferFlag.INTERRUPT)
                .onComplete((TransferResult result) -> {
                    inside.countDown();
                    Patience.await(go, "the test to go on");
                    callbacks.record().onComplete(result);
                }).submit();
        channel.issuePending();
        bench.move(2 * PERIOD);
        CompletableFuture<Void> first = bench.completers.begin();
        Patience.await(inside, "the callback to begin");
        channel.terminateAsync();
        bench.run();
        ring(bench.zeroes(RING), Direction.DEV_TO_MEM);
        channel.issuePending();
        bench.move(3 * PERIOD);
        go.countDown();
        first.join();
        bench.deliver();
        assertEquals(List.of("1 2 2 2048", "2 3 3 1024"), callbacks.results().stream()
                .map(result -> result.cookie() + " " + result.periods() + " " + result.sequence() + " " + result.residue()).toList());
        assertEquals(List.of(), bench.log.lines());
    }

    @Test
    @Clause({"VD-23", "TRM-10", "VD-15", "PAIN-02"})
    @DisplayName("VD-23 a completer that was sent for a period which has been cancelled finds nothing, and that is all")
    void shouldDeliverNothingFromAnEmptySlot() {
        ring(bench.zeroes(RING), Direction.DEV_TO_MEM);
        channel.issuePending();
        bench.move(PERIOD);
        assertEquals(1, bench.completers.waiting());
        channel.terminateAsync();
        bench.deliver();
        assertEquals(List.of(), callbacks.results());
        assertEquals(List.of(), bench.log.lines());
        bench.run();
        channel.synchronize();
        ring(bench.zeroes(RING), Direction.DEV_TO_MEM);
        channel.issuePending();
        bench.move(PERIOD);
        bench.deliver();
        assertEquals(2, callbacks.only().cookie(), "the channel can be delivered again");
    }
}

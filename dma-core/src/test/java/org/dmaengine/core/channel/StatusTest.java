package org.dmaengine.core.channel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.Direction;
import org.dmaengine.DmaDescriptor;
import org.dmaengine.DmaStatus;
import org.dmaengine.ResidueGranularity;
import org.dmaengine.SlaveConfig;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferOutcome;
import org.dmaengine.TransferStatus;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.stubs.Answer;
import org.dmaengine.core.stubs.Bench;
import org.dmaengine.core.stubs.Client;
import org.dmaengine.core.stubs.DriverCall;
import org.dmaengine.core.stubs.LiveChannel;
import org.dmaengine.mapping.DataChunk;
import org.dmaengine.mapping.InterleavedTemplate;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.spi.EngineSpec;
import org.dmaengine.spi.TransferFault;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What a client is told about a transfer (contract 2.13, with the table of differences).
class StatusTest {
    @AutoClose
    private final Bench bench = Bench.of(ChannelCapabilities.of(Capability.MEMCPY, Capability.INTERLEAVE)
            .directions(Direction.MEM_TO_DEV).reuse(true), 4);
    private final VirtualChannel channel = bench.channel;
    private final Mapping from = bench.pattern(64);
    private final Mapping to = bench.zeroes(64);

    private long submit(int length) {
        return channel.prepareMemcpy(to, 0, from, 0, length).submit();
    }

    private long enqueue(int length) {
        return channel.enqueueMemcpy(to, 0, from, 0, length, 0);
    }

    private void assertStatus(DmaStatus status, long residue, long cookie) {
        TransferStatus seen = channel.status(cookie);
        assertEquals(status, seen.status(), seen::toString);
        assertEquals(residue, seen.residue(), seen::toString);
        assertEquals(cookie, seen.cookie());
    }

    @Test
    @Clause({"ST-02", "ST-06", "ST-09", "ST-28"})
    @DisplayName("ST-02, ST-06, ST-28 last is the last one ended, used the last one assigned; one query answers for many")
    void shouldSayWhichCookiesHaveEnded() {
        submit(8);
        submit(8);
        bench.issueAndMove(8);
        submit(8);
        TransferStatus status = channel.status(3);
        assertEquals(1, status.last());
        assertEquals(3, status.used());
        assertTrue(status.hasEnded(1));
        assertFalse(status.hasEnded(2));
        assertFalse(status.hasEnded(0));
        assertEquals(DmaStatus.COMPLETE, channel.status(1).status());
    }

    @Test
    @Clause({"ST-02", "ST-09", "ST-28"})
    @DisplayName("ST-02, ST-28 so does the status of one that has ended")
    void shouldSayWhichCookiesHaveEndedBehindAnEndedOne() {
        submit(8);
        submit(8);
        submit(8);
        bench.issueAndMove(16);
        TransferStatus status = channel.status(1);
        assertEquals(DmaStatus.COMPLETE, status.status());
        assertEquals(2, status.last());
        assertEquals(3, status.used());
        assertTrue(status.hasEnded(2));
        assertFalse(status.hasEnded(3));
    }

    @Test
    @Clause("ST-09")
    @DisplayName("ST-09 whether a cookie has ended is looked up; the driver is not asked, though it could be on this thread")
    void shouldNotStepTheDriverWhenAskedForAnEnd() {
        try (Bench assistable = Bench.assistable(ChannelCapabilities.of(Capability.MEMCPY))) {
            assistable.driver.allow(8192);
            long cookie = assistable.channel.prepareMemcpy(assistable.zeroes(8192), 0, assistable.pattern(8192), 0, 8192).submit();
            assistable.channel.issuePending();
            assertFalse(assistable.channel.hasEnded(cookie));
            assertFalse(assistable.channel.status(cookie).hasEnded(cookie));
            assertEquals(List.of(), assistable.driver.calls());
            assistable.run();
            assertTrue(assistable.channel.hasEnded(cookie));
        }
    }

    @Test
    @Clause({"ST-10", "ST-11", "ST-12", "ST-27", "VD-21", "DIFF-06", "ST-02", "PAIN-23"})
    @DisplayName("ST-11, table of differences: submitted and issued report their full length, the active one what is left")
    void shouldReportTheResidueOfTheTransferAskedAbout() {
        long active = submit(64);
        long issued = submit(40);
        channel.issuePending();
        long submitted = submit(30);
        bench.move(10);
        assertStatus(DmaStatus.IN_PROGRESS, 54, active);
        assertStatus(DmaStatus.IN_PROGRESS, 40, issued);
        assertStatus(DmaStatus.IN_PROGRESS, 30, submitted);
        bench.move(53);
        assertStatus(DmaStatus.IN_PROGRESS, 1, active);
        bench.move(11);
        assertStatus(DmaStatus.COMPLETE, 0, active);
        assertStatus(DmaStatus.IN_PROGRESS, 30, issued);
        assertStatus(DmaStatus.IN_PROGRESS, 30, submitted);
    }

    @Test
    @Clause({"ST-11", "DIFF-06"})
    @DisplayName("ST-11 the full length also where the queue's slots have been used before")
    void shouldReportTheFullLengthOfAnEnqueuedCopyInAUsedSlot() {
        for (int i = 0; i < 9; i++) {
            enqueue(64);
            bench.issueAndMove(64);
        }
        assertStatus(DmaStatus.IN_PROGRESS, 20, enqueue(20));
        assertStatus(DmaStatus.IN_PROGRESS, 64, enqueue(64));
        channel.terminateAsync();
        assertStatus(DmaStatus.ABORTED, 20, 10);
        assertStatus(DmaStatus.ABORTED, 64, 11);
    }

    @Test
    @Clause({"ST-11", "RUS-09"})
    @DisplayName("ST-11, RUS-09 a resubmitted descriptor reports its full length, not its last run's residue")
    void shouldReportTheFullLengthOfAResubmittedDescriptor() {
        DmaDescriptor descriptor = channel.prepareMemcpy(to, 0, from, 0, 64).reusable(true);
        descriptor.submit();
        bench.issueAndMove(64);
        assertStatus(DmaStatus.IN_PROGRESS, 64, descriptor.submit());
    }

    @Test
    @Clause({"ST-10", "SUB-10", "DIFF-03", "TRM-12"})
    @DisplayName("ST-10, SUB-10 each cookie has its own end")
    void shouldKeepTheOutcomeOfEachCookie() {
        submit(8);
        bench.issueAndMove(8);
        submit(8);
        submit(8);
        bench.issueAndMove(3);
        channel.terminateAsync();
        bench.run();
        submit(8);
        bench.issueAndMove(8);
        assertStatus(DmaStatus.COMPLETE, 0, 1);
        assertStatus(DmaStatus.ABORTED, 5, 2);
        assertStatus(DmaStatus.ABORTED, 8, 3);
        assertStatus(DmaStatus.COMPLETE, 0, 4);
        assertEquals(TransferOutcome.ABORTED, channel.status(2).outcome());
        assertEquals(4, channel.status(2).last());
    }

    @Test
    @Clause({"ST-16", "DIFF-06"})
    @DisplayName("ST-16, table of differences: residues beyond 4 GiB are exact")
    void shouldReportResiduesBeyondFourGibibytes() {
        channel.configure(SlaveConfig.builder().build());
        long length = 3L << 32;
        InterleavedTemplate huge = InterleavedTemplate.toDevice(from, 0).increment(false, false)
                .frames(length / 64, new DataChunk(64, 0)).build();
        long cookie = channel.prepareInterleaved(huge).submit();
        assertStatus(DmaStatus.IN_PROGRESS, length, cookie);
        bench.issueAndMove(100);
        assertStatus(DmaStatus.IN_PROGRESS, length - 100, cookie);
    }

    @Test
    @Clause({"ST-19", "ST-20", "ST-02", "PAIN-08"})
    @DisplayName("ST-19 bytes inside the controller are reported beside the residue")
    void shouldReportBytesInFlight() {
        bench.driver.plan(DriverCall.STEP, (transfer, limit) -> {
            transfer.inFlight(6);
            return bench.driver.move(transfer, 10);
        });
        long cookie = submit(64);
        bench.issueAndMove(0);
        assertEquals(6, channel.status(cookie).inFlight());
        assertStatus(DmaStatus.IN_PROGRESS, 54, cookie);
        bench.move(54);
        assertEquals(0, channel.status(cookie).inFlight(), "nothing is in flight when it has ended");
    }

    @Test
    @Clause("ST-08")
    @DisplayName("ST-08 status is legal in the middle of a driver's step, and anywhere else")
    void shouldAnswerInTheMiddleOfAStep() {
        List<Long> seen = new ArrayList<>();
        bench.driver.plan(DriverCall.STEP, (transfer, limit) -> {
            seen.add(channel.status(1).residue());
            return bench.driver.move(transfer, 10);
        });
        submit(64);
        bench.issueAndMove(0);
        assertEquals(List.of(64L), seen);
        assertStatus(DmaStatus.IN_PROGRESS, 54, 1);
    }

    @Test
    @Clause("ST-08")
    @DisplayName("ST-08 status is legal after close, and still knows how everything ended")
    void shouldAnswerAfterClose() {
        submit(8);
        bench.issueAndMove(8);
        submit(8);
        channel.close();
        assertStatus(DmaStatus.COMPLETE, 0, 1);
        assertStatus(DmaStatus.ABORTED, 8, 2);
        assertTrue(channel.status(2).detail().contains("released"), channel.status(2).detail());
        assertTrue(channel.hasEnded(2));
    }

    @Test
    @DisplayName("what a transfer waits for is said for people")
    void shouldSayWhatItWaitsFor() {
        submit(8);
        submit(8);
        channel.issuePending();
        submit(8);
        bench.move(2);
        assertEquals("", channel.status(1).detail());
        assertEquals("issued, 1 before it", channel.status(2).detail());
        assertEquals("submitted, waits for issuePending", channel.status(3).detail());
        channel.pause();
        assertEquals("paused", channel.status(1).detail());
    }

    @Test
    @Clause("PREP-34")
    @DisplayName("PREP-34 a transfer that moves nothing completes in its turn")
    void shouldCompleteATransferThatMovesNothingInItsTurn() {
        try (Bench fence = Bench.of(ChannelCapabilities.of(Capability.MEMCPY, Capability.INTERRUPT))) {
            Mapping source = fence.pattern(8);
            fence.channel.prepareMemcpy(fence.zeroes(8), 0, source, 0, 8).submit();
            long nothing = fence.channel.prepareInterrupt(TransferFlag.INTERRUPT).submit();
            fence.issueAndMove(7);
            assertEquals(DmaStatus.IN_PROGRESS, fence.channel.status(nothing).status());
            assertEquals(0, fence.channel.status(nothing).residue());
            fence.move(1);
            assertEquals(DmaStatus.COMPLETE, fence.channel.status(nothing).status());
            assertEquals(List.of("start 1", "step 1 +7", "step 1 +1", "start 2"), fence.driver.calls());
        }
    }

    @Test
    @DisplayName("D13 harvest gives each cookie once, in order, however it ended")
    void shouldHarvestEachCookieOnce() {
        enqueue(8);
        enqueue(8);
        enqueue(8);
        bench.issueAndMove(16);
        channel.terminateAsync();
        long[] cookies = new long[2];
        assertEquals(2, channel.harvest(cookies));
        assertArrayEquals(new long[] {1, 2}, cookies);
        assertEquals(1, channel.harvest(cookies));
        assertEquals(3, cookies[0]);
        assertEquals(0, channel.harvest(cookies));
    }

    @Test
    @Clause({"ST-03", "ST-04", "ST-05", "ST-09", "DIFF-02"})
    @DisplayName("ST-04 the table of the contract: 5 have ended, 8 were given")
    void shouldTellEndedFromGivenFromNeverGiven() {
        assertThrows(IllegalArgumentException.class, () -> channel.status(1), "a fresh channel knows no cookie");
        for (int i = 0; i < 5; i++) {
            submit(8);
            bench.issueAndMove(8);
        }
        for (int i = 0; i < 3; i++) {
            submit(8);
        }
        for (long ended = 1; ended <= 5; ended++) {
            assertStatus(DmaStatus.COMPLETE, 0, ended);
            assertTrue(channel.hasEnded(ended));
        }
        for (long waiting = 6; waiting <= 8; waiting++) {
            assertStatus(DmaStatus.IN_PROGRESS, 8, waiting);
            assertFalse(channel.hasEnded(waiting));
        }
        for (long unknown : new long[] {-1, 0, 9}) {
            assertThrows(IllegalArgumentException.class, () -> channel.status(unknown));
            assertThrows(IllegalArgumentException.class, () -> channel.hasEnded(unknown));
        }
    }

    @Test
    @Clause({"ST-01", "ST-07", "ST-25", "PAU-06", "PAIN-23"})
    @DisplayName("ST-01, ST-07 every status there is, told by the core of a driver that knows none of them")
    void shouldTellEveryStatus() {
        submit(8);
        bench.issueAndMove(8);
        submit(16);
        bench.issueAndMove(3);
        assertStatus(DmaStatus.COMPLETE, 0, 1);
        assertStatus(DmaStatus.IN_PROGRESS, 13, 2);
        channel.pause();
        assertStatus(DmaStatus.COMPLETE, 0, 1);
        assertStatus(DmaStatus.PAUSED, 13, 2);
        channel.resume();
        bench.driver.plan(DriverCall.STEP, Answer.thrown(TransferFault.read(2, "no data", null)));
        bench.driver.host().wake();
        bench.run();
        assertStatus(DmaStatus.ERROR, 11, 2);
        assertEquals(TransferOutcome.READ_FAILED, channel.status(2).outcome());
        submit(8);
        channel.terminateAsync();
        assertStatus(DmaStatus.ABORTED, 8, 3);
    }

    @Test
    @Clause("ST-14")
    @DisplayName("ST-14 SEGMENT: of a driver that counts whole segments the residue falls by segments")
    void shouldReportTheResidueInSegmentsWhereTheDriverCountsThose() {
        assertEquals(List.of(64L, 48L, 32L, 16L), residuesOf(ResidueGranularity.SEGMENT, 16));
    }

    @Test
    @Clause({"ST-14", "ST-15", "PAIN-08"})
    @DisplayName("ST-15 DESCRIPTOR: of a driver that counts at the end only it stays full, never 0 while in progress")
    void shouldNeverReportNothingLeftBeforeTheEnd() {
        assertEquals(List.of(64L, 64L, 64L, 64L), residuesOf(ResidueGranularity.DESCRIPTOR, 64));
    }

    /// Residues while a device moves 64 bytes and its driver can count them in such units only.
    private static List<Long> residuesOf(ResidueGranularity granularity, int unit) {
        try (Bench coarse = Bench.of(ChannelCapabilities.of(Capability.MEMCPY).granularity(granularity))) {
            Mapping source = coarse.pattern(64);
            coarse.channel.prepareMemcpy(coarse.zeroes(64), 0, source, 0, 64).submit();
            coarse.channel.issuePending();
            List<Long> residues = new ArrayList<>();
            for (int moved = 0; moved < 64; moved += 16) {
                assertEquals(DmaStatus.IN_PROGRESS, coarse.channel.status(1).status());
                residues.add(coarse.channel.status(1).residue());
                boolean counts = (moved + 16) % unit == 0;
                coarse.driver.plan(DriverCall.STEP, (transfer, limit) -> counts ? coarse.driver.move(transfer, unit) : 0);
                coarse.driver.host().wake();
                coarse.run();
            }
            assertEquals(DmaStatus.COMPLETE, coarse.channel.status(1).status());
            return residues;
        }
    }

    @Test
    @Clause({"ST-08", "ST-21"})
    @DisplayName("ST-21 what a reader sees while the engine runs is of one moment: its own transfer's residue, falling to its end")
    void shouldBeConsistentWhileTheEngineRuns() {
        int[] lengths = {20_000, 1, 7_000, 300, 64};
        try (LiveChannel live = new LiveChannel(ChannelCapabilities.of(Capability.MEMCPY), EngineSpec.device("status"), 2)) {
            Mapping memory = live.channel.mapper().allocate(40_000);
            AtomicLong given = new AtomicLong();
            Client<Long> reader = Client.calls("reader", () -> {
                long looks = 0;
                long before = Long.MAX_VALUE;
                long cookie = 1;
                while (cookie <= 2000) {
                    if (cookie > given.get()) {
                        Thread.onSpinWait();
                        continue;
                    }
                    TransferStatus status = live.channel.status(cookie);
                    long residue = status.residue();
                    assertTrue(residue <= lengths[(int) (cookie % lengths.length)] && residue <= before, status::toString);
                    before = residue;
                    looks++;
                    if (status.status() == DmaStatus.COMPLETE) {
                        assertEquals(0, residue);
                        cookie++;
                        before = Long.MAX_VALUE;
                    }
                }
                return looks;
            });
            for (long cookie = 1; cookie <= 2000; cookie++) {
                while (live.channel.queueSpace() == 0) {
                    Thread.onSpinWait();
                }
                live.channel.enqueueMemcpy(memory, 20_000, memory, 0, lengths[(int) (cookie % lengths.length)], 0);
                live.channel.issuePending();
                given.set(cookie);
            }
            assertTrue(reader.answer() >= 2000);
        }
    }
}

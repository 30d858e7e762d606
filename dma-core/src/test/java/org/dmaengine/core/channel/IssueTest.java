package org.dmaengine.core.channel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.DmaStatus;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferFlags;
import org.dmaengine.TransferResult;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.stubs.Bench;
import org.dmaengine.core.stubs.DriverCall;
import org.dmaengine.mapping.Mapping;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Guide step 5: what `issuePending` starts, and how much of it is done on the calling thread (contract 2.11, D9).
class IssueTest {
    private static final ChannelCapabilities.Builder COPIES = ChannelCapabilities.of(Capability.MEMCPY);

    @AutoClose
    private final Bench bench = Bench.of(COPIES);
    @AutoClose
    private final Bench assistable = Bench.assistable(COPIES);

    private static long copy(Bench on, Mapping to, Mapping from, long length) {
        return on.channel.enqueueMemcpy(to, 0, from, 0, length, TransferFlags.NONE);
    }

    @Test
    @Clause({"ISS-02", "VD-03", "VD-05"})
    @DisplayName("ISS-02 everything submitted becomes runnable in order, the first starts")
    void shouldStartTheFirstAndTheOthersInOrder() {
        Mapping from = bench.pattern(32);
        Mapping to = bench.zeroes(32);
        copy(bench, to, from, 8);
        copy(bench, to, from, 16);
        copy(bench, to, from, 24);
        bench.channel.issuePending();
        bench.run();
        assertEquals(List.of("start 1"), bench.driver.calls());
        bench.move(48);
        assertEquals(List.of("start 1", "step 1 +8", "start 2", "step 2 +16", "start 3", "step 3 +24"), bench.driver.calls());
        assertArrayEquals(Bench.patternBytes(0, 24), Arrays.copyOf(Bench.bytes(to), 24));
    }

    @Test
    @Clause({"ISS-03", "ISS-04"})
    @DisplayName("ISS-03, ISS-04 issuing again restarts nothing")
    void shouldRestartNothingWhenIssuedTwice() {
        Mapping from = bench.pattern(32);
        long cookie = copy(bench, bench.zeroes(32), from, 32);
        bench.issueAndMove(10);
        bench.channel.issuePending();
        bench.channel.issuePending();
        bench.move(5);
        assertEquals(List.of("start 1", "step 1 +10", "step 1 +5"), bench.driver.calls());
        assertEquals(17, bench.channel.status(cookie).residue());
        bench.move(100);
        bench.channel.issuePending();
        assertFalse(bench.engine.round(), "there is nothing to do any more");
    }

    @Test
    @Clause("ISS-03")
    @DisplayName("ISS-03 with nothing new submitted a driver that waits is not asked again")
    void shouldNotAskAWaitingDriverWhenNothingIsNew() {
        copy(bench, bench.zeroes(32), bench.pattern(32), 32);
        bench.issueAndMove(0);
        bench.driver.plan(DriverCall.STEP, (transfer, limit) -> bench.driver.move(transfer, 5));
        bench.channel.issuePending();
        bench.run();
        assertEquals(List.of("start 1"), bench.driver.calls());
        bench.driver.host().wake();
        bench.run();
        assertEquals(List.of("start 1", "step 1 +5"), bench.driver.calls());
    }

    @Test
    @Clause("ISS-03")
    @DisplayName("ISS-03 what is issued and idle is started by issuing again")
    void shouldStartWhatIsIssuedAndIdleWhenIssuedAgain() {
        assistable.driver.allow(8192);
        copy(assistable, assistable.zeroes(8192), assistable.pattern(8192), 8192);
        assistable.channel.issuePending();
        assertEquals(List.of(), assistable.driver.calls(), "too much for this thread, and the runner has not come yet");
        assistable.channel.issuePending();
        assertEquals(List.of("start 1", "step 1 +4096"), assistable.driver.calls());
    }

    @Test
    @Clause({"ISS-05", "SUB-16", "PAIN-07"})
    @DisplayName("ISS-05, ISS-06 after a completion the next issued one starts by itself, a merely submitted one waits")
    void shouldNotStartWhatIsOnlySubmitted() {
        Mapping from = bench.pattern(32);
        Mapping to = bench.zeroes(32);
        copy(bench, to, from, 8);
        copy(bench, to, from, 8);
        bench.channel.issuePending();
        long third = copy(bench, to, from, 8);
        bench.move(24);
        assertEquals(List.of("start 1", "step 1 +8", "start 2", "step 2 +8"), bench.driver.calls());
        assertEquals(DmaStatus.IN_PROGRESS, bench.channel.status(third).status());
        bench.issueAndMove(0);
        assertEquals(DmaStatus.COMPLETE, bench.channel.status(third).status());
    }

    @Test
    @Clause("ISS-06")
    @DisplayName("ISS-06 the next one starts in the turn in which the one before completes, whatever the engine does next")
    void shouldLeaveNoGapBetweenTwoTransfers() {
        Mapping from = bench.pattern(32);
        Mapping to = bench.zeroes(32);
        copy(bench, to, from, 8);
        copy(bench, to, from, 8);
        bench.channel.issuePending();
        bench.driver.allow(8);
        assertTrue(bench.engine.round());
        assertEquals(List.of("start 1", "step 1 +8", "start 2"), bench.driver.calls());
    }

    @Test
    @DisplayName("D9 a small transfer of an assistable engine is done on the issuing thread")
    void shouldDoSmallTransfersOnTheIssuingThread() {
        assistable.driver.allow(Long.MAX_VALUE);
        long cookie = copy(assistable, assistable.zeroes(4096), assistable.pattern(4096), 4096);
        assistable.channel.issuePending();
        assertTrue(assistable.channel.hasEnded(cookie));
        assertEquals(List.of(Thread.currentThread()), assistable.driver.threads().stream().distinct().toList());
    }

    @Test
    @DisplayName("D9 nothing of a device engine is done on the issuing thread, however small")
    void shouldNotStepADeviceOnTheIssuingThread() {
        bench.driver.allow(Long.MAX_VALUE);
        long cookie = copy(bench, bench.zeroes(1), bench.pattern(1), 1);
        bench.channel.issuePending();
        assertEquals(List.of(), bench.driver.calls());
        bench.run();
        assertTrue(bench.channel.hasEnded(cookie));
    }

    @Test
    @DisplayName("D9 a batch of more than 4 KiB is left to the engine")
    void shouldLeaveMoreThanTheInlineSizeToTheEngine() {
        assistable.driver.allow(Long.MAX_VALUE);
        Mapping from = assistable.pattern(4096);
        Mapping to = assistable.zeroes(4096);
        copy(assistable, to, from, 4096);
        copy(assistable, to, from, 1);
        assistable.channel.issuePending();
        assertEquals(List.of(), assistable.driver.calls());
        assertTrue(assistable.engine.round(), "the doorbell has been rung");
    }

    @ParameterizedTest
    @ValueSource(ints = {4000, 4095, 4096, 5000, 8191, 8192})
    @DisplayName("D9 never more than 4 KiB on the issuing thread, whatever waited before")
    void shouldNeverMoveMoreThanTheInlineSizeOnTheIssuingThread(int first) {
        assistable.driver.allow(Long.MAX_VALUE);
        Mapping from = assistable.pattern(8192);
        Mapping to = assistable.zeroes(8192);
        copy(assistable, to, from, first);
        copy(assistable, to, from, 8192);
        assistable.channel.issuePending();
        for (int i = 0; i < 8; i++) {
            long before = assistable.totals.bytes();
            copy(assistable, to, from, 4096);
            assistable.channel.issuePending();
            long moved = assistable.totals.bytes() - before;
            assertTrue(moved <= 4096, "issuePending has moved " + moved + " bytes on the calling thread");
        }
        assistable.run();
        assertEquals(first + 8192 + 8 * 4096, assistable.totals.bytes(), "and the engine moves the rest");
    }

    @Test
    @DisplayName("D9, REG-30 what is left of the inline size is handed out in multiples of the alignment")
    void shouldNotAskTheDriverForLessThanItsAlignment() {
        try (Bench aligned = Bench.assistable(ChannelCapabilities.of(Capability.MEMCPY, Capability.INTERRUPT).alignment(1024, 1))) {
            List<Long> limits = new ArrayList<>();
            aligned.driver.plan(DriverCall.STEP, (transfer, limit) -> {
                limits.add(limit);
                return aligned.driver.move(transfer, limit);
            });
            aligned.channel.prepareInterrupt().submit();
            copy(aligned, aligned.zeroes(4096), aligned.pattern(4096), 4096);
            aligned.channel.issuePending();
            assertEquals(List.of(3072L), limits);
        }
    }

    @Test
    @DisplayName("D9 tiny transfers cost something, too: a thread that issues does a bounded number of them")
    void shouldDoABoundedNumberOfTinyTransfersOnTheIssuingThread() {
        assistable.driver.allow(Long.MAX_VALUE);
        Mapping from = assistable.pattern(1);
        Mapping to = assistable.zeroes(1);
        for (int i = 0; i < 4096; i++) {
            copy(assistable, to, from, 1);
        }
        assistable.channel.issuePending();
        long inline = assistable.totals.transfers();
        assertTrue(inline >= 1 && inline <= 64, inline + " on the issuing thread; 64 by cost, fewer if they took long");
        assistable.run();
        assertEquals(4096, assistable.totals.transfers());
    }

    @Test
    @DisplayName("D9 a great many queued inline transfers do not recurse")
    void shouldNotRecurse() {
        try (Bench deep = Bench.assistable(COPIES, 1 << 17)) {
            deep.driver.allow(Long.MAX_VALUE);
            Mapping from = deep.pattern(1);
            Mapping to = deep.zeroes(1);
            for (int i = 0; i < 1 << 17; i++) {
                copy(deep, to, from, 1);
            }
            deep.channel.issuePending();
            deep.run();
            assertEquals(1 << 17, deep.totals.transfers());
        }
    }

    @Test
    @Clause({"ISS-08", "ISS-05", "CLC-04"})
    @DisplayName("ISS-08 between submit and issue no callback can come, however busy the channel is")
    void shouldNotCallBackBetweenSubmitAndIssue() {
        List<String> book = new ArrayList<>();
        Mapping from = bench.pattern(8);
        Mapping to = bench.zeroes(8);
        bench.channel.prepareMemcpy(to, 0, from, 0, 8).submit();
        bench.issueAndMove(4);
        long cookie = bench.channel.prepareMemcpy(to, 0, from, 0, 8, TransferFlag.INTERRUPT)
                .onComplete((TransferResult result) -> book.add("called back " + result.cookie())).submit();
        bench.move(1 << 20);
        assertEquals(0, bench.completers.waiting());
        book.add("submitted " + cookie);
        bench.channel.issuePending();
        bench.run();
        bench.deliver();
        assertEquals(List.of("submitted 2", "called back 2"), book);
    }
}

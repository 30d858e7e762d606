package org.dmaengine.core.channel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.DmaStatus;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferFlags;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.stubs.Bench;
import org.dmaengine.core.stubs.Callbacks;
import org.dmaengine.core.stubs.DriverCall;
import org.dmaengine.core.stubs.HandCompleters;
import org.dmaengine.mapping.Mapping;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The path without descriptors: `enqueueMemcpy`, `harvest` and the channel's callback (D13).
class EnqueueTest {
    @AutoClose
    private final Bench bench = Bench.of(ChannelCapabilities.of(Capability.MEMCPY), 8);
    @AutoClose
    private final Bench assistable = Bench.assistable(ChannelCapabilities.of(Capability.MEMCPY), 8);
    private final VirtualChannel channel = bench.channel;
    private final Mapping from = bench.pattern(64);
    private final Mapping to = bench.zeroes(64);
    private final Callbacks callbacks = new Callbacks();

    private long enqueue(int flags) {
        return channel.enqueueMemcpy(to, 0, from, 0, 8, flags);
    }

    @Test
    @Clause("SUB-02")
    @DisplayName("SUB-02 it prepares and submits in one, issuePending starts it")
    void shouldCopyWhenIssued() {
        long cookie = channel.enqueueMemcpy(to, 3, from, 5, 20, TransferFlags.NONE);
        bench.move(20);
        assertEquals(20, channel.status(cookie).residue());
        bench.issueAndMove(0);
        assertEquals(DmaStatus.COMPLETE, channel.status(cookie).status());
        byte[] expected = new byte[64];
        System.arraycopy(Bench.patternBytes(5, 20), 0, expected, 3, 20);
        assertArrayEquals(expected, Bench.bytes(to));
    }

    @Test
    @DisplayName("any copies in any slot, round and round the ring, mixed with descriptors, on a queue that is sometimes full")
    void shouldCopyRightInEverySlot() {
        Random random = new Random(42);
        byte[] expected = new byte[64];
        List<Long> harvested = new ArrayList<>();
        long[] cookies = new long[3];
        bench.driver.allow(1L << 40);
        for (int i = 0; i < 2000; i++) {
            int length = 1 + random.nextInt(32);
            int source = random.nextInt(64 - length);
            int target = random.nextInt(64 - length);
            if (channel.queueSpace() == 0) {
                channel.issuePending();
                bench.run();
            }
            if (random.nextInt(3) == 0) {
                channel.prepareMemcpy(to, target, from, source, length).submit();
            } else {
                channel.enqueueMemcpy(to, target, from, source, length, TransferFlags.NONE);
            }
            System.arraycopy(Bench.patternBytes(source, length), 0, expected, target, length);
            int count = channel.harvest(cookies);
            Arrays.stream(cookies, 0, count).forEach(harvested::add);
        }
        channel.issuePending();
        bench.run();
        assertArrayEquals(expected, Bench.bytes(to));
        for (int count = channel.harvest(cookies); count > 0; count = channel.harvest(cookies)) {
            Arrays.stream(cookies, 0, count).forEach(harvested::add);
        }
        assertEquals(LongStream.rangeClosed(1, 2000).boxed().toList(), harvested);
        assertEquals(2000, bench.totals.transfers());
    }

    @Test
    @Clause({"FLG-01", "FLG-02", "CB-04", "DIFF-10"})
    @DisplayName("FLG-01, FLG-02 the channel's callback runs for those with INTERRUPT, in order with those of descriptors")
    void shouldCallTheChannelsCallbackInOrder() {
        List<String> order = new ArrayList<>();
        channel.onComplete((cookie, outcome, residue) -> order.add("channel " + cookie + " on " + Thread.currentThread().getName()));
        enqueue(TransferFlags.INTERRUPT);
        enqueue(TransferFlags.NONE);
        channel.prepareMemcpy(to, 0, from, 0, 8, TransferFlag.INTERRUPT)
                .onComplete((cookie, outcome, residue) -> order.add("descriptor " + cookie)).submit();
        enqueue(TransferFlags.INTERRUPT);
        bench.issueAndMove(100);
        bench.deliver();
        assertEquals(List.of("channel 1 on " + HandCompleters.THREAD, "descriptor 3", "channel 4 on " + HandCompleters.THREAD), order);
    }

    @Test
    @Clause("CB-15")
    @DisplayName("the channel's callback is read when a transfer ends: one slot, replaced and removed at any time")
    void shouldReadTheChannelsCallbackWhenATransferEnds() {
        Callbacks second = new Callbacks();
        enqueue(TransferFlags.INTERRUPT);
        enqueue(TransferFlags.INTERRUPT);
        enqueue(TransferFlags.INTERRUPT);
        enqueue(TransferFlags.INTERRUPT);
        bench.issueAndMove(8);
        channel.onComplete(callbacks.cookies());
        bench.move(8);
        channel.onComplete(second.cookies());
        bench.move(8);
        channel.onComplete(null);
        bench.move(8);
        bench.deliver();
        assertEquals(List.of("2 NO_ERROR 0"), callbacks.primitive());
        assertEquals(List.of("3 NO_ERROR 0"), second.primitive());
    }

    @Test
    @Clause({"CB-17", "ST-13"})
    @DisplayName("CB-17 a short copy reports its residue on every path")
    void shouldReportTheResidueOfAShortCopy() {
        channel.onComplete(callbacks.cookies());
        for (int flags : new int[] {TransferFlags.INTERRUPT, TransferFlags.NONE}) {
            bench.driver.plan(DriverCall.STEP, (transfer, limit) -> {
                transfer.end();
                return bench.driver.move(transfer, 3);
            });
            enqueue(flags);
        }
        bench.issueAndMove(0);
        bench.deliver();
        assertEquals(List.of("1 NO_ERROR 5"), callbacks.primitive());
        assertEquals(5, channel.status(1).residue());
        assertEquals(5, channel.status(2).residue());
        assertTrue(channel.status(2).isOk());
    }

    @Test
    @DisplayName("CB-10 the channel's callback may enqueue the next ones")
    void shouldFeedTheQueueFromTheChannelsCallback() {
        bench.driver.allow(1 << 20);
        channel.onComplete((cookie, outcome, residue) -> {
            if (cookie < 500) {
                enqueue(TransferFlags.INTERRUPT);
                channel.issuePending();
            }
        });
        enqueue(TransferFlags.INTERRUPT);
        channel.issuePending();
        bench.run();
        while (bench.completers.waiting() > 0) {
            bench.deliver();
            bench.run();
        }
        assertTrue(channel.hasEnded(500));
        assertEquals(8, channel.queueSpace());
    }

    @Test
    @DisplayName("D9 a harvest that finds nothing may do up to 4 KiB of the work itself, where the engine is assistable")
    void shouldDoSomeWorkWhileHarvesting() {
        Mapping source = assistable.pattern(5000);
        Mapping target = assistable.zeroes(5000);
        assistable.driver.allow(1 << 20);
        long[] cookies = new long[4];
        assertEquals(0, assistable.channel.harvest(cookies));
        assistable.channel.enqueueMemcpy(target, 0, source, 0, 5000, 0);
        assertEquals(0, assistable.channel.harvest(cookies), "not issued");
        assertEquals(0, assistable.totals.bytes());
        assistable.channel.issuePending();
        assertEquals(0, assistable.totals.bytes(), "too much for the issuing thread");
        assertEquals(0, assistable.channel.harvest(cookies));
        assertEquals(4096, assistable.totals.bytes());
        assertEquals(1, assistable.channel.harvest(cookies));
        assertEquals(1, cookies[0]);
        assertArrayEquals(Bench.patternBytes(0, 5000), Bench.bytes(target));
    }

    @Test
    @DisplayName("D9 nothing of a device engine is done while harvesting")
    void shouldNotStepADeviceWhileHarvesting() {
        bench.driver.allow(1 << 20);
        enqueue(TransferFlags.NONE);
        channel.issuePending();
        assertEquals(0, channel.harvest(new long[4]));
        assertEquals(List.of(), bench.driver.calls());
    }

    @Test
    @Clause("DIFF-03")
    @DisplayName("table of differences: how the last 65,536 ended other than complete is kept; what is older says forgotten")
    void shouldForgetOutcomesAfterALongTime() {
        bench.driver.allow(1L << 40);
        for (int i = 0; i <= OutcomeLog.LIMIT; i++) {
            enqueue(TransferFlags.NONE);
            channel.terminateAsync();
            bench.run();
            enqueue(TransferFlags.NONE);
            channel.issuePending();
            bench.run();
        }
        long last = 2L * (OutcomeLog.LIMIT + 1);
        String message = assertThrows(IllegalArgumentException.class, () -> channel.status(1)).getMessage();
        assertTrue(message.contains("forgotten"), message);
        assertTrue(channel.hasEnded(1));
        assertEquals(DmaStatus.COMPLETE, channel.status(2).status());
        assertEquals(DmaStatus.ABORTED, channel.status(3).status());
        assertEquals(DmaStatus.ABORTED, channel.status(last - 1).status());
        assertEquals(DmaStatus.COMPLETE, channel.status(last).status());
    }
}

package org.dmaengine.core.channel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.Direction;
import org.dmaengine.DmaDescriptor;
import org.dmaengine.DmaException;
import org.dmaengine.DmaStatus;
import org.dmaengine.SlaveConfig;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferResult;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.stubs.Bench;
import org.dmaengine.core.stubs.Callbacks;
import org.dmaengine.core.stubs.DriverCall;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Reusable descriptors (contract 2.16, VD-13).
class ReuseTest {
    @AutoClose
    private final Bench bench = Bench.of(ChannelCapabilities.of(Capability.MEMCPY, Capability.CYCLIC).reuse(true)
            .directions(Direction.MEM_TO_DEV), 4);
    private final VirtualChannel channel = bench.channel;
    private final Mapping from = bench.pattern(64);
    private final Mapping to = bench.zeroes(64);
    private final Callbacks callbacks = new Callbacks();

    private DmaDescriptor reusable() {
        return channel.prepareMemcpy(to, 0, from, 0, 64, TransferFlag.INTERRUPT).onComplete(callbacks.record()).reusable(true);
    }

    @Test
    @Clause({"RUS-03", "VD-13"})
    @DisplayName("RUS-03 after its callback it may be submitted again: new cookie, same addresses, same callback")
    void shouldRunAgainAndAgain() {
        DmaDescriptor descriptor = reusable();
        for (long use = 1; use <= 20; use++) {
            to.segment().fill((byte) 0);
            assertEquals(use, descriptor.submit());
            bench.issueAndMove(64);
            bench.deliver();
            assertArrayEquals(Bench.patternBytes(0, 64), Bench.bytes(to));
            assertEquals(3, channel.queueSpace());
        }
        assertEquals(LongStream.rangeClosed(1, 20).boxed().toList(), callbacks.order());
    }

    @Test
    @Clause("RUS-03")
    @DisplayName("RUS-03 without a callback it comes back when it has ended")
    void shouldComeBackWithoutACallback() {
        DmaDescriptor descriptor = channel.prepareMemcpy(to, 0, from, 0, 64).reusable(true);
        for (long use = 1; use <= 20; use++) {
            assertEquals(use, descriptor.submit());
            assertThrows(IllegalStateException.class, descriptor::submit);
            bench.issueAndMove(64);
        }
        assertEquals(3, channel.queueSpace());
        assertEquals(0, bench.completers.waiting());
    }

    @Test
    @Clause({"SUB-14", "DIFF-07"})
    @DisplayName("SUB-14 it cannot be submitted while it is queued, active, or waiting for its callback")
    void shouldRefuseToBeSubmittedTwiceAtATime() {
        DmaDescriptor descriptor = reusable();
        descriptor.submit();
        assertThrows(IllegalStateException.class, descriptor::submit);
        bench.issueAndMove(10);
        assertThrows(IllegalStateException.class, descriptor::submit);
        bench.move(54);
        assertThrows(IllegalStateException.class, descriptor::submit);
        bench.deliver();
        assertEquals(2, descriptor.submit());
    }

    @Test
    @Clause({"RUS-04", "CB-16"})
    @DisplayName("RUS-04 resubmitted inside its own callback it queues behind that callback")
    void shouldQueueBehindItsOwnCallback() {
        List<String> events = new ArrayList<>();
        DmaDescriptor descriptor = reusable();
        descriptor.onComplete((TransferResult result) -> {
            events.add("begin " + result.cookie() + " " + result.residue());
            if (result.cookie() < 5) {
                descriptor.submit();
                channel.issuePending();
                bench.driver.allow(64);
                bench.run(); // it has completed again before this callback is over
                assertTrue(channel.hasEnded(result.cookie() + 1));
            }
            events.add("end " + result.cookie());
        });
        descriptor.submit();
        bench.issueAndMove(64);
        bench.deliver();
        assertEquals(List.of(), bench.log.lines());
        assertEquals(List.of("begin 1 0", "end 1", "begin 2 0", "end 2", "begin 3 0", "end 3", "begin 4 0", "end 4",
                "begin 5 0", "end 5"), events);
        assertEquals(3, channel.queueSpace());
    }

    @Test
    @Clause("RUS-04")
    @DisplayName("RUS-04 all descriptors of a full queue may be resubmitted in their own callbacks, round after round")
    void shouldResubmitAFullQueueInsideItsCallbacks() {
        for (int i = 0; i < 4; i++) {
            DmaDescriptor descriptor = reusable();
            descriptor.onComplete(callbacks.record(result -> {
                if (result.cookie() <= 396) {
                    descriptor.submit();
                    channel.issuePending();
                }
            }));
            descriptor.submit();
        }
        assertEquals(0, channel.queueSpace());
        bench.driver.allow(64 * 400);
        channel.issuePending();
        bench.run();
        while (bench.completers.waiting() > 0) {
            bench.deliver();
            bench.run();
        }
        assertEquals(List.of(), bench.log.lines());
        assertEquals(LongStream.rangeClosed(1, 400).boxed().toList(), callbacks.order());
        assertEquals(0, channel.queueSpace(), "the descriptors keep their places");
    }

    @Test
    @Clause({"RUS-05", "RUS-06", "VD-19"})
    @DisplayName("RUS-05 discarding is how it ends; not while it is queued")
    void shouldGiveItsPlaceBackWhenDiscarded() {
        DmaDescriptor descriptor = reusable();
        descriptor.submit();
        assertThrows(IllegalStateException.class, descriptor::discard);
        bench.issueAndMove(64);
        bench.deliver();
        assertEquals(3, channel.queueSpace());
        descriptor.discard();
        descriptor.discard();
        assertEquals(4, channel.queueSpace());
        assertThrows(IllegalStateException.class, descriptor::submit);
    }

    @Test
    @Clause({"RUS-05", "VD-19"})
    @DisplayName("RUS-05 discarded inside its own callback it gives its place back, once")
    void shouldGiveItsPlaceBackWhenDiscardedInItsCallback() {
        DmaDescriptor descriptor = reusable();
        descriptor.onComplete((TransferResult result) -> descriptor.discard());
        descriptor.submit();
        bench.issueAndMove(64);
        bench.deliver();
        assertEquals(List.of(), bench.log.lines());
        assertEquals(4, channel.queueSpace());
    }

    @Test
    @Clause("RUS-05")
    @DisplayName("RUS-05 what has ended may be discarded, whether or not its callback has run or its driver has stopped")
    void shouldBeDiscardedOnceItHasEnded() {
        DmaDescriptor completed = reusable();
        DmaDescriptor single = channel.prepareMemcpy(to, 0, from, 0, 64, TransferFlag.INTERRUPT);
        single.onComplete((TransferResult result) -> single.discard());
        completed.submit();
        single.submit();
        DmaDescriptor aborted = reusable();
        aborted.submit();
        bench.issueAndMove(130);
        completed.discard();
        assertEquals(List.of(), callbacks.results());
        bench.deliver();
        assertEquals(List.of(), bench.log.lines());
        assertEquals(List.of(1L), callbacks.order(), "its callback runs all the same");
        channel.terminateAsync();
        aborted.discard();
        bench.run();
        assertEquals(4, channel.queueSpace());
        assertThrows(IllegalStateException.class, completed::submit);
        assertThrows(IllegalStateException.class, aborted::submit);
    }

    @Test
    @Clause({"RUS-02", "RUS-06", "VD-12"})
    @DisplayName("RUS-06 single-use again and submitted a last time, it is over afterwards")
    void shouldEndWithItsLastUse() {
        DmaDescriptor descriptor = reusable();
        descriptor.submit();
        bench.issueAndMove(64);
        bench.deliver();
        assertTrue(descriptor.isReusable());
        descriptor.reusable(false);
        assertFalse(descriptor.isReusable());
        assertEquals(2, descriptor.submit());
        bench.issueAndMove(64);
        bench.deliver();
        assertThrows(IllegalStateException.class, descriptor::submit);
        assertEquals(List.of(1L, 2L), callbacks.order());
        assertEquals(4, channel.queueSpace());
    }

    @Test
    @Clause("RUS-06")
    @DisplayName("RUS-06 the last submit may be in its own callback, also if it completes before that is over")
    void shouldEndWithItsLastUseInItsCallback() {
        DmaDescriptor descriptor = reusable();
        descriptor.onComplete(callbacks.record(result -> {
            if (result.cookie() == 1) {
                descriptor.reusable(false).submit();
                channel.issuePending();
                bench.move(64);
            }
        }));
        descriptor.submit();
        bench.issueAndMove(64);
        bench.deliver();
        assertEquals(List.of(), bench.log.lines());
        assertEquals(List.of(1L, 2L), callbacks.order());
        assertThrows(IllegalStateException.class, descriptor::submit);
        assertEquals(4, channel.queueSpace());
    }

    @Test
    @Clause({"RUS-07", "VD-14"})
    @DisplayName("RUS-07, VD-14 a terminate brings it back when the driver has let go; an idle one stays prepared")
    void shouldSurviveATerminate() {
        DmaDescriptor active = reusable();
        DmaDescriptor idle = reusable();
        active.submit();
        bench.issueAndMove(10);
        channel.terminateAsync();
        String message = assertThrows(IllegalStateException.class, active::submit).getMessage();
        assertTrue(message.contains("synchronize"), message);
        bench.run();
        assertEquals(2, channel.queueSpace());
        assertEquals(2, active.submit());
        assertEquals(3, idle.submit());
        bench.issueAndMove(128);
        bench.deliver();
        assertEquals(List.of(2L, 3L), callbacks.order());
        active.discard();
        idle.discard();
        assertEquals(4, channel.queueSpace());
    }

    @Test
    @Clause("RUS-07")
    @DisplayName("RUS-07 one that had completed when the terminate came is back when its dropped callback would have run")
    void shouldComeBackThoughItsCallbackWasDropped() {
        DmaDescriptor descriptor = reusable();
        descriptor.submit();
        bench.issueAndMove(64);
        channel.terminateAsync();
        bench.deliver();
        assertEquals(List.of(), callbacks.results());
        assertEquals(2, descriptor.submit());
        bench.issueAndMove(64);
        bench.deliver();
        assertEquals(List.of(2L), callbacks.order());
    }

    @Test
    @Clause({"RUS-06", "RUS-07"})
    @DisplayName("RUS-06, RUS-07 after a terminate it can still be made single-use and be submitted a last time")
    void shouldEndWithItsLastUseAfterATerminate() {
        DmaDescriptor descriptor = reusable();
        channel.terminateAsync();
        descriptor.reusable(false);
        assertEquals(1, descriptor.submit());
        bench.issueAndMove(64);
        bench.deliver();
        assertEquals(4, channel.queueSpace());
    }

    @Test
    @Clause("TRM-04")
    @DisplayName("TRM-04 a single-use one cannot be saved from a terminate afterwards")
    void shouldRefuseToBecomeReusableAfterATerminate() {
        DmaDescriptor descriptor = channel.prepareMemcpy(to, 0, from, 0, 64);
        channel.terminateAsync();
        assertThrows(IllegalStateException.class, () -> descriptor.reusable(true));
        assertEquals(4, channel.queueSpace());
    }

    @Test
    @Clause({"RUS-09", "PAIN-03"})
    @DisplayName("RUS-09 each use reports its own result")
    void shouldReportTheResultOfEachUse() {
        DmaDescriptor descriptor = reusable();
        bench.driver.plan(DriverCall.STEP, (transfer, limit) -> {
            transfer.end();
            return bench.driver.move(transfer, 30);
        });
        descriptor.submit();
        bench.issueAndMove(0);
        bench.deliver();
        descriptor.submit();
        bench.issueAndMove(64);
        bench.deliver();
        assertEquals(List.of(34L, 0L), callbacks.results().stream().map(TransferResult::residue).toList());
        assertEquals(34, channel.status(1).residue());
        assertEquals(0, channel.status(2).residue());
        assertEquals(DmaStatus.COMPLETE, channel.status(2).status());
    }

    @Test
    @Clause("MAP-12")
    @DisplayName("MAP-12 it is refused when its mapping has been closed between two uses, and can still be discarded")
    void shouldRefuseAClosedMapping() {
        DmaDescriptor descriptor = reusable();
        descriptor.submit();
        bench.issueAndMove(64);
        bench.deliver();
        to.close();
        assertThrows(IllegalStateException.class, descriptor::submit);
        descriptor.discard();
        assertEquals(4, channel.queueSpace());
    }

    @Test
    @Clause({"RUS-01", "RUS-10", "ERR-13"})
    @DisplayName("RUS-01, RUS-10 refused where the channel cannot, and for a ring")
    void shouldRefuseWhatCannotBeReused() {
        channel.configure(SlaveConfig.builder().build());
        DmaDescriptor ring = channel.prepareCyclic(from, 0, 64, 16, Direction.MEM_TO_DEV);
        assertThrows(DmaException.Rejected.class, () -> ring.reusable(true));
        ring.reusable(false);
        try (Bench single = Bench.of(ChannelCapabilities.of(Capability.MEMCPY))) {
            DmaDescriptor descriptor = single.channel.prepareMemcpy(single.zeroes(8), 0, single.pattern(8), 0, 8);
            assertThrows(DmaException.Rejected.class, () -> descriptor.reusable(true));
            assertFalse(descriptor.isReusable());
            assertEquals(1, descriptor.submit());
        }
    }

    @Test
    @Clause({"RUS-08", "RUS-03"})
    @DisplayName("RUS-08 the mappings stay between two uses, with syncs by the client")
    void shouldKeepItsMappingsBetweenUses() {
        try (Arena arena = Arena.ofShared()) {
            Mapping source = bench.inArena(arena, 8, MapDirection.TO_DEVICE);
            Mapping target = bench.inArena(arena, 8, MapDirection.FROM_DEVICE);
            DmaDescriptor descriptor = channel.prepareMemcpy(target, 0, source, 0, 8).reusable(true);
            for (byte use = 1; use <= 3; use++) {
                source.syncForCpu();
                source.segment().fill(use);
                source.syncForDevice();
                target.syncForDevice();
                descriptor.submit();
                bench.issueAndMove(8);
                target.syncForCpu();
                assertEquals(use, Bench.bytes(target)[7]);
            }
            assertEquals(List.of(), bench.reports);
            source.close();
            target.close();
        }
    }
}

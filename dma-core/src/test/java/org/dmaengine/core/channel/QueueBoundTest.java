package org.dmaengine.core.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.DmaDescriptor;
import org.dmaengine.DmaException;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferFlags;
import org.dmaengine.TransferResult;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.stubs.Bench;
import org.dmaengine.core.stubs.Callbacks;
import org.dmaengine.mapping.Mapping;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every queue has a bound, and no place is lost or counted twice (D13).
class QueueBoundTest {
    @AutoClose
    private final Bench bench = Bench.of(ChannelCapabilities.of(Capability.MEMCPY).reuse(true), 4);
    private final VirtualChannel channel = bench.channel;
    private final Mapping from = bench.pattern(64);
    private final Mapping to = bench.zeroes(64);
    private final Callbacks callbacks = new Callbacks();

    private DmaDescriptor copy() {
        return channel.prepareMemcpy(to, 0, from, 0, 8, TransferFlag.INTERRUPT).onComplete(callbacks.record());
    }

    private long enqueue(int flags) {
        return channel.enqueueMemcpy(to, 0, from, 0, 8, flags);
    }

    @Test
    @Clause({"VD-12", "PAIN-26"})
    @DisplayName("D13 a descriptor has a place from prepare until its callback is over")
    void shouldCountPreparedQueuedActiveAndWaitingForTheCallback() {
        assertEquals(4, channel.queueCapacity());
        DmaDescriptor descriptor = copy();
        assertEquals(3, channel.queueSpace(), "prepared");
        descriptor.submit();
        assertEquals(3, channel.queueSpace(), "submitted");
        bench.issueAndMove(4);
        assertEquals(3, channel.queueSpace(), "active");
        bench.move(4);
        assertEquals(3, channel.queueSpace(), "waiting for its callback");
        bench.deliver();
        assertEquals(4, channel.queueSpace(), "over");
    }

    @Test
    @DisplayName("D13 an enqueued copy has a place until it has ended, or until its callback is over")
    void shouldCountEnqueuedCopies() {
        enqueue(TransferFlags.NONE);
        channel.onComplete(callbacks.cookies());
        enqueue(TransferFlags.INTERRUPT);
        assertEquals(2, channel.queueSpace());
        bench.issueAndMove(8);
        assertEquals(3, channel.queueSpace());
        bench.move(8);
        assertEquals(3, channel.queueSpace());
        bench.deliver();
        assertEquals(4, channel.queueSpace());
    }

    @Test
    @DisplayName("D13 beyond the bound prepare and enqueue are refused, with the figures and what to do")
    void shouldRefuseBeyondTheBoundWithTheFigures() {
        copy();
        copy().submit();
        enqueue(TransferFlags.NONE);
        copy().submit();
        assertEquals(0, channel.queueSpace());
        for (Executable call : List.<Executable>of(this::copy,
                () -> enqueue(TransferFlags.NONE))) {
            String message = assertThrows(DmaException.Rejected.class, call).getMessage();
            for (String part : List.of("dma0chan0", "at most 4", "1 prepared", "3 queued", "0 waiting for their callback")) {
                assertTrue(message.contains(part), message);
            }
        }
        bench.issueAndMove(8);
        String message = assertThrows(DmaException.Rejected.class, this::copy).getMessage();
        assertTrue(message.contains("2 queued or active, 1 waiting for their callback"), message);
        bench.deliver();
        copy();
        assertEquals(0, channel.queueSpace());
    }

    @Test
    @Clause({"CB-16", "VD-17"})
    @DisplayName("D13 in its callback a descriptor still has its place: a full queue is fed after the callback, or by reuse")
    void shouldStillCountTheDescriptorInItsCallback() {
        List<Integer> spaces = new ArrayList<>();
        copy().onComplete((TransferResult result) -> spaces.add(channel.queueSpace())).submit();
        bench.issueAndMove(8);
        bench.deliver();
        assertEquals(List.of(3), spaces);
        assertEquals(4, channel.queueSpace());
    }

    @Test
    @Clause("PAIN-05")
    @DisplayName("D13 a dropped transfer has its place until the driver has let go of it")
    void shouldCountDroppedTransfersUntilTheDriverHasStopped() {
        copy().submit();
        copy().submit();
        bench.issueAndMove(4);
        channel.terminateAsync();
        assertEquals(2, channel.queueSpace());
        bench.run();
        assertEquals(4, channel.queueSpace());
    }

    @Test
    @DisplayName("D13 a queue of one place works")
    void shouldWorkWithOnePlace() {
        try (Bench one = Bench.of(ChannelCapabilities.of(Capability.MEMCPY).reuse(true), 1)) {
            Mapping source = one.pattern(8);
            Mapping target = one.zeroes(8);
            for (int i = 1; i <= 10; i++) {
                assertEquals(i, one.channel.enqueueMemcpy(target, 0, source, 0, 8, 0));
                assertThrows(DmaException.Rejected.class, () -> one.channel.enqueueMemcpy(target, 0, source, 0, 8, 0));
                one.issueAndMove(8);
            }
            DmaDescriptor again = one.channel.prepareMemcpy(target, 0, source, 0, 8, TransferFlag.INTERRUPT).reusable(true);
            again.onComplete(callbacks.record(result -> {
                if (result.cookie() < 20) {
                    again.submit();
                    one.channel.issuePending();
                }
            }));
            again.submit();
            one.issueAndMove(80);
            while (one.completers.waiting() > 0) {
                one.deliver();
                one.run();
            }
            assertEquals(10, callbacks.order().size());
        }
    }

    /// What one seeded walk holds, as the test counts it.
    private final class Model {
        private final Deque<DmaDescriptor> prepared = new ArrayDeque<>();
        private final List<DmaDescriptor> reusable = new ArrayList<>();

        private void forgetPrepared() {
            prepared.forEach(gone -> assertThrows(IllegalStateException.class, gone::submit));
            prepared.clear();
        }

        private int free() {
            return 4 - prepared.size() - reusable.size();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16})
    @Clause("VD-28")
    @DisplayName("D13, VD-28 after any walk through the life cycle exactly the descriptors held have places")
    void shouldLoseNoPlaceOnAnyWalk(long seed) {
        Random random = new Random(seed);
        Model model = new Model();
        for (int i = 0; i < 3000; i++) {
            int space = channel.queueSpace();
            assertTrue(space >= 0 && space <= 4, "seed " + seed + " step " + i + ": " + space);
            switch (random.nextInt(12)) {
                case 0, 1 -> {
                    if (space > 0) {
                        model.prepared.add(copy());
                    } else {
                        assertThrows(DmaException.Rejected.class, this::copy);
                    }
                }
                case 2 -> {
                    if (space > 0 && model.reusable.size() < 2) {
                        model.reusable.add(copy().reusable(true));
                    }
                }
                case 3, 4 -> {
                    if (!model.prepared.isEmpty()) {
                        model.prepared.poll().submit();
                    }
                }
                case 5 -> {
                    if (space > 0) {
                        enqueue(random.nextInt(2));
                    }
                }
                case 6 -> model.reusable.forEach(QueueBoundTest::submitIfIdle);
                case 7 -> bench.issueAndMove(random.nextInt(20));
                case 8 -> bench.deliver();
                case 9 -> {
                    if (random.nextInt(4) == 0) {
                        channel.terminateAsync();
                        model.forgetPrepared();
                    }
                }
                case 10 -> {
                    if (!model.prepared.isEmpty()) {
                        model.prepared.poll().discard();
                    }
                }
                default -> {
                    if (!model.reusable.isEmpty() && discards(model.reusable.getFirst())) {
                        model.reusable.removeFirst();
                    }
                }
            }
        }
        bench.issueAndMove(1000);
        bench.deliver();
        assertEquals(model.free(), channel.queueSpace(), "seed " + seed);
        assertEquals(4 - model.free(), channel.queueDepth());
        assertEquals(List.of(), bench.log.lines());
        assertEquals(callbacks.order().stream().sorted().distinct().toList(), callbacks.order(), "each once, in order");
    }

    private static void submitIfIdle(DmaDescriptor descriptor) {
        try {
            descriptor.submit();
        } catch (IllegalStateException stillInUse) {
            assertTrue(stillInUse.getMessage().contains("refused"), stillInUse.getMessage());
        }
    }

    private static boolean discards(DmaDescriptor descriptor) {
        try {
            descriptor.discard();
            return true;
        } catch (IllegalStateException queued) {
            return false;
        }
    }
}

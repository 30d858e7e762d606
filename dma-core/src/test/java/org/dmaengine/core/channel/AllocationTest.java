package org.dmaengine.core.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.DmaDescriptor;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferFlags;
import org.dmaengine.core.stubs.LiveChannel;
import org.dmaengine.core.stubs.Patience;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.spi.EngineSpec;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// D13: what one transfer costs the garbage collector on the paths that promise nothing. Each is run until compiled, then
/// measured on the threads that take part.
class AllocationTest {
    private static final int TRANSFERS = 50_000;
    private static final int BATCH = 32;

    private final ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    @AutoClose
    private final LiveChannel live = new LiveChannel(ChannelCapabilities.of(Capability.MEMCPY).reuse(true),
            EngineSpec.memory("allocation"), 4096);
    private final VirtualChannel channel = live.channel;
    private final Mapping from = channel.mapper().allocate(64);
    private final Mapping to = channel.mapper().allocate(64);
    private final long[] cookies = new long[BATCH];

    /// Less than a byte for each transfer: what is left is the compiler's doing, no object is that small.
    private void assertAllocatesNothing(String what, Runnable transfers, String... threads) {
        transfers.run();
        transfers.run();
        List<Thread> measured = new ArrayList<>(List.of(Thread.currentThread()));
        for (String name : threads) {
            List<Thread> found = Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().startsWith(name)).toList();
            assertTrue(!found.isEmpty(), () -> "no thread " + name + "\n" + Patience.threads());
            measured.addAll(found);
        }
        long best = Long.MAX_VALUE;
        // A compilation may fall into one of the rounds, never into all.
        for (int round = 0; round < 5 && best >= TRANSFERS; round++) {
            long before = allocatedBy(measured);
            transfers.run();
            best = Math.min(best, allocatedBy(measured) - before);
        }
        long allocated = best;
        assertTrue(allocated < TRANSFERS, () -> TRANSFERS + " " + what + " allocated " + allocated + " bytes");
    }

    private long allocatedBy(List<Thread> threads) {
        return threads.stream().mapToLong(thread -> memory.getThreadAllocatedBytes(thread.threadId())).sum();
    }

    @Test
    @DisplayName("D13 enqueueMemcpy, issuePending, harvest: 0 bytes on the client's thread and the runner's")
    void shouldAllocateNothingForAnEnqueuedCopy() {
        assertAllocatesNothing("enqueued copies", () -> enqueueAndHarvest(64), "dma-engine-allocation");
    }

    private void enqueueAndHarvest(int length) {
        for (int i = 0; i < TRANSFERS; i += BATCH) {
            for (int j = 0; j < BATCH; j++) {
                channel.enqueueMemcpy(to, 0, from, 0, length, TransferFlags.NONE);
            }
            channel.issuePending();
            for (int done = 0; done < BATCH;) {
                done += channel.harvest(cookies);
            }
        }
    }

    @Test
    @DisplayName("D13 the primitive callback: 0 bytes on the client's thread, the runner's and the completer's")
    void shouldAllocateNothingForAPrimitiveCallback() {
        LongAdder called = new LongAdder();
        AtomicLong last = new AtomicLong();
        channel.onComplete((cookie, outcome, residue) -> {
            called.increment();
            last.set(cookie);
        });
        assertAllocatesNothing("primitive callbacks", () -> {
            for (int i = 0; i < TRANSFERS; i += BATCH) {
                long cookie = 0;
                for (int j = 0; j < BATCH; j++) {
                    cookie = channel.enqueueMemcpy(to, 0, from, 0, 64, TransferFlags.INTERRUPT);
                }
                channel.issuePending();
                awaitCallback(last, cookie);
            }
        }, "dma-engine-allocation", "dma-completer-");
        assertEquals(last.get(), called.sum());
    }

    @Test
    @DisplayName("D13 resubmitting a reusable descriptor: 0 bytes, with and without its primitive callback")
    void shouldAllocateNothingForAResubmission() {
        DmaDescriptor plain = channel.prepareMemcpy(to, 0, from, 0, 64).reusable(true);
        assertAllocatesNothing("resubmissions", () -> {
            for (int i = 0; i < TRANSFERS; i++) {
                long cookie = plain.submit();
                channel.issuePending();
                while (!channel.hasEnded(cookie)) {
                    Thread.onSpinWait();
                }
            }
        }, "dma-engine-allocation");
        AtomicLong last = new AtomicLong();
        DmaDescriptor called = channel.prepareMemcpy(to, 0, from, 0, 64, TransferFlag.INTERRUPT).reusable(true)
                .onComplete((cookie, outcome, residue) -> last.set(cookie));
        assertAllocatesNothing("resubmissions with a callback", () -> {
            for (int i = 0; i < TRANSFERS; i++) {
                long cookie = called.submit();
                channel.issuePending();
                awaitCallback(last, cookie);
            }
        }, "dma-engine-allocation", "dma-completer-");
    }

    @Test
    @DisplayName("D13 resubmission from inside the descriptor's own callback: 0 bytes on the completer")
    void shouldAllocateNothingForAResubmissionInItsCallback() {
        AtomicLong last = new AtomicLong();
        AtomicLong until = new AtomicLong();
        DmaDescriptor descriptor = channel.prepareMemcpy(to, 0, from, 0, 64, TransferFlag.INTERRUPT).reusable(true);
        descriptor.onComplete((cookie, outcome, residue) -> {
            if (cookie < until.get()) {
                descriptor.submit();
                channel.issuePending();
            }
            last.set(cookie);
        });
        assertAllocatesNothing("resubmissions in the callback", () -> {
            until.set(last.get() + TRANSFERS);
            descriptor.submit(); // its last callback has begun, if it is not over
            channel.issuePending();
            awaitCallback(last, until.get());
        }, "dma-engine-allocation", "dma-completer-");
    }

    private static void awaitCallback(AtomicLong last, long cookie) {
        long deadline = System.nanoTime() + Patience.NANOS;
        for (int i = 1; last.get() < cookie; i++) {
            Thread.onSpinWait();
            if ((i & 0xff) == 0) {
                Thread.yield();
                if (System.nanoTime() - deadline > 0) {
                    throw new AssertionError("cookie " + cookie + " is not called back\n" + Patience.threads());
                }
            }
        }
    }
}

package org.dmaengine.core.channel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.dmaengine.CompletionCallback;
import org.dmaengine.DmaDescriptor;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferResult;
import org.dmaengine.mapping.Mapping;

/// A client that uses the same few descriptors over and over, from its own thread and from their callbacks.
final class ReusingClient {
    private final VirtualChannel channel;
    private final Random random;
    private final List<DmaDescriptor> descriptors = new ArrayList<>();
    private final AtomicLong uses = new AtomicLong();
    private volatile boolean over;

    ReusingClient(VirtualChannel channel, Ends ends, long seed) {
        this.channel = channel;
        this.random = new Random(seed);
        Mapping memory = channel.mapper().allocate(4096);
        CompletionCallback note = ends.descriptors();
        for (int i = 0; i < 4; i++) {
            boolean again = i % 2 == 0;
            boolean silent = i == 3;
            DmaDescriptor descriptor = silent
                    ? channel.prepareMemcpy(memory, 0, memory, 2048, 1 + 500 * i).reusable(true)
                    : channel.prepareMemcpy(memory, 0, memory, 2048, 1 + 500 * i, TransferFlag.INTERRUPT).reusable(true);
            if (!silent) {
                descriptor.onComplete((TransferResult result) -> {
                    note.onComplete(result);
                    uses.incrementAndGet();
                    if (again && !over) {
                        submit(descriptor);
                        channel.issuePending();
                    }
                });
            }
            descriptors.add(descriptor);
        }
    }

    long uses() {
        return uses.get();
    }

    void runUntil(long deadline) {
        while (System.nanoTime() - deadline < 0) {
            submit(descriptors.get(random.nextInt(descriptors.size())));
            channel.issuePending();
            Thread.yield();
        }
        over = true;
    }

    /// Gives the descriptors back; each must have come back by then.
    void finish() {
        channel.terminateSync();
        descriptors.forEach(DmaDescriptor::discard);
    }

    private static void submit(DmaDescriptor descriptor) {
        try {
            descriptor.submit();
        } catch (IllegalStateException inUse) {
            assertTrue(inUse.getMessage().contains("belongs to the engine") || inUse.getMessage().contains("has ended")
                    || inUse.getMessage().contains("may still be in use"), inUse.getMessage());
        }
    }
}

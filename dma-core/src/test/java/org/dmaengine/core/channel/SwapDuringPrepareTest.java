package org.dmaengine.core.channel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.atomic.AtomicBoolean;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.DmaDescriptor;
import org.dmaengine.DmaException;
import org.dmaengine.core.stubs.Bench;
import org.dmaengine.core.stubs.Client;
import org.dmaengine.core.stubs.DriverCall;
import org.dmaengine.core.stubs.Patience;
import org.dmaengine.core.stubs.Replacing;
import org.dmaengine.mapping.Mapping;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// A client prepares and submits while its lease moves to a driver of another DMA device: it is the new one's word that counts.
class SwapDuringPrepareTest {
    private static final ChannelCapabilities.Builder COPIES = ChannelCapabilities.of(Capability.MEMCPY).reuse(true);
    private static final int SWAPS = 500;

    private final Bench bench = Bench.of(COPIES);
    private final VirtualChannel channel = bench.channel;
    private final Mapping from = bench.pattern(64);
    private final Mapping to = bench.zeroes(64);

    SwapDuringPrepareTest() {
        bench.owner.hasReplacements();
    }

    @AfterEach
    void release() {
        bench.close();
    }

    @Test
    @DisplayName("the refusal of a driver that has been replaced meanwhile does not count")
    void shouldAskTheNextDriver() {
        Replacing next = Replacing.of(bench, COPIES);
        bench.driver.plan(DriverCall.CHECK, (transfer, limit) -> {
            leave();
            next.attach();
            throw new DmaException.Rejected("the former driver refuses");
        });
        channel.prepareMemcpy(to, 0, from, 0, 64).submit();
        channel.issuePending();
        next.move(64);
        assertArrayEquals(Bench.patternBytes(0, 64), Bench.bytes(to));
    }

    @Test
    @DisplayName("nor when a descriptor from before is submitted")
    void shouldAskTheNextDriverAboutAPreparedDescriptor() {
        DmaDescriptor prepared = channel.prepareMemcpy(to, 0, from, 0, 64);
        leave();
        Replacing second = Replacing.of(bench, COPIES);
        second.attach();
        Replacing third = Replacing.of(bench, COPIES);
        second.driver.plan(DriverCall.CHECK, (transfer, limit) -> {
            second.leave();
            third.attach();
            throw new DmaException.Rejected("the second driver refuses");
        });
        prepared.submit();
        channel.issuePending();
        third.move(64);
        assertArrayEquals(Bench.patternBytes(0, 64), Bench.bytes(to));
    }

    @Test
    @DisplayName("the refusal of the one that serves the channel does")
    void shouldStillBeRefused() {
        bench.driver.plan(DriverCall.CHECK, (transfer, limit) -> {
            throw new DmaException.Rejected("no");
        });
        assertEquals("no", assertThrows(DmaException.Rejected.class, () -> channel.prepareMemcpy(to, 0, from, 0, 64)).getMessage());
    }

    @Test
    @DisplayName("a client that goes on preparing is never told of a DMA device that its memory is not mapped for")
    void shouldNeverMeetAFormerDevice() {
        AtomicBoolean ends = new AtomicBoolean();
        Client<Void> client = Client.does("client", () -> {
            while (!ends.get()) {
                channel.prepareMemcpy(to, 0, from, 0, 64).discard();
                if (channel.queueSpace() > 1) {
                    channel.enqueueMemcpy(to, 0, from, 0, 64, 0);
                }
                channel.terminateAsync();
            }
        });
        leave();
        for (int i = 0; i < SWAPS && !client.isDone(); i++) {
            Replacing next = Replacing.of(bench, COPIES);
            next.attach();
            next.run();
            next.leave();
        }
        ends.set(true);
        assertDoesNotThrow(client::answer);
    }

    private void leave() {
        channel.detach(channel.attachment(), "it leaves", System.nanoTime(), System.nanoTime() + Patience.NANOS, _ -> () -> { });
    }
}

package org.dmaengine.core.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.stubs.Client;
import org.dmaengine.core.stubs.LiveChannel;
import org.dmaengine.core.stubs.Patience;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.spi.EngineSpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What a client reads while it is paused is what it keeps, whatever interrupts come meanwhile (8250's receive).
class PauseThenTerminateTest {
    private static final long RUN_NANOS = TimeUnit.MILLISECONDS.toNanos(Long.getLong("dma.stress.millis", 1500));
    private static final int LENGTH = 64 << 20;

    @Test
    @Clause({"ST-22", "ST-23", "PAU-09", "PAIN-10"})
    @DisplayName("ST-22, ST-23 no byte moves between the residue that is read while paused and the terminate")
    void shouldMoveNothingBetweenTheResidueAndTheTerminate() {
        AtomicBoolean over = new AtomicBoolean();
        try (LiveChannel live = new LiveChannel(ChannelCapabilities.of(Capability.MEMCPY), EngineSpec.device("live"), 4)) {
            VirtualChannel channel = live.channel;
            Mapping to = channel.mapper().allocate(LENGTH);
            Mapping from = channel.mapper().allocate(LENGTH);
            Client<Void> device = Client.does("interrupts", () -> {
                while (!over.get()) {
                    live.driver.wake();
                }
            });
            long deadline = System.nanoTime() + RUN_NANOS;
            while (System.nanoTime() - deadline < 0) {
                long cookie = channel.prepareMemcpy(to, 0, from, 0, LENGTH).submit();
                channel.issuePending();
                Patience.until(() -> channel.status(cookie).residue() < LENGTH, "it moves");
                channel.pause();
                long read = channel.status(cookie).residue();
                channel.terminateSync();
                assertEquals(read, channel.status(cookie).residue());
            }
            over.set(true);
            device.answerAfter(RUN_NANOS);
        } finally {
            over.set(true);
        }
    }
}

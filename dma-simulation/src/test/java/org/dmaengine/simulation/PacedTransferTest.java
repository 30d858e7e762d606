package org.dmaengine.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaStatus;
import org.dmaengine.TransferFlag;
import org.dmaengine.controller.virtual.Pace;
import org.dmaengine.controller.virtual.PacedChannel;
import org.dmaengine.mapping.DataChunk;
import org.dmaengine.mapping.InterleavedTemplate;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.spi.EngineSpec;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// The virtual-time controller under the core, on a clock that stands still.
class PacedTransferTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @AutoClose
    private final Simulation sim = Simulation.seeded(1);
    /// 1 ms to the first byte, then 64 bytes each 64 µs.
    private final DmaChannel channel = sim.channel(new PacedChannel(EngineSpec.device("paced"), new Pace(1_000_000, 0, 1_000_000, 64, 1), 0));
    private final Mapping from = channel.mapper().allocate(2000);
    private final Mapping to = channel.mapper().allocate(2000);

    private long copy() {
        for (int i = 0; i < 2000; i++) {
            from.segment().set(ValueLayout.JAVA_BYTE, i, (byte) i);
        }
        long cookie = channel.prepareMemcpy(to, 0, from, 0, 2000).submit();
        channel.issuePending();
        return cookie;
    }

    @Test
    void shouldShowAResidueThatFollowsTheClock() {
        long cookie = copy();
        sim.run(Duration.ofNanos(999_000));
        assertEquals(2000, channel.status(cookie).residue());
        assertEquals("the time of its next bytes", channel.status(cookie).detail());
        sim.run(Duration.ofMillis(1));
        assertEquals(2000 - 15 * 64, channel.status(cookie).residue());
        sim.runUntilQuiet();
        assertEquals(DmaStatus.COMPLETE, channel.status(cookie).status());
        assertArrayEquals(from.segment().toArray(ValueLayout.JAVA_BYTE), to.segment().toArray(ValueLayout.JAVA_BYTE));
    }

    @Test
    void shouldStandStillWhileItIsPaused() throws InterruptedException {
        long cookie = copy();
        sim.run(Duration.ofMillis(2));
        channel.pause();
        long residue = channel.status(cookie).residue();
        sim.run(Duration.ofMillis(50));
        assertEquals(residue, channel.status(cookie).residue());
        channel.resume();
        assertTrue(channel.await(cookie, SECOND).isOk());
        assertEquals(53, sim.now().toMillis(), "3 ms, and 50 in which it was paused");
    }

    @Test
    void shouldFillAndGoThroughFramesAndInterrupt() throws InterruptedException {
        List<Long> ended = new ArrayList<>();
        channel.prepareMemset(to, 0, (byte) 7, 100, TransferFlag.INTERRUPT).onComplete(result -> ended.add(result.cookie())).submit();
        InterleavedTemplate frame = InterleavedTemplate.memoryToMemory(to, 200, from, 0).frames(2, new DataChunk(10, 5, 0, 0)).build();
        channel.prepareInterleaved(frame, TransferFlag.INTERRUPT).onComplete(result -> ended.add(result.cookie())).submit();
        channel.prepareInterrupt(TransferFlag.INTERRUPT).onComplete(result -> ended.add(result.cookie())).submit();
        channel.issuePending();
        sim.runUntilQuiet();
        assertEquals(List.of(1L, 2L, 3L), ended);
        assertEquals(7, to.segment().get(ValueLayout.JAVA_BYTE, 99));
        assertEquals(2, sim.now().toMillis(), "twice the latency");
    }
}

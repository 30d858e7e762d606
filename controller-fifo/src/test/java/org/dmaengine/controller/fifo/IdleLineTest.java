package org.dmaengine.controller.fifo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.dmaengine.BusWidth;
import org.dmaengine.Direction;
import org.dmaengine.DmaStatus;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferResult;
import org.dmaengine.controller.fifo.stubs.HandPort;
import org.dmaengine.core.stubs.Callbacks;
import org.dmaengine.fifo.FifoSlaveConfig;
import org.dmaengine.mapping.DataChunk;
import org.dmaengine.mapping.InterleavedTemplate;
import org.dmaengine.mapping.Mapping;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// A receiver whose line goes idle, on a clock that the test holds.
class IdleLineTest {
    private static final long TIMEOUT = Duration.ofMillis(2).toNanos();

    @AutoClose
    private final FifoBench bench = new FifoBench();
    private final HandPort source = bench.wire(new HandPort(Direction.DEV_TO_MEM));

    private FifoSlaveConfig config() {
        return FifoSlaveConfig.of(FifoBench.words(BusWidth.BYTES_1, 8)).withIdleTimeout(Duration.ofNanos(TIMEOUT));
    }

    @Test
    void shouldEndShortWhenNothingHasComeForTooLong() {
        bench.channel.configure(config());
        Mapping memory = bench.memory(16);
        long cookie = bench.receive(memory);
        source.arrive(3);
        bench.run();
        bench.pass(TIMEOUT - 1);
        bench.assertEnds(cookie, DmaStatus.IN_PROGRESS, 13);
        bench.pass(1);
        bench.assertEnds(cookie, DmaStatus.COMPLETE, 13);
        assertArrayEquals(Arrays.copyOf(FifoBench.patternBytes(0, 3), 16), FifoBench.bytes(memory));
    }

    @Test
    void shouldCountAnewFromEachByte() {
        bench.channel.configure(config());
        long cookie = bench.receive(bench.memory(16));
        for (int i = 0; i < 5; i++) {
            source.arrive(1);
            bench.run();
            bench.pass(TIMEOUT - 1);
        }
        bench.assertEnds(cookie, DmaStatus.IN_PROGRESS, 11);
        bench.pass(1);
        bench.assertEnds(cookie, DmaStatus.COMPLETE, 11);
    }

    @Test
    void shouldWaitForTheFirstByteOfEachTransferAsLongAsItTakes() {
        bench.channel.configure(config());
        long first = bench.receive(bench.memory(4));
        bench.pass(100 * TIMEOUT);
        source.arrive(4);
        bench.run();
        bench.assertEnds(first, DmaStatus.COMPLETE, 0);
        long second = bench.receive(bench.memory(4));
        bench.pass(100 * TIMEOUT);
        bench.assertEnds(second, DmaStatus.IN_PROGRESS, 4);
    }

    @Test
    void shouldTakeWhatIsBelowTheWatermarkBeforeItEnds() {
        bench.channel.configure(config().withWatermark(4));
        Mapping memory = bench.memory(16);
        long cookie = bench.receive(memory);
        source.arrive(2);
        bench.run();
        bench.pass(TIMEOUT - 1);
        source.arrive(1);
        bench.run();
        bench.pass(TIMEOUT - 1);
        bench.assertEnds(cookie, DmaStatus.IN_PROGRESS, 16);
        bench.pass(1);
        bench.assertEnds(cookie, DmaStatus.COMPLETE, 13);
        assertEquals(0, source.left());
    }

    @Test
    void shouldDeliverWhatIsPackedWhenItEnds() {
        bench.channel.configure(config().withPacking(BusWidth.BYTES_4));
        Mapping memory = bench.memory(16);
        long cookie = bench.receive(memory);
        source.arrive(6);
        bench.run();
        bench.pass(TIMEOUT);
        bench.assertEnds(cookie, DmaStatus.COMPLETE, 10);
        assertArrayEquals(Arrays.copyOf(FifoBench.patternBytes(0, 6), 16), FifoBench.bytes(memory));
    }

    @Test
    void shouldEndOneTransferOfAQueueAndBeginTheNext() {
        bench.channel.configure(config());
        long first = bench.receive(bench.memory(4));
        long second = bench.receive(bench.memory(4));
        source.arrive(2);
        bench.run();
        bench.pass(TIMEOUT);
        bench.assertEnds(first, DmaStatus.COMPLETE, 2);
        bench.pass(10 * TIMEOUT);
        bench.assertEnds(second, DmaStatus.IN_PROGRESS, 4);
        source.arrive(4);
        bench.run();
        bench.assertEnds(second, DmaStatus.COMPLETE, 0);
    }

    @Test
    void shouldNotCountWhilePaused() {
        bench.channel.configure(config());
        long cookie = bench.receive(bench.memory(4));
        source.arrive(2);
        bench.run();
        bench.channel.pause();
        bench.pass(10 * TIMEOUT);
        bench.channel.resume();
        bench.run();
        bench.pass(TIMEOUT - 1);
        assertEquals(2, bench.residue(cookie));
        bench.assertEnds(cookie, DmaStatus.IN_PROGRESS, 2);
        bench.pass(1);
        bench.assertEnds(cookie, DmaStatus.COMPLETE, 2);
    }

    @Test
    void shouldEndThoughThePortHasGone() {
        bench.channel.configure(config());
        long cookie = bench.receive(bench.memory(4));
        source.arrive(2);
        bench.run();
        bench.unwire(source);
        bench.run();
        bench.pass(TIMEOUT);
        bench.assertEnds(cookie, DmaStatus.COMPLETE, 2);
    }

    @Test
    void shouldNotEndWhatGoesToTheDevice() {
        bench.unwire(source);
        HandPort sink = bench.wire(new HandPort(Direction.MEM_TO_DEV));
        bench.channel.configure(config());
        long cookie = bench.send(bench.memory(4));
        sink.makeRoom(2);
        bench.run();
        bench.pass(10 * TIMEOUT);
        bench.assertEnds(cookie, DmaStatus.IN_PROGRESS, 2);
    }

    @Test
    @DisplayName("of a repeated transfer an idle line ends the pass; the next one waits for its first byte again")
    void shouldEndAPassOfARepeatedTransferOnce() {
        Callbacks callbacks = new Callbacks();
        bench.channel.configure(config());
        long cookie = bench.begin(bench.channel.prepareInterleaved(InterleavedTemplate.fromDevice(bench.memory(8), 0)
                .frames(2, new DataChunk(4, 0)).build(), TransferFlag.REPEAT, TransferFlag.INTERRUPT).onComplete(callbacks.record()));
        source.arrive(3);
        bench.run();
        bench.pass(TIMEOUT);
        bench.assertEnds(cookie, DmaStatus.IN_PROGRESS, 8);
        bench.pass(100 * TIMEOUT);
        source.arrive(1);
        bench.run();
        bench.assertEnds(cookie, DmaStatus.IN_PROGRESS, 7);
        bench.completers.deliver();
        assertEquals(List.of(5L), callbacks.results().stream().map(TransferResult::residue).toList());
    }
}

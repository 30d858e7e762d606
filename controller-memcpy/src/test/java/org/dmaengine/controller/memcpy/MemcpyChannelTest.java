package org.dmaengine.controller.memcpy;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.Direction;
import org.dmaengine.ResidueGranularity;
import org.dmaengine.SlaveConfig;
import org.dmaengine.controller.memcpy.stubs.StubHost;
import org.dmaengine.controller.memcpy.stubs.StubTransfer;
import org.dmaengine.controller.memcpy.stubs.StubTransfer.Run;
import org.dmaengine.spi.EngineSpec;
import org.dmaengine.spi.TransferKind;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemcpyChannelTest {
    private static final byte UNTOUCHED = 0x55;

    private final ChannelCapabilities capabilities = MemcpyChannel.capabilities(1, Long.MAX_VALUE);
    private final MemcpyChannel channel = new MemcpyChannel("dma0 channel 1", EngineSpec.memory("dma0"), capabilities);

    @ParameterizedTest
    @ValueSource(longs = {1, 3, 7, 4095, 4097, 10_000, Long.MAX_VALUE})
    void shouldCopyEverythingWhateverTheLimitOfAStep(long limit) {
        byte[] from = random(10_000);
        byte[] to = untouched(10_000);
        StubTransfer transfer = StubTransfer.copy(MemorySegment.ofArray(to), MemorySegment.ofArray(from), new Run(0, 0, 10_000));
        assertEquals(0, channel.start(transfer));
        while (!transfer.isComplete()) {
            assertEquals(Math.min(limit, 10_000 - transfer.moved()), transfer.step(channel, limit));
        }
        assertArrayEquals(from, to);
    }

    @Test
    void shouldCopyFromAndToTheOffsetsAndTouchNothingElse() {
        byte[] from = random(300);
        byte[] to = untouched(300);
        run(StubTransfer.copy(MemorySegment.ofArray(to), MemorySegment.ofArray(from), new Run(17, 101, 150)), 11);
        byte[] expected = untouched(300);
        System.arraycopy(from, 101, expected, 17, 150);
        assertArrayEquals(expected, to);
    }

    @Test
    void shouldCopyBetweenHeapAndNativeMemory() {
        try (Arena arena = Arena.ofConfined()) {
            byte[] from = random(1000);
            byte[] to = untouched(1000);
            MemorySegment middle = arena.allocate(1000);
            run(StubTransfer.copy(middle, MemorySegment.ofArray(from), new Run(0, 0, 1000)), 333);
            run(StubTransfer.copy(MemorySegment.ofArray(to), middle, new Run(0, 0, 1000)), 333);
            assertArrayEquals(from, to);
        }
    }

    @Test
    void shouldCopyFramesRunByRun() { // IL-12: source in steps of 64 bytes with gaps, destination contiguous
        byte[] from = random(0x9c);
        byte[] to = untouched(72);
        run(StubTransfer.interleaved(MemorySegment.ofArray(to), MemorySegment.ofArray(from), new Run(0, 0x00, 16),
                new Run(0x10, 0x14, 8), new Run(0x18, 0x40, 16), new Run(0x28, 0x54, 8), new Run(0x30, 0x80, 16),
                new Run(0x40, 0x94, 8)), 5);
        byte[] expected = new byte[72];
        System.arraycopy(from, 0x00, expected, 0x00, 16);
        System.arraycopy(from, 0x14, expected, 0x10, 8);
        System.arraycopy(from, 0x40, expected, 0x18, 16);
        System.arraycopy(from, 0x54, expected, 0x28, 8);
        System.arraycopy(from, 0x80, expected, 0x30, 16);
        System.arraycopy(from, 0x94, expected, 0x40, 8);
        assertArrayEquals(expected, to);
    }

    @Test
    void shouldFillRunsWithTheByteAndTouchNothingElse() { // PREP-28, PREP-29
        byte[] to = untouched(100);
        run(StubTransfer.fill(MemorySegment.ofArray(to), (byte) 0xa7, new Run(3, 0, 40), new Run(60, 0, 7)), 9);
        byte[] expected = untouched(100);
        Arrays.fill(expected, 3, 43, (byte) 0xa7);
        Arrays.fill(expected, 60, 67, (byte) 0xa7);
        assertArrayEquals(expected, to);
    }

    @Test
    void shouldHaveCompletedAnInterruptOnlyTransferWithItsStart() { // PREP-34
        StubTransfer transfer = StubTransfer.interrupt();
        assertEquals(transfer.length(), channel.start(transfer));
    }

    @Test
    void shouldHoldNothingWhenPausedResumedOrStoppedInTheMiddle() { // PAU-02, TRM-03
        byte[] from = random(1000);
        byte[] to = untouched(1000);
        StubTransfer transfer = StubTransfer.copy(MemorySegment.ofArray(to), MemorySegment.ofArray(from), new Run(0, 0, 1000));
        channel.start(transfer);
        transfer.step(channel, 123);
        assertEquals(0, channel.pause(transfer));
        channel.resume(transfer);
        transfer.step(channel, 456);
        assertEquals(0, channel.stop(transfer));
        byte[] expected = untouched(1000);
        System.arraycopy(from, 0, expected, 0, 579);
        assertArrayEquals(expected, to);
        assertEquals(579, transfer.moved());
    }

    @Test
    void shouldGoOnWithTheNextTransferAfterAStop() {
        byte[] from = random(64);
        byte[] to = untouched(64);
        StubTransfer dropped = StubTransfer.fill(MemorySegment.ofArray(to), (byte) 1, new Run(0, 0, 64));
        channel.start(dropped);
        dropped.step(channel, 10);
        channel.stop(dropped);
        run(StubTransfer.copy(MemorySegment.ofArray(to), MemorySegment.ofArray(from), new Run(0, 0, 64)), 64);
        assertArrayEquals(from, to);
    }

    // ---- what another controller has begun ----

    static Stream<Named<Supplier<StubTransfer>>> kinds() {
        return Stream.of(
                Named.of("copy", () -> StubTransfer.copy(MemorySegment.ofArray(untouched(60)), MemorySegment.ofArray(random(60)), new Run(5, 9, 48))),
                Named.of("list", () -> StubTransfer.copy(MemorySegment.ofArray(untouched(60)), MemorySegment.ofArray(random(60)), new Run(40, 0, 13),
                        new Run(0, 20, 1), new Run(7, 30, 24))),
                Named.of("fill", () -> StubTransfer.fill(MemorySegment.ofArray(untouched(60)), (byte) 0xa7, new Run(3, 0, 40), new Run(50, 0, 7))),
                Named.of("frames", () -> StubTransfer.interleaved(MemorySegment.ofArray(untouched(60)), MemorySegment.ofArray(random(60)),
                        new Run(0, 0, 16), new Run(16, 20, 8), new Run(30, 40, 16))));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    @DisplayName("a transfer of any kind goes on from whatever byte another channel was stopped at")
    void shouldGoOnFromAnyByte(Supplier<StubTransfer> kind) {
        StubTransfer whole = kind.get();
        run(whole, Long.MAX_VALUE);
        for (long cut = 0; cut <= whole.length(); cut++) {
            StubTransfer transfer = kind.get();
            channel.start(transfer);
            while (transfer.moved() < cut) {
                transfer.step(channel, cut - transfer.moved());
            }
            assertEquals(0, channel.stop(transfer));
            MemcpyChannel next = new MemcpyChannel("dma1 channel 0", EngineSpec.memory("dma1"), capabilities);
            next.open(new StubHost("dma1chan0"));
            next.check(transfer);
            assertEquals(0, next.start(transfer));
            while (!transfer.isComplete()) {
                transfer.step(next, 7);
            }
            assertEquals(-1, transfer.destination().mismatch(whole.destination()), "cut at " + cut);
        }
    }

    @Test
    void shouldRefuseASecondHostByNameUntilTheFirstHasClosed() { // D2
        channel.open(new StubHost("dma0chan1"));
        IllegalStateException refusal = assertThrows(IllegalStateException.class, () -> channel.open(new StubHost("dma7chan0")));
        assertEquals("dma0 channel 1 is open for dma0chan1 and serves one host at a time; "
                + "dma7chan0 is refused until that one closes it", refusal.getMessage());
        channel.close();
        assertDoesNotThrow(() -> channel.open(new StubHost("dma7chan0")));
    }

    @Test
    void shouldLetTheFailureOfAClosedArenaThroughAndServeTheNextTransfer() { // D8
        byte[] to = untouched(64);
        MemorySegment closed;
        try (Arena arena = Arena.ofShared()) {
            closed = arena.allocate(64);
        }
        StubTransfer read = StubTransfer.copy(MemorySegment.ofArray(to), closed, new Run(0, 0, 64));
        StubTransfer write = StubTransfer.copy(closed, MemorySegment.ofArray(to), new Run(0, 0, 64));
        StubTransfer fill = StubTransfer.fill(closed, (byte) 1, new Run(0, 0, 64));
        for (StubTransfer transfer : new StubTransfer[] {read, write, fill}) {
            channel.start(transfer);
            IllegalStateException failure = assertThrows(IllegalStateException.class, () -> transfer.step(channel, 64));
            assertEquals("Already closed", failure.getMessage());
            assertEquals(0, channel.stop(transfer));
        }
        assertArrayEquals(untouched(64), to);
        run(StubTransfer.fill(MemorySegment.ofArray(to), (byte) 9, new Run(0, 0, 64)), 64);
        assertEquals(9, to[63]);
    }

    @Test
    void shouldNotWriteReadOnlyMemory() {
        MemorySegment readOnly = MemorySegment.ofArray(untouched(8)).asReadOnly();
        StubTransfer transfer = StubTransfer.fill(readOnly, (byte) 1, new Run(0, 0, 8));
        assertThrows(IllegalArgumentException.class, () -> transfer.step(channel, 8));
        assertEquals(UNTOUCHED, readOnly.get(ValueLayout.JAVA_BYTE, 0));
    }

    @Test
    void shouldCallATransferOfAnotherKindADefect() {
        StubTransfer cyclic = StubTransfer.ofKind(TransferKind.CYCLIC, MemorySegment.ofArray(untouched(8)), null);
        IllegalStateException defect = assertThrows(IllegalStateException.class, () -> cyclic.step(channel, 8));
        assertTrue(defect.getMessage().startsWith("dma0 channel 1 was handed a transfer of kind CYCLIC"), defect.getMessage());
    }

    @Test
    void shouldStateItsCapabilities() { // REG-30 to REG-35
        ChannelCapabilities stated = MemcpyChannel.capabilities(8, 65_536);
        assertAll(
                () -> assertEquals(EnumSet.of(Capability.MEMCPY, Capability.MEMCPY_SG, Capability.MEMSET,
                        Capability.MEMSET_SG, Capability.INTERRUPT, Capability.INTERLEAVE), stated.types()),
                () -> assertEquals(EnumSet.of(Direction.MEM_TO_MEM), stated.directions()),
                () -> assertEquals(8, stated.copyAlignment()),
                () -> assertEquals(8, stated.fillAlignment()),
                () -> assertEquals(65_536, stated.maxTransferLength()),
                () -> assertEquals(ResidueGranularity.BURST, stated.granularity()),
                () -> assertTrue(stated.pause() && stated.resume() && stated.reuse()),
                () -> assertFalse(stated.nativeMemory()));
    }

    @Test
    void shouldTakeAPlainSlaveConfigAlthoughItNeedsNone() { // CFG-16
        assertDoesNotThrow(() -> channel.validate(SlaveConfig.builder().build()));
    }

    private void run(StubTransfer transfer, long limit) {
        channel.start(transfer);
        while (!transfer.isComplete()) {
            transfer.step(channel, limit);
        }
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static byte[] untouched(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, UNTOUCHED);
        return bytes;
    }
}

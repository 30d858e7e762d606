package org.dmaengine.core.channel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.Direction;
import org.dmaengine.DmaDescriptor;
import org.dmaengine.DmaException;
import org.dmaengine.SlaveConfig;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferFlags;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.stubs.Bench;
import org.dmaengine.core.stubs.DriverCall;
import org.dmaengine.mapping.DataChunk;
import org.dmaengine.mapping.InterleavedTemplate;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.spi.TransferKind;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What the flags of a transfer do, and what they leave alone (2.7).
class FlagTest {
    /// Bits that stand for nothing: of the kernel's flags that are left out, of those it never took, and beyond.
    private static final int UNKNOWN = ~TransferFlag.bits(TransferFlag.values());

    @AutoClose
    private final Bench bench = Bench.of(ChannelCapabilities.of(Capability.MEMCPY, Capability.values())
            .directions(Direction.MEM_TO_DEV).commands(true).reuse(true));
    private final VirtualChannel channel = bench.channel;
    private final Mapping from = bench.pattern(64);
    private final Mapping to = bench.zeroes(64);

    @BeforeEach
    void configure() {
        channel.configure(SlaveConfig.builder().build());
    }

    /// Every kind of transfer that cannot repeat, of 8 bytes or none.
    private Map<String, Function<TransferFlag[], DmaDescriptor>> once() {
        return new TreeMap<>(Map.of("memcpy", flags -> channel.prepareMemcpy(to, 0, from, 0, 8, flags),
                "memcpySg", flags -> channel.prepareMemcpySg(to, from, flags),
                "memset", flags -> channel.prepareMemset(to, 0, (byte) 1, 8, flags),
                "memsetSg", flags -> channel.prepareMemsetSg(to, (byte) 1, flags),
                "slaveSg", flags -> channel.prepareSlaveSg(from, Direction.MEM_TO_DEV, flags),
                "slaveSingle", flags -> channel.prepareSlaveSingle(from, 0, 8, Direction.MEM_TO_DEV, flags)));
    }

    @ParameterizedTest
    @EnumSource
    @Clause({"PREP-09", "FLG-11"})
    void shouldReachTheDriver(TransferFlag flag) {
        List<TransferFlag> seen = new ArrayList<>();
        bench.driver.plan(DriverCall.START, (transfer, limit) -> {
            Arrays.stream(TransferFlag.values()).filter(transfer::has).forEach(seen::add);
            return 0;
        });
        channel.prepareInterleaved(InterleavedTemplate.toDevice(from, 0).frames(1, new DataChunk(8, 0)).build(), flag).submit();
        bench.issueAndMove(0);
        assertEquals(List.of(flag), seen);
    }

    @Test
    @Clause({"VD-01", "PREP-09"})
    void shouldReachTheDriverWithEveryKindOfTransfer() {
        EnumSet<TransferFlag> given = EnumSet.of(TransferFlag.INTERRUPT, TransferFlag.ACK, TransferFlag.FENCE, TransferFlag.CMD);
        once().forEach((kind, prepare) -> {
            EnumSet<TransferFlag> seen = EnumSet.noneOf(TransferFlag.class);
            bench.driver.plan(DriverCall.START, (transfer, limit) -> {
                Arrays.stream(TransferFlag.values()).filter(transfer::has).forEach(seen::add);
                return transfer.length();
            });
            prepare.apply(given.toArray(TransferFlag[]::new)).submit();
            bench.issueAndMove(0);
            assertEquals(given, seen, kind);
        });
    }

    @Test
    @Clause({"CAP-17", "FLG-14", "PAIN-16"})
    void shouldNotMakeAnotherKindOfTransferOfIt() {
        List<TransferKind> seen = new ArrayList<>();
        for (TransferFlag flag : EnumSet.of(TransferFlag.INTERRUPT, TransferFlag.ACK, TransferFlag.FENCE, TransferFlag.CMD)) {
            for (int i = 0; i < 3; i++) {
                bench.driver.plan(DriverCall.START, (transfer, limit) -> {
                    seen.add(transfer.kind());
                    return transfer.length();
                });
            }
            channel.prepareInterleaved(InterleavedTemplate.toDevice(from, 0).frames(1, new DataChunk(8, 0)).build(), flag).submit();
            channel.prepareMemcpy(to, 0, from, 0, 8, flag).submit();
            channel.prepareSlaveSingle(from, 0, 8, Direction.MEM_TO_DEV, flag).submit();
            bench.issueAndMove(0);
            assertEquals(List.of(TransferKind.INTERLEAVED, TransferKind.MEMCPY, TransferKind.SLAVE), seen, flag.name());
            seen.clear();
        }
    }

    @Test
    @Clause("FLG-14")
    void shouldIgnoreRepetitionWhereNothingRepeats() {
        for (Map.Entry<String, Function<TransferFlag[], DmaDescriptor>> kind : once().entrySet()) {
            DmaDescriptor descriptor = kind.getValue().apply(new TransferFlag[] {TransferFlag.REPEAT, TransferFlag.LOAD_EOT});
            long cookie = descriptor.submit();
            bench.issueAndMove(descriptor.length());
            assertTrue(channel.hasEnded(cookie), kind.getKey() + " did not repeat");
        }
        List<Boolean> has = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            bench.driver.plan(DriverCall.START, (transfer, limit) -> {
                has.add(transfer.has(TransferFlag.REPEAT) || transfer.has(TransferFlag.LOAD_EOT));
                return transfer.length();
            });
        }
        channel.prepareInterrupt(TransferFlag.REPEAT, TransferFlag.LOAD_EOT).submit();
        channel.prepareCyclic(from, 0, 8, 4, Direction.MEM_TO_DEV, TransferFlag.REPEAT, TransferFlag.LOAD_EOT).submit();
        bench.issueAndMove(0);
        assertEquals(List.of(false, false), has);
    }

    @Test
    @Clause("FLG-14")
    void shouldIgnoreRepetitionWithoutTheCapabilityWhereNothingRepeats() {
        try (Bench plain = Bench.of(ChannelCapabilities.of(Capability.MEMCPY))) {
            long cookie = plain.channel.prepareMemcpy(plain.zeroes(8), 0, plain.pattern(8), 0, 8, TransferFlag.REPEAT, TransferFlag.LOAD_EOT)
                    .submit();
            plain.issueAndMove(100);
            assertTrue(plain.channel.hasEnded(cookie));
        }
    }

    @Test
    @Clause({"FLG-04", "CLC-02"})
    void shouldTreatAcknowledgedTransfersLikeOthers() {
        int space = channel.queueSpace();
        DmaDescriptor without = channel.prepareMemcpy(to, 0, from, 0, 8);
        DmaDescriptor with = channel.prepareMemcpy(to, 0, from, 0, 8, TransferFlag.ACK);
        without.submit();
        with.submit();
        bench.issueAndMove(16);
        assertTrue(channel.status(1).isOk() && channel.status(2).isOk());
        assertEquals(space, channel.queueSpace(), "neither is kept for dependants");
    }

    @Test
    @Clause("FLG-05")
    void shouldNotTakeAcknowledgedForReusable() {
        DmaDescriptor descriptor = channel.prepareMemcpy(to, 0, from, 0, 8, TransferFlag.ACK);
        assertFalse(descriptor.isReusable());
        descriptor.submit();
        bench.issueAndMove(8);
        assertThrows(IllegalStateException.class, descriptor::submit);
        DmaDescriptor reusable = channel.prepareMemcpy(to, 0, from, 0, 8).reusable(true);
        reusable.submit();
        bench.issueAndMove(8);
        assertEquals(3, reusable.submit(), "without the flag");
    }

    @Test
    @Clause("FLG-10")
    void shouldNotMakeReusableByABitOfTheFlags() {
        assertEquals(List.of(), Arrays.stream(TransferFlag.values()).filter(flag -> flag.in(1 << 6)).toList());
        DmaDescriptor descriptor = channel.prepareMemcpy(to, 0, from, 0, 8);
        assertFalse(descriptor.isReusable());
        assertTrue(descriptor.reusable(true).isReusable());
        assertFalse(descriptor.reusable(false).isReusable());
    }

    @Test
    @Clause("FLG-17")
    void shouldIgnoreBitsThatStandForNothing() {
        List<TransferFlag> seen = new ArrayList<>();
        bench.driver.plan(DriverCall.START, (transfer, limit) -> {
            Arrays.stream(TransferFlag.values()).filter(transfer::has).forEach(seen::add);
            return 0;
        });
        int space = channel.queueSpace();
        long cookie = channel.enqueueMemcpy(to, 0, from, 0, 8, UNKNOWN | TransferFlags.ACK);
        bench.issueAndMove(8);
        assertTrue(channel.status(cookie).isOk());
        assertEquals(List.of(TransferFlag.ACK), seen);
        assertEquals(space, channel.queueSpace());
        assertArrayEquals(Bench.patternBytes(0, 8), Arrays.copyOf(Bench.bytes(to), 8));
    }

    @Test
    @Clause("FLG-14")
    void shouldIgnoreRepetitionOfAnEnqueuedCopy() {
        long cookie = channel.enqueueMemcpy(to, 0, from, 0, 8, TransferFlags.REPEAT | TransferFlags.LOAD_EOT);
        bench.issueAndMove(100);
        assertTrue(channel.hasEnded(cookie));
    }

    @Test
    @Clause({"FLG-11", "DIFF-01"})
    void shouldTakeCommandsOnlyWhereTheDriverDoes() {
        try (Bench data = Bench.of(ChannelCapabilities.of(Capability.MEMCPY, Capability.values()).directions(Direction.MEM_TO_DEV))) {
            Mapping a = data.zeroes(8);
            Mapping b = data.zeroes(8);
            data.channel.configure(SlaveConfig.builder().build());
            for (Runnable call : List.<Runnable>of(() -> data.channel.prepareMemcpy(a, 0, b, 0, 8, TransferFlag.CMD),
                    () -> data.channel.enqueueMemcpy(a, 0, b, 0, 8, TransferFlags.CMD),
                    () -> data.channel.prepareMemset(a, 0, (byte) 0, 8, TransferFlag.CMD),
                    () -> data.channel.prepareSlaveSingle(a, 0, 8, Direction.MEM_TO_DEV, TransferFlag.CMD),
                    () -> data.channel.prepareCyclic(a, 0, 8, 4, Direction.MEM_TO_DEV, TransferFlag.CMD),
                    () -> data.channel.prepareInterrupt(TransferFlag.CMD))) {
                String message = assertThrows(DmaException.Rejected.class, call::run).getMessage();
                assertTrue(message.contains("flag CMD") && message.contains("leave the flag out"), message);
            }
            assertEquals(0, data.channel.queueDepth());
        }
    }

    @Test
    @Clause("FLG-15")
    void shouldBePolledByLeavingTheInterruptOut() throws InterruptedException {
        long cookie = channel.prepareMemcpy(to, 0, from, 0, 8).submit();
        bench.issueAndMove(8);
        assertTrue(channel.hasEnded(cookie));
        assertTrue(channel.await(cookie, Duration.ZERO).isOk());
        assertEquals(0, bench.completers.waiting());
    }

    @Test
    @Clause({"PREP-23", "FLG-02"})
    void shouldCallForNoPeriodWithoutTheInterrupt() {
        DmaDescriptor ring = channel.prepareCyclic(from, 0, 16, 4, Direction.MEM_TO_DEV);
        assertTrue(assertThrows(IllegalStateException.class, () -> ring.onComplete(result -> { })).getMessage().contains("INTERRUPT"));
        long cookie = ring.submit();
        bench.issueAndMove(42);
        assertEquals(0, bench.completers.waiting());
        assertEquals(6, channel.status(cookie).residue(), "where it is, status says");
    }
}

package org.dmaengine.core.channel;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.dmaengine.BusWidth;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.Direction;
import org.dmaengine.DmaException;
import org.dmaengine.SlaveConfig;
import org.dmaengine.TransferFlag;
import org.dmaengine.TransferFlags;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.stubs.Answer;
import org.dmaengine.core.stubs.Bench;
import org.dmaengine.core.stubs.DriverCall;
import org.dmaengine.mapping.DataChunk;
import org.dmaengine.mapping.DmaVec;
import org.dmaengine.mapping.InterleavedTemplate;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.mapping.ScatterList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// What is refused when it is prepared, and that a refusal leaves nothing behind (contract 2.6, D10).
class PrepareTest {
    private static final Set<Capability> ALL = EnumSet.allOf(Capability.class);

    @AutoClose
    private final Bench bench = Bench.of(capabilities(ALL).directions(Direction.MEM_TO_DEV, Direction.DEV_TO_MEM));
    private final VirtualChannel channel = bench.channel;

    private static ChannelCapabilities.Builder capabilities(Set<Capability> types) {
        return ChannelCapabilities.of(types.iterator().next(), types.toArray(Capability[]::new));
    }

    /// Every way to prepare a transfer of the first 16 bytes of a 64-byte mapping, with the capability it needs.
    private static List<Executable> everyPrepare(VirtualChannel on, Mapping a, Mapping b) {
        return List.of(
                () -> on.prepareMemcpy(a, 0, b, 0, 16),
                () -> on.enqueueMemcpy(a, 0, b, 0, 16, 0),
                () -> on.prepareMemcpySg(a, b),
                () -> on.prepareMemset(a, 0, (byte) 1, 16),
                () -> on.prepareMemsetSg(a, (byte) 1),
                () -> on.prepareInterrupt(),
                () -> on.prepareSlaveSg(a, Direction.MEM_TO_DEV),
                () -> on.prepareSlaveSingle(a, 0, 16, Direction.MEM_TO_DEV),
                () -> on.preparePeripheralVec(List.of(new DmaVec(a, 0, 16)), Direction.MEM_TO_DEV),
                () -> on.prepareCyclic(a, 0, 16, 8, Direction.MEM_TO_DEV),
                () -> on.prepareInterleaved(InterleavedTemplate.toDevice(a, 0).frames(1, new DataChunk(16, 0)).build()));
    }

    private void assertRefused(Class<? extends RuntimeException> kind, Executable call, String... parts) {
        int space = channel.queueSpace();
        String message = assertThrows(kind, call).getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), () -> "\"" + part + "\" is missing in: " + message);
        }
        assertEquals(space, channel.queueSpace(), "a refusal takes no place");
    }

    @Test
    @DisplayName("PREP-01, PREP-37 what a channel cannot do is refused, naming the capability and what it can")
    @Clause({"CAP-00", "CAP-05", "CAP-06", "CAP-07", "CAP-10", "CAP-11", "CAP-12", "PREP-01", "PREP-02", "PREP-21", "PREP-37", "DIFF-01"})
    void shouldRefuseWhatTheChannelCannotDo() {
        List<Capability> needed = List.of(Capability.MEMCPY, Capability.MEMCPY, Capability.MEMCPY_SG, Capability.MEMSET,
                Capability.MEMSET_SG, Capability.INTERRUPT, Capability.SLAVE, Capability.SLAVE, Capability.SLAVE,
                Capability.CYCLIC, Capability.INTERLEAVE);
        for (int i = 0; i < needed.size(); i++) {
            Set<Capability> others = EnumSet.complementOf(EnumSet.of(needed.get(i)));
            try (Bench poor = Bench.of(capabilities(others).directions(Direction.MEM_TO_DEV))) {
                poor.channel.configure(SlaveConfig.builder().build());
                Executable call = everyPrepare(poor.channel, poor.zeroes(64), poor.zeroes(64)).get(i);
                String message = assertThrows(DmaException.Rejected.class, call).getMessage();
                assertTrue(message.contains("dma0chan0") && message.contains(needed.get(i).name()), message);
                assertEquals(poor.channel.queueCapacity(), poor.channel.queueSpace());
            }
        }
    }

    @Test
    @DisplayName("PREP-03 every prepare is legal and non-blocking, and each answers a descriptor of its own")
    @Clause({"CAP-00", "CAP-05", "CAP-06", "CAP-07", "CAP-10", "CAP-11", "CAP-12", "PREP-03"})
    void shouldPrepareWhatTheChannelCanDo() throws Throwable {
        channel.configure(SlaveConfig.builder().build());
        List<Executable> all = everyPrepare(channel, bench.zeroes(64), bench.zeroes(64));
        for (Executable prepare : all) {
            prepare.execute();
        }
        assertEquals(all.size(), channel.queueDepth());
    }

    @Test
    @DisplayName("CFG-16, guide step 2: a slave transfer needs a configuration, a copy does not")
    @Clause({"CFG-14", "CFG-16"})
    void shouldRefuseSlaveTransfersBeforeConfigure() {
        Mapping memory = bench.zeroes(64);
        List<Executable> all = everyPrepare(channel, memory, bench.zeroes(64));
        for (Executable prepare : all.subList(6, all.size())) {
            assertRefused(DmaException.Rejected.class, prepare, "configure");
        }
    }

    @Test
    @DisplayName("PREP-13, PREP-14 a direction that the channel does not work in")
    @Clause({"PREP-02", "PREP-13", "PREP-14"})
    void shouldRefuseOtherDirections() {
        channel.configure(SlaveConfig.builder().build());
        Mapping memory = bench.zeroes(64);
        for (Direction direction : List.of(Direction.MEM_TO_MEM, Direction.DEV_TO_DEV)) {
            assertRefused(DmaException.Rejected.class, () -> channel.prepareSlaveSg(memory, direction), direction.name(), "MEM_TO_DEV");
            assertRefused(DmaException.Rejected.class, () -> channel.prepareSlaveSingle(memory, 0, 8, direction), direction.name());
            assertRefused(DmaException.Rejected.class, () -> channel.prepareCyclic(memory, 0, 8, 8, direction), direction.name());
        }
    }

    @Test
    @Clause({"PREP-02", "PREP-13", "PREP-14", "PREP-26"})
    @DisplayName("PREP-14 a channel that is fixed to one direction refuses the other, whatever kind of transfer it is")
    void shouldRefuseTheOtherDirectionOfAFixedChannel() {
        for (Direction fixed : List.of(Direction.MEM_TO_DEV, Direction.DEV_TO_MEM)) {
            Direction other = fixed == Direction.MEM_TO_DEV ? Direction.DEV_TO_MEM : Direction.MEM_TO_DEV;
            try (Bench oneWay = Bench.of(capabilities(ALL).directions(fixed))) {
                VirtualChannel on = oneWay.channel;
                on.configure(SlaveConfig.builder().build());
                Mapping memory = oneWay.zeroes(64);
                for (Executable call : everySlavePrepare(on, memory, other)) {
                    String message = assertThrows(DmaException.Rejected.class, call).getMessage();
                    assertTrue(message.contains("direction " + other + " is refused; allowed is [" + fixed + "]"), message);
                }
                assertEquals(0, on.queueDepth());
                for (Executable call : everySlavePrepare(on, memory, fixed)) {
                    assertDoesNotThrow(call);
                }
                assertEquals(5, on.queueDepth());
            }
        }
    }

    /// Every way to prepare a transfer of 16 bytes between memory and the device.
    private static List<Executable> everySlavePrepare(VirtualChannel on, Mapping memory, Direction direction) {
        DataChunk chunk = new DataChunk(16, 0);
        return List.of(() -> on.prepareSlaveSg(memory, direction), () -> on.prepareSlaveSingle(memory, 0, 16, direction),
                () -> on.preparePeripheralVec(List.of(new DmaVec(memory, 0, 16)), direction),
                () -> on.prepareCyclic(memory, 0, 16, 8, direction),
                () -> on.prepareInterleaved((direction == Direction.MEM_TO_DEV ? InterleavedTemplate.toDevice(memory, 0)
                        : InterleavedTemplate.fromDevice(memory, 0)).frames(1, chunk).build()));
    }

    @Test
    @Clause("PREP-13")
    @DisplayName("PREP-13 from device to device is a slave direction, too: with a template, since there is no memory")
    void shouldPrepareBetweenDevices() {
        InterleavedTemplate between = new InterleavedTemplate(Direction.DEV_TO_DEV, null, 0, null, 0, false, false, false, false, 2,
                List.of(new DataChunk(8, 0)));
        assertRefused(DmaException.Rejected.class, () -> channel.prepareInterleaved(between), "DEV_TO_DEV");
        try (Bench both = Bench.of(ChannelCapabilities.of(Capability.INTERLEAVE, Capability.SLAVE).directions(Direction.DEV_TO_DEV))) {
            both.channel.configure(SlaveConfig.builder().build());
            List<String> seen = new ArrayList<>();
            both.driver.plan(DriverCall.START, (transfer, limit) -> {
                seen.add(transfer.direction() + " " + transfer.source() + " " + transfer.destination() + " " + transfer.run());
                return transfer.length();
            });
            long cookie = both.channel.prepareInterleaved(between).submit();
            both.issueAndMove(0);
            assertTrue(both.channel.status(cookie).isOk());
            assertEquals(List.of("DEV_TO_DEV null null 8"), seen);
            Mapping memory = both.zeroes(16);
            String message = assertThrows(DmaException.Rejected.class,
                    () -> both.channel.prepareSlaveSingle(memory, 0, 8, Direction.DEV_TO_DEV)).getMessage();
            assertTrue(message.contains("prepareInterleaved"), message);
        }
    }

    @Test
    @Clause({"PREP-01", "PREP-37", "DIFF-01", "PREP-26", "PAIN-19", "PAIN-24", "PAIN-26"})
    @DisplayName("PREP-01 a driver with no ring, no memory, no wish: its reason is the exception, and nothing is left behind")
    void shouldPassOnTheDriversReason() {
        channel.configure(SlaveConfig.builder().build());
        List<Executable> all = everyPrepare(channel, bench.zeroes(64), bench.zeroes(64));
        for (int i = 0; i < all.size(); i++) {
            DmaException.Rejected reason = new DmaException.Rejected("reason " + i);
            bench.driver.plan(DriverCall.CHECK, Answer.thrown(reason));
            int space = channel.queueSpace();
            assertSame(reason, assertThrows(DmaException.Rejected.class, all.get(i)));
            assertEquals(space, channel.queueSpace());
        }
    }

    @Test
    @DisplayName("PREP-22 period > 0 and the ring a positive multiple of it")
    @Clause("PREP-22")
    void shouldRefuseAPeriodThatDoesNotFillTheRing() {
        channel.configure(SlaveConfig.builder().build());
        Mapping ring = bench.zeroes(64);
        for (long[] lengthAndPeriod : new long[][] {{64, 0}, {64, -16}, {64, 48}, {60, 16}, {16, 64}, {0, 16}}) {
            assertRefused(DmaException.Rejected.class, () -> channel.prepareCyclic(ring, 0, lengthAndPeriod[0], lengthAndPeriod[1],
                    Direction.MEM_TO_DEV));
        }
    }

    @Test
    @DisplayName("D8 ranges outside the mapping")
    void shouldRefuseRangesOutsideTheMapping() {
        channel.configure(SlaveConfig.builder().build());
        Mapping a = bench.zeroes(64);
        Mapping b = bench.zeroes(64);
        for (long[] range : new long[][] {{-1, 8}, {57, 8}, {64, 1}, {0, 65}, {8, Long.MAX_VALUE}, {Long.MAX_VALUE, 8}}) {
            long offset = range[0];
            long length = range[1];
            for (Executable call : List.<Executable>of(() -> channel.prepareMemcpy(a, offset, b, 0, length),
                    () -> channel.prepareMemcpy(a, 0, b, offset, length), () -> channel.enqueueMemcpy(a, offset, b, 0, length, 0),
                    () -> channel.enqueueMemcpy(a, 0, b, offset, length, 0), () -> channel.prepareMemset(a, offset, (byte) 0, length),
                    () -> channel.prepareSlaveSingle(a, offset, length, Direction.MEM_TO_DEV),
                    () -> channel.prepareCyclic(a, offset, length, 1, Direction.MEM_TO_DEV))) {
                assertRefused(IndexOutOfBoundsException.class, call);
            }
        }
    }

    @Test
    @DisplayName("PREP-15, PREP-27 transfers that move nothing")
    @Clause({"PREP-15", "PREP-27"})
    void shouldRefuseTransfersOfNothing() {
        channel.configure(SlaveConfig.builder().build());
        Mapping a = bench.zeroes(64);
        Mapping b = bench.zeroes(64);
        for (Executable call : List.<Executable>of(() -> channel.prepareMemcpy(a, 0, b, 0, 0),
                () -> channel.enqueueMemcpy(a, 0, b, 0, 0, 0), () -> channel.prepareMemset(a, 0, (byte) 0, 0),
                () -> channel.prepareSlaveSingle(a, 0, 0, Direction.MEM_TO_DEV))) {
            assertRefused(DmaException.Rejected.class, call, "prepareInterrupt");
        }
        assertRefused(IllegalArgumentException.class, () -> channel.preparePeripheralVec(List.of(), Direction.MEM_TO_DEV));
    }

    @Test
    @DisplayName("REG-30, PREP-27 offsets and lengths that are not aligned, in bytes; also those of lists and templates")
    @Clause({"PREP-15", "PREP-26", "PREP-27", "DIFF-01", "REG-30", "PAIN-16"})
    void shouldRefuseWhatIsNotAligned() {
        try (Bench aligned = Bench.of(capabilities(ALL).alignment(8, 4))) {
            VirtualChannel on = aligned.channel;
            Mapping a = aligned.zeroes(64);
            Mapping b = aligned.zeroes(64);
            Mapping odd = on.mapper().map(ScatterList.of(MemorySegment.ofArray(new byte[12]), MemorySegment.ofArray(new byte[12])),
                    MapDirection.BIDIRECTIONAL);
            Mapping half = on.mapper().map(ScatterList.of(MemorySegment.ofArray(new byte[6]), MemorySegment.ofArray(new byte[6])),
                    MapDirection.BIDIRECTIONAL);
            for (Executable call : List.<Executable>of(() -> on.prepareMemcpy(a, 4, b, 0, 8), () -> on.prepareMemcpy(a, 0, b, 4, 8),
                    () -> on.prepareMemcpy(a, 0, b, 0, 12), () -> on.enqueueMemcpy(a, 4, b, 0, 8, 0),
                    () -> on.prepareMemset(a, 2, (byte) 0, 4), () -> on.prepareMemset(a, 0, (byte) 0, 6),
                    () -> on.prepareMemcpySg(a, odd), () -> on.prepareMemcpySg(odd, a), () -> on.prepareMemsetSg(half, (byte) 0),
                    () -> on.prepareInterleaved(frames(a, 4, b, 0, 1, new DataChunk(8, 8))),
                    () -> on.prepareInterleaved(frames(a, 0, b, 4, 1, new DataChunk(8, 8))),
                    () -> on.prepareInterleaved(frames(a, 0, b, 0, 2, new DataChunk(12, 4))),
                    () -> on.prepareInterleaved(frames(a, 0, b, 0, 2, new DataChunk(8, 0, 4, 8))),
                    () -> on.prepareInterleaved(frames(a, 0, b, 0, 2, new DataChunk(8, 4))))) {
                String message = assertThrows(DmaException.Rejected.class, call).getMessage();
                assertTrue(message.contains("multiples of " + (message.contains("fill") ? 4 : 8)), message);
            }
            on.prepareMemcpy(a, 8, b, 16, 24).submit();
            on.prepareMemset(a, 4, (byte) 0, 4).submit();
            on.prepareMemsetSg(odd, (byte) 0).submit();
            on.prepareMemcpySg(a, b).submit();
            on.prepareInterleaved(frames(a, 8, b, 0, 2, new DataChunk(8, 8))).submit();
            assertEquals(5, on.queueDepth());
        }
    }

    private static InterleavedTemplate frames(Mapping to, long dstStart, Mapping from, long srcStart, long count, DataChunk chunk) {
        return InterleavedTemplate.memoryToMemory(to, dstStart, from, srcStart).frames(count, chunk).build();
    }

    @Test
    @DisplayName("REG-31 more than the longest transfer")
    @Clause({"PREP-15", "DIFF-01"})
    void shouldRefuseWhatIsTooLong() {
        for (long longest : new long[] {15, 64}) {
            try (Bench small = Bench.of(capabilities(ALL).directions(Direction.MEM_TO_DEV).maxTransferLength(longest))) {
                small.channel.configure(SlaveConfig.builder().build());
                int refusals = 0;
                for (Executable call : everyPrepare(small.channel, small.zeroes(64), small.zeroes(64))) {
                    try {
                        call.execute();
                    } catch (DmaException.Rejected e) {
                        assertTrue(e.getMessage().contains("length of bytes") && e.getMessage().contains("1 to 15"), e.getMessage());
                        refusals++;
                    } catch (Throwable t) {
                        throw new AssertionError(t);
                    }
                }
                assertEquals(longest == 15 ? 10 : 0, refusals, "all but the interrupt, which moves nothing");
            }
        }
    }

    @Test
    @DisplayName("PREP-27, table of differences: source and destination that overlap")
    void shouldRefuseAnOverlappingCopy() {
        Mapping memory = bench.zeroes(64);
        assertRefused(IllegalArgumentException.class, () -> channel.prepareMemcpy(memory, 0, memory, 8, 9), "overlap");
        channel.prepareMemcpy(memory, 0, memory, 8, 8).submit();
        MemorySegment client = MemorySegment.ofArray(new byte[64]);
        Mapping front = channel.mapper().map(client.asSlice(0, 40), MapDirection.TO_DEVICE);
        Mapping back = channel.mapper().map(client.asSlice(20), MapDirection.FROM_DEVICE);
        assertRefused(IllegalArgumentException.class, () -> channel.prepareMemcpy(back, 0, front, 0, 30), "overlap");
        channel.prepareMemcpy(back, 0, front, 0, 20).submit();
    }

    @Test
    @DisplayName("D8 memory is used in the mapped direction only")
    void shouldRefuseTheOtherDirectionOfAMapping() {
        channel.configure(SlaveConfig.builder().build());
        Mapping read = channel.mapper().map(MemorySegment.ofArray(new byte[64]), MapDirection.TO_DEVICE);
        Mapping written = channel.mapper().map(MemorySegment.ofArray(new byte[64]), MapDirection.FROM_DEVICE);
        for (Executable call : List.<Executable>of(() -> channel.prepareMemcpy(read, 0, written, 0, 8),
                () -> channel.prepareMemcpy(written, 0, written, 8, 8), () -> channel.prepareMemcpy(read, 0, read, 8, 8),
                () -> channel.enqueueMemcpy(read, 0, read, 8, 8, 0), () -> channel.prepareMemcpySg(read, read),
                () -> channel.prepareMemset(read, 0, (byte) 0, 8), () -> channel.prepareMemsetSg(read, (byte) 0),
                () -> channel.prepareSlaveSingle(read, 0, 8, Direction.DEV_TO_MEM), () -> channel.prepareSlaveSg(written, Direction.MEM_TO_DEV),
                () -> channel.prepareCyclic(read, 0, 8, 8, Direction.DEV_TO_MEM),
                () -> channel.preparePeripheralVec(List.of(new DmaVec(written, 0, 8)), Direction.MEM_TO_DEV),
                () -> channel.prepareInterleaved(InterleavedTemplate.toDevice(written, 0).frames(1, new DataChunk(8, 0)).build()))) {
            assertRefused(DmaException.Rejected.class, call, "mapping's direction");
        }
    }

    @Test
    @DisplayName("MAP-01 a mapping for another DMA device, of another engine, or closed")
    @Clause({"MAP-01", "MAP-03"})
    void shouldRefuseMappingsThatAreNotOfItsDevice() {
        Mapping memory = bench.zeroes(64);
        try (Bench other = Bench.of(capabilities(ALL))) {
            Mapping foreign = other.zeroes(64);
            assertRefused(DmaException.Rejected.class, () -> channel.prepareMemcpy(memory, 0, foreign, 0, 8), "mapper()");
            assertRefused(DmaException.Rejected.class, () -> channel.enqueueMemcpy(foreign, 0, memory, 0, 8, 0), "mapper()");
        }
        assertRefused(IllegalArgumentException.class, () -> channel.prepareMemcpy(memory, 0, null, 0, 8), "null");
        Mapping closed = bench.zeroes(64);
        closed.close();
        assertRefused(IllegalStateException.class, () -> channel.prepareMemcpy(memory, 0, closed, 0, 8), "closed");
        assertRefused(IllegalStateException.class, () -> channel.enqueueMemcpy(closed, 0, memory, 0, 8, 0), "closed");
    }

    @Test
    @DisplayName("PREP-11 a list where one run is wanted")
    @Clause("PREP-18")
    void shouldRefuseAListWhereOneRunIsWanted() {
        channel.configure(SlaveConfig.builder().build());
        Mapping list = channel.mapper().map(ScatterList.of(MemorySegment.ofArray(new byte[32]), MemorySegment.ofArray(new byte[32])),
                MapDirection.BIDIRECTIONAL);
        Mapping memory = bench.zeroes(64);
        for (Executable call : List.<Executable>of(() -> channel.prepareMemcpy(list, 0, memory, 0, 8),
                () -> channel.enqueueMemcpy(memory, 0, list, 0, 8, 0), () -> channel.prepareMemset(list, 0, (byte) 0, 8),
                () -> channel.prepareSlaveSingle(list, 0, 8, Direction.MEM_TO_DEV),
                () -> channel.prepareCyclic(list, 0, 8, 8, Direction.MEM_TO_DEV),
                () -> channel.preparePeripheralVec(List.of(new DmaVec(list, 0, 8)), Direction.MEM_TO_DEV),
                () -> channel.prepareInterleaved(InterleavedTemplate.toDevice(list, 0).frames(1, new DataChunk(8, 0)).build()))) {
            assertRefused(IllegalArgumentException.class, call, "2 entries");
        }
    }

    @Test
    @DisplayName("PREP-24, PREP-20, IL-28 REPEAT and LOAD_EOT need their capabilities on both ways that take them")
    @Clause({"CAP-14", "CAP-15", "PREP-20", "PREP-24", "IL-28"})
    void shouldCheckTheFlagsOfTransfersThatRepeat() {
        Set<Capability> without = EnumSet.complementOf(EnumSet.of(Capability.REPEAT, Capability.LOAD_EOT));
        try (Bench plain = Bench.of(capabilities(without).directions(Direction.MEM_TO_DEV))) {
            plain.channel.configure(SlaveConfig.builder().build());
            Mapping memory = plain.zeroes(64);
            InterleavedTemplate template = InterleavedTemplate.toDevice(memory, 0).frames(1, new DataChunk(8, 0)).build();
            List<DmaVec> vector = List.of(new DmaVec(memory, 0, 8));
            for (TransferFlag flag : List.of(TransferFlag.REPEAT, TransferFlag.LOAD_EOT)) {
                for (Executable call : List.<Executable>of(() -> plain.channel.prepareInterleaved(template, flag),
                        () -> plain.channel.preparePeripheralVec(vector, Direction.MEM_TO_DEV, flag))) {
                    String message = assertThrows(DmaException.Rejected.class, call).getMessage();
                    assertTrue(message.contains("dma0chan0") && message.contains("flag " + flag) && message.contains("leave the flag out"),
                            message);
                }
            }
            assertEquals(0, plain.channel.queueDepth());
        }
    }

    @Test
    @DisplayName("PREP-24, IL-28 each of REPEAT and LOAD_EOT needs its own capability, not the other's")
    @Clause({"CAP-14", "CAP-15", "PREP-24", "IL-28"})
    void shouldNeedTheCapabilityOfThatFlag() {
        for (TransferFlag flag : List.of(TransferFlag.REPEAT, TransferFlag.LOAD_EOT)) {
            Capability own = Capability.valueOf(flag.name());
            try (Bench one = Bench.of(capabilities(EnumSet.of(Capability.INTERLEAVE, own)).directions(Direction.MEM_TO_DEV))) {
                one.channel.configure(SlaveConfig.builder().build());
                InterleavedTemplate template = InterleavedTemplate.toDevice(one.zeroes(8), 0).frames(1, new DataChunk(8, 0)).build();
                one.channel.prepareInterleaved(template, flag);
                TransferFlag other = flag == TransferFlag.REPEAT ? TransferFlag.LOAD_EOT : TransferFlag.REPEAT;
                assertThrows(DmaException.Rejected.class, () -> one.channel.prepareInterleaved(template, other));
            }
        }
    }

    @Test
    @DisplayName("the driver's own check sees the first run, and its refusal reaches the client")
    void shouldShowTheTransferToTheDriversCheck() {
        Mapping from = bench.pattern(64);
        Mapping to = bench.zeroes(64);
        List<String> seen = new ArrayList<>();
        bench.driver.plan(DriverCall.CHECK, (transfer, limit) -> {
            seen.add(transfer.kind() + " " + transfer.direction() + " length " + transfer.length() + " moved " + transfer.moved()
                    + " run " + transfer.run() + " " + transfer.source().byteSize() + "@" + transfer.sourceOffset() + " to "
                    + transfer.destination().byteSize() + "@" + transfer.destinationOffset() + " " + transfer.has(TransferFlag.FENCE));
            return 0;
        });
        bench.driver.plan(DriverCall.CHECK, Answer.thrown(new DmaException.Rejected("this driver knows no fences")));
        channel.prepareMemcpy(to, 3, from, 5, 20, TransferFlag.FENCE);
        assertEquals(List.of("MEMCPY MEM_TO_MEM length 20 moved 0 run 20 64@5 to 64@3 true"), seen);
        assertRefused(DmaException.Rejected.class, () -> channel.prepareMemcpy(to, 3, from, 5, 20, TransferFlag.FENCE), "fences");
    }

    @Test
    @DisplayName("FLG-11 commands go only to drivers that say they take them")
    @Clause("FLG-11")
    void shouldRefuseCommandsThatNobodyTakes() {
        Mapping from = bench.pattern(64);
        Mapping to = bench.zeroes(64);
        assertRefused(DmaException.Rejected.class, () -> channel.prepareMemcpy(to, 0, from, 0, 8, TransferFlag.CMD), "CMD", "no commands");
        assertRefused(DmaException.Rejected.class, () -> channel.enqueueMemcpy(to, 0, from, 0, 8, TransferFlags.CMD), "CMD");
        try (Bench taking = Bench.of(ChannelCapabilities.of(Capability.MEMCPY).commands(true))) {
            taking.channel.prepareMemcpy(taking.zeroes(8), 0, taking.pattern(8), 0, 8, TransferFlag.CMD);
        }
    }

    @Test
    @DisplayName("PREP-15 what is less than a word of the device is refused: length, period, segment, piece, chunk")
    @Clause("PREP-15")
    void shouldRefusePartsOfAWord() {
        channel.configure(SlaveConfig.builder().source(1, BusWidth.BYTES_4, 1).destination(2, BusWidth.BYTES_2, 1).build());
        Mapping memory = bench.zeroes(64);
        Mapping odd = channel.mapper().map(ScatterList.of(MemorySegment.ofArray(new byte[6]), MemorySegment.ofArray(new byte[2])),
                MapDirection.BIDIRECTIONAL);
        assertRefused(DmaException.Rejected.class, () -> channel.prepareSlaveSingle(memory, 0, 6, Direction.DEV_TO_MEM), "length", "6",
                "a multiple of 4", "width");
        assertRefused(DmaException.Rejected.class, () -> channel.prepareCyclic(memory, 0, 12, 6, Direction.DEV_TO_MEM), "period",
                "a multiple of 4");
        assertRefused(DmaException.Rejected.class, () -> channel.prepareSlaveSg(odd, Direction.DEV_TO_MEM), "segment 0", "6");
        assertRefused(DmaException.Rejected.class, () -> channel.preparePeripheralVec(List.of(new DmaVec(memory, 0, 4),
                new DmaVec(memory, 8, 5)), Direction.DEV_TO_MEM), "vector entry 1", "5");
        assertRefused(DmaException.Rejected.class, () -> channel.prepareInterleaved(InterleavedTemplate.fromDevice(memory, 0)
                .frames(2, new DataChunk(4, 0), new DataChunk(7, 0)).build()), "chunk", "7");
        channel.prepareSlaveSingle(memory, 0, 8, Direction.DEV_TO_MEM);
        channel.prepareCyclic(memory, 0, 12, 4, Direction.DEV_TO_MEM);
        channel.prepareSlaveSg(odd, Direction.MEM_TO_DEV);
        channel.preparePeripheralVec(List.of(new DmaVec(memory, 1, 6)), Direction.MEM_TO_DEV);
        channel.prepareInterleaved(InterleavedTemplate.toDevice(memory, 1).frames(2, new DataChunk(6, 3)).build());
    }

    @Test
    @DisplayName("FLG-11, D13 the driver's own check is asked about enqueued copies, too")
    void shouldShowEnqueuedCopiesToTheDriversCheck() {
        Mapping from = bench.pattern(64);
        Mapping to = bench.zeroes(64);
        bench.driver.plan(DriverCall.CHECK, Answer.thrown(new DmaException.Rejected("this driver moves even numbers only")));
        assertRefused(DmaException.Rejected.class, () -> channel.enqueueMemcpy(to, 0, from, 0, 7, 0), "even numbers");
        assertEquals(1, channel.enqueueMemcpy(to, 0, from, 0, 8, 0), "the refused one took no cookie");
    }

    @Test
    @DisplayName("IL-11, PREP-26 a template that leaves its mapping; the gap behind the very last chunk does not count (IL-07)")
    @Clause({"PREP-26", "IL-07"})
    void shouldRefuseATemplateThatLeavesItsMapping() {
        Mapping big = bench.zeroes(1024);
        Mapping small = bench.zeroes(28);
        // Two frames of 8 bytes and a gap of 12: bytes 0 to 7 and 20 to 27.
        channel.prepareInterleaved(frames(small, 0, big, 0, 2, new DataChunk(8, 12))).submit();
        for (InterleavedTemplate template : List.of(frames(small, 1, big, 0, 2, new DataChunk(8, 12)),
                frames(small, 0, big, 0, 2, new DataChunk(8, 13)), frames(small, 0, big, 0, 3, new DataChunk(8, 12)),
                frames(small, 0, big, 0, 2, new DataChunk(9, 12)), frames(big, 0, small, 1, 2, new DataChunk(8, 12)))) {
            assertRefused(IndexOutOfBoundsException.class, () -> channel.prepareInterleaved(template), "which has 28");
        }
    }

    @Test
    @DisplayName("PREP-26 a template whose arithmetic overflows is refused like any that is too long")
    @Clause("PREP-26")
    void shouldRefuseATemplateThatOverflows() {
        Mapping memory = bench.zeroes(64);
        for (InterleavedTemplate template : List.of(frames(memory, 0, memory, 32, Long.MAX_VALUE, new DataChunk(8, 0)),
                frames(memory, 0, memory, 32, 2, new DataChunk(8, Long.MAX_VALUE)),
                frames(memory, Long.MAX_VALUE, memory, 32, 1, new DataChunk(8, 0)))) {
            RuntimeException refusal = assertThrows(RuntimeException.class, () -> channel.prepareInterleaved(template));
            assertTrue(refusal instanceof IndexOutOfBoundsException || refusal instanceof DmaException.Rejected, refusal::toString);
            assertTrue(refusal.getMessage().contains("dma0chan0"), refusal.getMessage());
        }
    }

    @Test
    @DisplayName("after close every prepare is misuse, after the driver has left it says GONE")
    void shouldRefuseToPrepareOnAClosedOrDeadChannel() {
        try (Arena arena = Arena.ofShared()) {
            Mapping a = bench.inArena(arena, 64, MapDirection.BIDIRECTIONAL);
            Mapping b = bench.inArena(arena, 64, MapDirection.BIDIRECTIONAL);
            channel.configure(SlaveConfig.builder().build());
            channel.depart("the test took it away", System.nanoTime() + 1_000_000_000);
            for (Executable call : everyPrepare(channel, a, b)) {
                String message = assertThrows(DmaException.ChannelGone.class, call).getMessage();
                assertTrue(message.contains("the test took it away"), message);
            }
            channel.close();
            for (Executable call : everyPrepare(channel, a, b)) {
                assertThrows(IllegalStateException.class, call);
            }
        }
    }
}

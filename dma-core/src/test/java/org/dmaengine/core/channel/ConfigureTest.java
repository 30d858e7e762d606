package org.dmaengine.core.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.dmaengine.BusWidth;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.Direction;
import org.dmaengine.DmaDescriptor;
import org.dmaengine.DmaException;
import org.dmaengine.ExtendedSlaveConfig;
import org.dmaengine.SlaveConfig;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.stubs.Answer;
import org.dmaengine.core.stubs.Bench;
import org.dmaengine.core.stubs.DriverCall;
import org.dmaengine.core.stubs.WatermarkConfig;
import org.dmaengine.mapping.Mapping;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Setting the parameters of slave transfers: checked whole, taken over whole, for what is prepared afterwards (2.5, D3).
class ConfigureTest {
    private static final SlaveConfig SLOW = SlaveConfig.builder().source(0x10, BusWidth.BYTES_1, 1).build();
    private static final SlaveConfig FAST = SlaveConfig.builder().source(0x20, BusWidth.BYTES_2, 8).build();

    @AutoClose
    private final Bench bench = Bench.of(ChannelCapabilities.of(Capability.SLAVE, Capability.MEMCPY)
            .directions(Direction.DEV_TO_MEM, Direction.MEM_TO_DEV).minBurst(1).maxBurst(8)
            .widths(EnumSet.of(BusWidth.BYTES_1, BusWidth.BYTES_2), EnumSet.of(BusWidth.BYTES_4)));
    private final VirtualChannel channel = bench.channel;
    private final Mapping memory = bench.zeroes(64);
    private final List<ExtendedSlaveConfig> used = new ArrayList<>();

    private DmaDescriptor prepare() {
        return channel.prepareSlaveSingle(memory, 0, 8, Direction.DEV_TO_MEM);
    }

    /// Runs everything submitted, so many transfers, and keeps the configuration that the driver saw with each.
    private void runAll(int transfers) {
        for (int i = 0; i < transfers; i++) {
            bench.driver.plan(DriverCall.START, (transfer, limit) -> {
                used.add(transfer.config());
                return transfer.length();
            });
        }
        bench.issueAndMove(0);
        assertEquals(transfers, used.size());
    }

    private String refused(ExtendedSlaveConfig config) {
        return assertThrows(DmaException.Rejected.class, () -> channel.configure(config)).getMessage();
    }

    // ---- when it counts ----

    @Test
    @Clause("CFG-11")
    void shouldCountForWhatIsPreparedAfterwardsOnly() {
        channel.configure(SLOW);
        DmaDescriptor before = prepare();
        prepare().submit();
        channel.issuePending();
        channel.configure(FAST);
        before.submit();
        prepare().submit();
        runAll(3);
        assertSame(SLOW, used.get(0), "issued before");
        assertSame(SLOW, used.get(1), "prepared before");
        assertSame(FAST, used.get(2));
    }

    @Test
    @Clause("CFG-17")
    void shouldGoWithThePrepareThatFollowsIt() {
        for (ExtendedSlaveConfig config : List.of(SLOW, FAST, SLOW)) {
            channel.configure(config);
            prepare().submit();
        }
        runAll(3);
        assertEquals(List.of(SLOW, FAST, SLOW), used);
    }

    @Test
    @Clause("CFG-13")
    void shouldPersistOverTransfersAndTerminate() {
        channel.configure(SLOW);
        prepare().submit();
        channel.terminateAsync();
        bench.run();
        prepare().submit();
        prepare().submit();
        runAll(2);
        assertEquals(List.of(SLOW, SLOW), used);
    }

    @Test
    @Clause({"CFG-13", "DIFF-16"})
    void shouldNotOutliveItsLease() {
        channel.configure(SLOW);
        channel.close();
        try (VirtualChannel next = bench.lease()) {
            Mapping its = next.mapper().allocate(8);
            String message = assertThrows(DmaException.Rejected.class,
                    () -> next.prepareSlaveSingle(its, 0, 8, Direction.DEV_TO_MEM)).getMessage();
            assertTrue(message.contains("call configure first"), message);
        }
    }

    // ---- the base ----

    @Test
    @Clause({"CFG-01", "CFG-02", "CFG-03"})
    void shouldReadTheSideThatThePreparedDirectionMakesTheDevices() {
        channel.configure(SlaveConfig.builder().source(1, BusWidth.BYTES_2, 1).destination(2, BusWidth.BYTES_4, 1).build());
        channel.prepareSlaveSingle(memory, 0, 6, Direction.DEV_TO_MEM);
        assertTrue(assertThrows(DmaException.Rejected.class, () -> channel.prepareSlaveSingle(memory, 0, 6, Direction.MEM_TO_DEV))
                .getMessage().contains("multiple of 4"));
        channel.prepareSlaveSingle(memory, 0, 8, Direction.MEM_TO_DEV);
        assertTrue(assertThrows(DmaException.Rejected.class, () -> channel.prepareSlaveSingle(memory, 0, 7, Direction.DEV_TO_MEM))
                .getMessage().contains("multiple of 2"));
    }

    @Test
    @Clause({"CFG-02", "CFG-03"})
    void shouldIgnoreTheSideThatIsMemory() {
        channel.configure(SLOW);
        channel.prepareSlaveSingle(memory, 0, 7, Direction.MEM_TO_DEV).submit();
        channel.configure(SlaveConfig.builder().destination(2, BusWidth.BYTES_4, 1).build());
        channel.prepareSlaveSingle(memory, 0, 7, Direction.DEV_TO_MEM).submit();
        runAll(2);
    }

    @Test
    @Clause({"CFG-10", "CFG-03", "REG-31"})
    void shouldCheckWidthsAgainstTheCapabilities() {
        assertTrue(refused(SlaveConfig.builder().source(0, BusWidth.BYTES_4, 1).build()).contains("srcWidth BYTES_4"));
        assertTrue(refused(SlaveConfig.builder().destination(0, BusWidth.BYTES_2, 1).build()).contains("dstWidth BYTES_2"));
        channel.configure(SlaveConfig.builder().source(0, BusWidth.BYTES_2, 1).destination(0, BusWidth.BYTES_4, 1).build());
    }

    @Test
    @Clause("REG-31")
    void shouldKnowTheWidestWidthsAndTheOneThatIsWired() {
        try (Bench wide = Bench.of(ChannelCapabilities.of(Capability.SLAVE).directions(Direction.DEV_TO_MEM, Direction.MEM_TO_DEV)
                .widths(EnumSet.of(BusWidth.BYTES_32, BusWidth.BYTES_128), EnumSet.of(BusWidth.BYTES_64)))) {
            wide.channel.configure(SlaveConfig.builder().source(0, BusWidth.BYTES_128, 1).destination(0, BusWidth.BYTES_64, 1).build());
            wide.channel.configure(SlaveConfig.builder().source(0, BusWidth.UNDEFINED, 1).destination(0, BusWidth.UNDEFINED, 1).build());
            assertThrows(DmaException.Rejected.class,
                    () -> wide.channel.configure(SlaveConfig.builder().source(0, BusWidth.BYTES_64, 1).build()));
            assertThrows(DmaException.Rejected.class,
                    () -> wide.channel.configure(SlaveConfig.builder().destination(0, BusWidth.BYTES_32, 1).build()));
        }
    }

    @Test
    @Clause({"CFG-04", "CFG-10"})
    void shouldCountBurstsInWords() {
        channel.configure(SlaveConfig.builder().source(0, BusWidth.BYTES_2, 8).destination(0, BusWidth.BYTES_4, 8).build());
        String source = refused(SlaveConfig.builder().source(0, BusWidth.BYTES_1, 9).build());
        assertTrue(source.contains("srcMaxBurst of words 9") && source.contains("1 to 8") && source.contains("dma0chan0"), source);
        assertTrue(refused(SlaveConfig.builder().destination(0, BusWidth.BYTES_4, 9).build()).contains("dstMaxBurst"));
    }

    @Test
    @Clause("CFG-04")
    void shouldRefuseBurstsBelowTheMinimumUnlessLeftToTheController() {
        try (Bench coarse = Bench.of(ChannelCapabilities.of(Capability.SLAVE).directions(Direction.DEV_TO_MEM).minBurst(4))) {
            coarse.channel.configure(SlaveConfig.builder().source(0, BusWidth.BYTES_1, 0).build());
            coarse.channel.configure(SlaveConfig.builder().source(0, BusWidth.BYTES_1, 4).build());
            assertThrows(DmaException.Rejected.class,
                    () -> coarse.channel.configure(SlaveConfig.builder().source(0, BusWidth.BYTES_1, 3).build()));
        }
    }

    @Test
    @Clause({"CFG-05", "CFG-06"})
    void shouldHandTheDriverWindowsAndFlowControl() {
        channel.configure(SlaveConfig.builder().portWindows(3, 5).deviceFlowControl(true).build());
        long cookie = prepare().submit();
        bench.driver.plan(DriverCall.START, (transfer, limit) -> {
            SlaveConfig base = transfer.config().base();
            used.add(base);
            if (base.deviceFlowControl()) {
                transfer.end(); // the device decides: 5 bytes is all there is
            }
            return 5;
        });
        bench.issueAndMove(0);
        assertEquals(3, used.getFirst().base().srcPortWindow());
        assertEquals(5, used.getFirst().base().dstPortWindow());
        assertTrue(channel.status(cookie).isOk());
        assertEquals(3, channel.status(cookie).residue());
    }

    @Test
    @Clause({"CFG-08", "CFG-21"})
    void shouldLeaveRequestLineAndChannelDataToTheSlaveMap() {
        channel.close();
        try (VirtualChannel mapped = bench.lease(new LeaseTerms(7, Map.of("priority", "HIGH")))) {
            mapped.configure(FAST);
            assertEquals(7, bench.driver.host().requestLine());
            assertEquals(Map.of("priority", "HIGH"), bench.driver.host().parameters());
        }
    }

    // ---- what is refused, and that nothing has changed then ----

    @Test
    @Clause({"CFG-15", "CFG-10"})
    void shouldKeepTheOldOneWhenTheNewOneIsRefused() {
        channel.configure(SLOW);
        refused(SlaveConfig.builder().source(0x30, BusWidth.BYTES_2, 9).build());
        bench.driver.judge(config -> {
            throw new DmaException.Rejected("not address " + config.base().srcAddress());
        });
        assertEquals("not address 32", refused(FAST));
        prepare().submit();
        runAll(1);
        assertEquals(List.of(SLOW), used);
    }

    @Test
    @Clause("CFG-10")
    void shouldCheckTheGenericPartBeforeItAsksTheDriver() {
        List<ExtendedSlaveConfig> asked = new ArrayList<>();
        bench.driver.judge(asked::add);
        refused(SlaveConfig.builder().source(0, BusWidth.BYTES_1, 9).build());
        assertThrows(NullPointerException.class, () -> channel.configure(null));
        assertThrows(NullPointerException.class, () -> channel.configure(new WatermarkConfig(null, 1)));
        assertEquals(List.of(), asked);
        channel.configure(FAST);
        assertEquals(List.of(FAST), asked);
    }

    @Test
    @Clause({"CFG-09", "SCAP-03", "ERR-09"})
    void shouldRefuseToConfigureAChannelWithoutADevice() {
        try (Bench copies = Bench.of(ChannelCapabilities.of(Capability.MEMCPY))) {
            String message = assertThrows(DmaException.Rejected.class, () -> copies.channel.configure(SLOW)).getMessage();
            assertTrue(message.contains("dma0chan0") && message.contains("prepare without configuring"), message);
        }
    }

    @Test
    @Clause("CFG-14")
    void shouldLeaveItToThePrepareToMissWhatIsUnset() {
        channel.configure(SlaveConfig.builder().build());
        bench.driver.plan(DriverCall.CHECK, Answer.thrown(new DmaException.Rejected("this device insists on a width of 2 bytes")));
        assertTrue(assertThrows(DmaException.Rejected.class, this::prepare).getMessage().contains("insists"));
        assertEquals(0, channel.queueDepth());
    }

    @Test
    @Clause({"CFG-14", "CFG-16"})
    void shouldBeNeededForSlaveTransfersOnly() {
        assertTrue(assertThrows(DmaException.Rejected.class, this::prepare).getMessage().contains("call configure first"));
        channel.prepareMemcpy(memory, 0, memory, 32, 8).submit();
        runAll(1);
        assertNull(used.getFirst());
    }

    @Test
    @Clause("CFG-16")
    void shouldBeIgnoredByACopy() {
        channel.configure(FAST);
        channel.prepareMemcpy(memory, 0, memory, 32, 7).submit(); // no whole words of the device, and no matter
        runAll(1);
        assertNull(used.getFirst());
    }

    // ---- a controller's own record ----

    @Test
    @Clause({"CFG-07", "CFG-18"})
    void shouldHandTheDriverItsOwnRecord() {
        bench.driver.judge(WatermarkConfig.JUDGE);
        WatermarkConfig own = new WatermarkConfig(FAST, 12);
        channel.configure(own);
        prepare().submit();
        runAll(1);
        assertSame(own, used.getFirst());
        assertTrue(assertThrows(DmaException.Rejected.class, () -> channel.prepareSlaveSingle(memory, 0, 7, Direction.DEV_TO_MEM))
                .getMessage().contains("multiple of 2"), "its base counts as a plain one would");
    }

    @Test
    @Clause({"CFG-07", "CFG-19"})
    void shouldLetADriverWithARecordOfItsOwnTakeAPlainOne() {
        bench.driver.judge(WatermarkConfig.JUDGE);
        channel.configure(FAST);
        prepare().submit();
        runAll(1);
        assertSame(FAST, used.getFirst());
    }

    @Test
    @Clause("CFG-15")
    void shouldTakeNothingOfARecordThatTheDriverRefuses() {
        bench.driver.judge(WatermarkConfig.JUDGE);
        channel.configure(new WatermarkConfig(SLOW, 4));
        assertTrue(refused(new WatermarkConfig(FAST, 17)).contains("watermark 17"));
        prepare().submit();
        runAll(1);
        assertEquals(new WatermarkConfig(SLOW, 4), used.getFirst(), "not the base of the refused one either");
    }

    @Test
    @Clause({"CFG-19", "CFG-20", "ERR-10", "PAIN-21"})
    void shouldRefuseAForeignRecordByItsTypeThoughItCarriesNothing() {
        record Nothing(SlaveConfig base) implements ExtendedSlaveConfig { }
        bench.driver.judge(WatermarkConfig.JUDGE);
        String message = refused(new Nothing(FAST));
        assertTrue(message.contains(Nothing.class.getName()) && message.contains(WatermarkConfig.class.getName())
                && message.contains(SlaveConfig.class.getName()), message);
    }

    @Test
    @Clause("CFG-19")
    void shouldRefuseEveryRecordWhereTheDriverHasNone() {
        String message = refused(new WatermarkConfig(FAST, 1));
        assertTrue(message.contains(WatermarkConfig.class.getName()) && message.contains(SlaveConfig.class.getName()), message);
    }

    @Test
    @Clause("CFG-12")
    void shouldRefuseWhatCouldChangeAfterTheCheck() {
        record Table(int[] levels) { }
        record WithArray(SlaveConfig base, byte[] blob) implements ExtendedSlaveConfig { }
        record WithTable(SlaveConfig base, Table table) implements ExtendedSlaveConfig { }
        bench.driver.judge(config -> { });
        channel.configure(SLOW);
        assertTrue(refused(new WithArray(FAST, new byte[1])).contains("blob is an array"));
        assertTrue(refused(new WithTable(FAST, new Table(new int[1]))).contains("levels is an array"));
        assertTrue(refused(() -> FAST).contains("no record"));
        prepare().submit();
        runAll(1);
        assertSame(SLOW, used.getFirst());
    }

    @Test
    @Clause("CFG-12")
    void shouldTakeConstantsAndRecordsOfValues() {
        enum Preset implements ExtendedSlaveConfig {
            QUICK {
                @Override
                public SlaveConfig base() {
                    return FAST;
                }
            }
        }
        record Levels(int low, int high) { }
        record WithLevels(SlaveConfig base, Levels reading, Levels writing) implements ExtendedSlaveConfig { }
        bench.driver.judge(config -> { });
        channel.configure(Preset.QUICK);
        channel.configure(new WithLevels(FAST, new Levels(1, 2), new Levels(3, 4)));
    }
}

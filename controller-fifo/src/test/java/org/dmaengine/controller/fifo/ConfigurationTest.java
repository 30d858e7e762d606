package org.dmaengine.controller.fifo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.dmaengine.BusWidth;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.Direction;
import org.dmaengine.DmaException;
import org.dmaengine.DmaStatus;
import org.dmaengine.ExtendedSlaveConfig;
import org.dmaengine.MetadataMode;
import org.dmaengine.ResidueGranularity;
import org.dmaengine.SlaveConfig;
import org.dmaengine.contract.Clause;
import org.dmaengine.controller.fifo.stubs.HandPort;
import org.dmaengine.core.channel.VirtualChannel;
import org.dmaengine.core.stubs.WatermarkConfig;
import org.dmaengine.fifo.FifoPort;
import org.dmaengine.fifo.FifoSlaveConfig;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What a client may configure, and what happens to the rest.
class ConfigurationTest {
    @AutoClose
    private final FifoBench bench = new FifoBench(Map.of("request.lines", 8, "max.burst", 32));
    private final FifoSlaveConfig plain = FifoSlaveConfig.of(FifoBench.words(BusWidth.BYTES_2, 8));

    private void assertRefused(ExtendedSlaveConfig config, String... words) {
        String message = assertThrows(DmaException.Rejected.class, () -> bench.channel.configure(config)).getMessage();
        for (String word : words) {
            assertTrue(message.contains(word), () -> "\"" + word + "\" is missing in: " + message);
        }
    }

    @Test
    @DisplayName("CFG-18 a plain configuration, the controller's own, and nobody else's")
    @Clause({"CFG-18", "CFG-19"})
    void shouldTakeItsOwnRecord() {
        bench.channel.configure(plain.base());
        bench.channel.configure(plain.withWatermark(32).withRequestLine(7).withPacking(BusWidth.BYTES_8));
        assertRefused(new WatermarkConfig(plain.base(), 3), WatermarkConfig.class.getName() + " is refused",
                FifoSlaveConfig.class.getName() + " or a plain " + SlaveConfig.class.getName());
    }

    @Test
    void shouldRefuseWhatCannotWork() {
        assertRefused(plain.withWatermark(33), "watermark of words 33 is refused; allowed is 0 to 32 (max.burst of controller fifo0)");
        assertRefused(plain.withRequestLine(8), "request line 8 is refused; allowed is 0 to 7 (request.lines of controller fifo0)");
        assertRefused(plain.withPacking(BusWidth.BYTES_1), "packing BYTES_1 is refused; allowed is ",
                "a multiple of srcWidth BYTES_2 and dstWidth BYTES_2");
        assertRefused(plain.withPacking(BusWidth.BYTES_3), "packing BYTES_3 is refused");
        assertRefused(plain.withPacking(BusWidth.BYTES_128), "packing BYTES_128 is refused");
        assertRefused(FifoBench.words(BusWidth.BYTES_3, 1), "srcWidth BYTES_3 is refused");
        assertRefused(FifoBench.words(BusWidth.BYTES_1, 33), "srcMaxBurst of words 33 is refused; allowed is 0 to 32");
    }

    @Test
    @DisplayName("CFG-08 the line is the configuration's, else the slave map's; it may change from transfer to transfer")
    @Clause("CFG-08")
    void shouldTakeTheLineOfTheConfiguration() {
        HandPort five = bench.wire(new HandPort(Direction.DEV_TO_MEM));
        HandPort seven = bench.wire(new HandPort(Direction.DEV_TO_MEM), Map.of(FifoPort.REQUEST_LINE, 7));
        five.arrive(2);
        seven.arrive(4);
        bench.channel.configure(plain.withRequestLine(7));
        long first = bench.receive(bench.memory(4));
        bench.channel.configure(plain);
        long second = bench.receive(bench.memory(2));
        bench.assertEnds(first, DmaStatus.COMPLETE, 0);
        bench.assertEnds(second, DmaStatus.COMPLETE, 0);
        assertEquals(List.of("connect", "burst 0x4000 2x2", "disconnect"), seven.calls());
    }

    @Test
    void shouldRefuseATransferWithoutALine() {
        FifoChannel driver = bench.driver(1);
        try (VirtualChannel lease = bench.lease(driver, -1)) {
            lease.configure(plain);
            String message = assertThrows(DmaException.Rejected.class,
                    () -> lease.prepareSlaveSg(lease.mapper().allocate(2), Direction.DEV_TO_MEM)).getMessage();
            assertEquals("fifo0 channel 1: no request line is known; the slave-map entry names none (request.line), nor does the"
                    + " configuration (FifoSlaveConfig.withRequestLine). Lines of controller fifo0 are 0 to 7", message);
        }
        try (VirtualChannel lease = bench.lease(driver, 8)) {
            lease.configure(plain);
            assertTrue(assertThrows(DmaException.Rejected.class,
                    () -> lease.prepareSlaveSg(lease.mapper().allocate(2), Direction.DEV_TO_MEM)).getMessage()
                    .contains("request line 8 is refused; allowed is 0 to 7"));
        }
    }

    @Test
    void shouldServeOneHostAtATime() {
        IllegalStateException refusal = assertThrows(IllegalStateException.class, () -> bench.lease(bench.driver, 3));
        assertEquals("fifo0 channel 0 has a host already; fifo0chan0 is refused until that one closes it", refusal.getMessage());
    }

    @Test
    @DisplayName("REG-30 to REG-35 what the channels can do")
    void shouldStateItsCapabilities() {
        ChannelCapabilities stated = bench.driver.capabilities();
        assertEquals(EnumSet.of(Capability.SLAVE, Capability.CYCLIC, Capability.INTERLEAVE, Capability.REPEAT, Capability.LOAD_EOT,
                Capability.INTERRUPT), stated.types());
        assertEquals(EnumSet.of(Direction.MEM_TO_DEV, Direction.DEV_TO_MEM), stated.directions());
        assertEquals(32, stated.maxBurst());
        assertEquals(ResidueGranularity.BURST, stated.granularity());
        assertTrue(stated.pause() && stated.resume() && stated.reuse());
        assertEquals(EnumSet.noneOf(MetadataMode.class), stated.metadataModes());
        try (FifoBench packets = new FifoBench(Map.of("metadata.max", 64))) {
            assertEquals(EnumSet.allOf(MetadataMode.class), packets.driver.capabilities().metadataModes());
            assertEquals(64, packets.driver.capabilities().maxMetadata());
        }
    }
}

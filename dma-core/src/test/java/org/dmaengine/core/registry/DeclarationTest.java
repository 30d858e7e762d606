package org.dmaengine.core.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.dmaengine.BusWidth;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.Direction;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.stubs.CopyDriver;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.EngineSpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A driver that contradicts itself is left out when it is registered, with a reason that its author can use.
class DeclarationTest {
    private final Container container = new Container();

    static Stream<Arguments> contradictions() {
        return Stream.of(
                Arguments.of(ChannelCapabilities.of(Capability.SLAVE), "no direction to or from a device"),
                Arguments.of(ChannelCapabilities.of(Capability.CYCLIC).directions(Direction.MEM_TO_MEM), "no direction to or from a device"),
                Arguments.of(ChannelCapabilities.of(Capability.MEMCPY, Capability.REPEAT), "with INTERLEAVE or SLAVE only"),
                Arguments.of(ChannelCapabilities.of(Capability.MEMCPY, Capability.LOAD_EOT), "with INTERLEAVE or SLAVE only"),
                Arguments.of(ChannelCapabilities.of(Capability.MEMCPY).alignment(64, 1).maxSegmentLength(100),
                        "100 bytes, is no multiple of its alignment of 64 bytes"),
                Arguments.of(ChannelCapabilities.of(Capability.SLAVE).directions(Direction.MEM_TO_DEV).widths(Set.of(), Set.of(BusWidth.BYTES_8))
                        .maxSegmentLength(100), "100 bytes, is no multiple of the width BYTES_8"));
    }

    @ParameterizedTest
    @MethodSource("contradictions")
    @DisplayName("REG-03 a statement that nothing can follow from is refused")
    @Clause("REG-03")
    void shouldRefuseContradictoryCapabilities(ChannelCapabilities.Builder capabilities, String reason) {
        container.register("dma", new CopyDriver(capabilities.build(), EngineSpec.memory("dma")));
        assertLeftOut(reason);
    }

    @Test
    @DisplayName("limits that fit together are taken")
    void shouldTakeLimitsThatFitTogether() {
        container.register("dma", new CopyDriver(ChannelCapabilities.of(Capability.MEMCPY, Capability.SLAVE).directions(Direction.MEM_TO_DEV)
                .widths(Set.of(), Set.of(BusWidth.BYTES_4, BusWidth.BYTES_8)).alignment(64, 1).maxSegmentLength(4096).build(), EngineSpec.memory("dma")));
        assertEquals(1, container.registry().slots().size());
    }

    @Test
    @DisplayName("capabilities that change are refused")
    void shouldRefuseCapabilitiesThatChange() {
        container.register("dma", new CopyDriver(ChannelCapabilities.of(Capability.MEMCPY).build(), EngineSpec.memory("dma")) {
            private int depth;

            @Override
            public ChannelCapabilities capabilities() {
                return ChannelCapabilities.of(Capability.MEMCPY).depth(++depth).build();
            }
        });
        assertLeftOut("they must never change");
    }

    @Test
    @DisplayName("an engine made anew for each question is refused")
    void shouldRefuseAnEngineThatChanges() {
        container.register("dma", new CopyDriver(ChannelCapabilities.of(Capability.MEMCPY).build(), EngineSpec.memory("dma")) {
            @Override
            public EngineSpec engine() {
                return EngineSpec.memory("dma");
            }
        });
        assertLeftOut("keep it in a field");
    }

    @Test
    @DisplayName("REG-05 a driver that cannot say what it can do is refused, and harms nobody else")
    @Clause({"REG-05", "ERR-20"})
    void shouldRefuseADriverThatStatesNothing() {
        container.register("dma", new CopyDriver(null, EngineSpec.memory("dma")));
        assertLeftOut("is null");
        container.register("wiring", new CopyDriver(ChannelCapabilities.of(Capability.MEMCPY).build(), EngineSpec.memory("dma")) {
            @Override
            public ChannelCapabilities capabilities() {
                throw new NoClassDefFoundError("missing.Type");
            }
        });
        assertLeftOut("missing.Type");
    }

    static Stream<Arguments> wrongProperties() {
        return Stream.of(
                Arguments.of(ChannelDriver.CAPABILITIES, new String[] {"MEMSET"}, "[MEMSET], but capabilities() states [MEMCPY]"),
                Arguments.of(ChannelDriver.CAPABILITIES, "MEMCPY", "MEMCPY, but capabilities() states [MEMCPY]"),
                Arguments.of(ChannelDriver.DIRECTIONS, new String[] {"MEM_TO_DEV"}, "but capabilities() states []"),
                Arguments.of(ChannelDriver.REQUEST_LINES, new Long[] {1L}, "[1] (Long[]); it must be an int[]"),
                Arguments.of(ChannelDriver.CHANNEL, 3L, "it must be an Integer from 0"),
                Arguments.of(ChannelDriver.CHANNEL, -1, "it must be an Integer from 0"),
                Arguments.of(ChannelDriver.CONTROLLER, " ", "it must be the controller's name"));
    }

    @ParameterizedTest
    @MethodSource("wrongProperties")
    @DisplayName("REG-02, REG-03 service properties that say something else than the driver are refused")
    @Clause({"REG-02", "REG-03", "ERR-20"})
    void shouldRefuseWrongProperties(String property, Object value, String reason) {
        Map<String, Object> properties = new HashMap<>(Map.of(ChannelDriver.CONTROLLER, "dma", ChannelDriver.CHANNEL, 0));
        properties.put(property, value);
        container.register(properties, new CopyDriver(ChannelCapabilities.of(Capability.MEMCPY).build(), EngineSpec.memory("dma")));
        assertLeftOut(reason);
    }

    private void assertLeftOut(String reason) {
        assertEquals(0, container.registry().slots().size());
        assertTrue(container.log.lines().getLast().contains(reason), container.log.lines().getLast());
    }
}

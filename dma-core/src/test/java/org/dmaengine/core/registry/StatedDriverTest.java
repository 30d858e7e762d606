package org.dmaengine.core.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.ChannelRequest;
import org.dmaengine.Direction;
import org.dmaengine.DmaException;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.stubs.CopyDriver;
import org.dmaengine.spi.EngineSpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a driver has to state so that clients see it: directions with a device, and a kind that knows repetition.
class StatedDriverTest {
    private final Container container = new Container();

    private static CopyDriver driver(ChannelCapabilities.Builder capabilities) {
        return new CopyDriver(capabilities.build(), EngineSpec.device("dma"));
    }

    @ParameterizedTest
    @EnumSource(names = {"SLAVE", "CYCLIC"})
    @Clause({"SCAP-03", "ERR-08"})
    void shouldLeaveOutADriverWithoutDirections(Capability type) {
        ByCapability wanted = new ByCapability(ChannelRequest.of(type));
        container.register("dma", driver(ChannelCapabilities.of(type)));
        assertThrows(DmaException.class, () -> container.session("client").request(wanted));
        assertEquals(0, container.registry().slots().size());
        container.register("dma", driver(ChannelCapabilities.of(type).directions(Direction.DEV_TO_MEM)));
        container.session("client").request(wanted).close();
    }

    @ParameterizedTest
    @EnumSource(names = {"SLAVE", "INTERLEAVE"})
    @Clause("CAP-14")
    void shouldTakeRepetitionWithEitherKindThatKnowsIt(Capability type) {
        container.register("dma", driver(ChannelCapabilities.of(Capability.MEMCPY, Capability.REPEAT)));
        assertEquals(0, container.registry().slots().size());
        container.register("dma", driver(ChannelCapabilities.of(type, Capability.REPEAT).directions(Direction.DEV_TO_MEM)));
        assertEquals(1, container.registry().slots().size());
    }
}

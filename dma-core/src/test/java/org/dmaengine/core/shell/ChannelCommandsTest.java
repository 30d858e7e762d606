package org.dmaengine.core.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.ChannelRequest;
import org.dmaengine.Direction;
import org.dmaengine.DmaChannel;
import org.dmaengine.SlaveConfig;
import org.dmaengine.contract.Clause;
import org.dmaengine.core.registry.Container;
import org.dmaengine.core.stubs.DriverCall;
import org.dmaengine.core.stubs.Patience;
import org.dmaengine.core.stubs.StepDriver;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.EngineSpec;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;

/// What `dma:list` shows of a channel in use.
class ChannelCommandsTest {
    private final Container container = new Container();
    private final ChannelCommands commands = new ChannelCommands(container.registry());
    private final StepDriver driver = new StepDriver(ChannelCapabilities.of(Capability.SLAVE).directions(Direction.MEM_TO_DEV).build(),
            EngineSpec.device("listed"));

    private String line() {
        List<String> lines = commands.list().lines().toList();
        assertEquals(2, lines.size(), lines::toString);
        return lines.getLast().replaceAll(" {2,}", " | ");
    }

    @Test
    @Clause("DBG-01")
    void shouldShowWhatAChannelWaitsForAndWhatWasLost() {
        container.register("uart", driver);
        assertEquals("dma0chan0 | uart | SLAVE | - | 0 | 0 | 0 | free", line());
        try (DmaChannel channel = container.request("client", ChannelRequest.of(Capability.SLAVE))) {
            assertEquals("dma0chan0 | uart | SLAVE | client | 0 | 0 | 0 | in use", line());
            channel.configure(SlaveConfig.builder().build());
            Mapping memory = channel.mapper().allocate(64);
            driver.plan(DriverCall.STEP, (transfer, limit) -> {
                transfer.losses(7);
                driver.host().waitsFor("no port on request line 5");
                return 0;
            });
            channel.prepareSlaveSingle(memory, 0, 64, Direction.MEM_TO_DEV).submit();
            channel.issuePending();
            Patience.until(() -> line().endsWith("| client | 1 | 0 | 0 | no port on request line 5; bytes lost: 7"), "it is shown");
            driver.allow(64);
            Patience.until(() -> line().endsWith("| client | 0 | 1 | 64 | in use; bytes lost: 7"), "the losses stay");
        }
        assertTrue(line().endsWith("| 1 | 64 | free"), commands.list());
        try (DmaChannel _ = container.request("next", ChannelRequest.of(Capability.SLAVE))) {
            assertTrue(line().endsWith("| next | 0 | 1 | 64 | in use"), commands.list());
        }
        container.stopCore();
    }

    @Test
    void shouldShowALeaseThatWaitsForAController() {
        ServiceReference<ChannelDriver> controller = container.register("uart", driver);
        try (DmaChannel _ = container.request("client", ChannelRequest.of(Capability.SLAVE))) {
            container.unregister(controller);
            assertEquals("dma0chan0 | - | - | client | 0 | - | - | its controller has left, a replacement is waited for", line());
        }
        assertEquals("no channels: no controller is present", commands.list());
        container.stopCore();
    }
}

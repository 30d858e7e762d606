package org.dmaengine.core.registry;

import java.lang.foreign.Arena;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.ChannelRequest;
import org.dmaengine.DmaChannel;
import org.dmaengine.core.stubs.DriverCall;
import org.dmaengine.core.stubs.Hang;
import org.dmaengine.core.stubs.StepDriver;
import org.dmaengine.mapping.MapDirection;
import org.dmaengine.mapping.Mapping;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.EngineSpec;
import org.osgi.framework.ServiceReference;

/// A controller whose driver does not come back from a step before the test lets it.
final class HangingController {
    private final Hang hang = new Hang((transfer, limit) -> 0);
    final StepDriver driver;
    final String name;
    final ServiceReference<ChannelDriver> reference;

    HangingController(Container container, String name) {
        this.name = name;
        driver = new StepDriver(ChannelCapabilities.of(Capability.MEMCPY).build(), EngineSpec.device(name)).plan(DriverCall.STEP, hang);
        reference = container.register(name, driver);
    }

    /// Requests its channel and copies: when this returns, the driver hangs.
    DmaChannel occupy(ClientSession session) {
        DmaChannel channel = session.request(new ByCapability(ChannelRequest.of(Capability.MEMCPY).onController(name)));
        Mapping from = channel.mapper().map(Arena.ofAuto().allocate(64), MapDirection.TO_DEVICE);
        Mapping to = channel.mapper().map(Arena.ofAuto().allocate(64), MapDirection.FROM_DEVICE);
        channel.prepareMemcpy(to, 0, from, 0, 64).submit();
        channel.issuePending();
        hang.awaitInside();
        return channel;
    }

    /// Lets the driver come back.
    void release() {
        hang.release();
    }
}

package org.dmaengine.core.slavemap;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.dmaengine.Capability;
import org.dmaengine.ChannelCapabilities;
import org.dmaengine.DmaChannel;
import org.dmaengine.core.registry.ClientSession;
import org.dmaengine.core.registry.Container;
import org.dmaengine.core.stubs.CopyDriver;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.spi.EngineSpec;
import org.dmaengine.spi.SlaveMapSource;
import org.osgi.framework.ServiceReference;

/// A container with a slave map and its Conditions.
final class MappedContainer {
    final Container container = new Container();
    final Sources sources = new Sources(container.registry());
    final MappingConditions conditions = new MappingConditions(container.context, container.registry(), sources, container.log.logger());

    ServiceReference<SlaveMapSource> add(SlaveMapSource source) {
        ServiceReference<SlaveMapSource> reference = container.reference(Map.of());
        sources.addSource(reference, source);
        return reference;
    }

    /// Registers channel 0 of a copy engine.
    ServiceReference<ChannelDriver> controller(String name) {
        return controller(name, 0);
    }

    ServiceReference<ChannelDriver> controller(String name, int channel, int... requestLines) {
        Map<String, Object> place = Map.of(ChannelDriver.CONTROLLER, name, ChannelDriver.CHANNEL, channel);
        Map<String, Object> lines = Map.of(ChannelDriver.CONTROLLER, name, ChannelDriver.CHANNEL, channel, ChannelDriver.REQUEST_LINES,
                requestLines);
        return container.register(requestLines.length == 0 ? place : lines, driver());
    }

    static CopyDriver driver() {
        return new CopyDriver(ChannelCapabilities.of(Capability.MEMCPY).build(), EngineSpec.memory("dma"));
    }

    DmaChannel request(String bundle, String device, String name) {
        return container.session(bundle).request(wanted(bundle, device, name));
    }

    DmaChannel request(String bundle, String device, String name, Duration timeout) throws InterruptedException {
        return container.session(bundle).request(wanted(bundle, device, name), timeout);
    }

    CompletableFuture<DmaChannel> requestAsync(ClientSession session, String device, String name) {
        return session.requestAsync(wanted(session.bundleName(), device, name)).toCompletableFuture();
    }

    private ByName wanted(String bundle, String device, String name) {
        return new ByName(sources, device, name, bundle);
    }

    /// The identifiers of the Conditions in force.
    Object[] ids() {
        return container.published().stream().map(properties -> properties.get("osgi.condition.id")).sorted().toArray();
    }
}

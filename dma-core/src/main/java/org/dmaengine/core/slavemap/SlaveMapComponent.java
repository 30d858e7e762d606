package org.dmaengine.core.slavemap;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.dmaengine.DmaChannel;
import org.dmaengine.SlaveMap;
import org.dmaengine.core.registry.ChannelRegistry;
import org.dmaengine.core.registry.ClientSession;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;

/// The [SlaveMap] of one client bundle.
@Component(scope = ServiceScope.BUNDLE)
public final class SlaveMapComponent implements SlaveMap {
    private final Sources sources;
    private final ClientSession session;

    /// For the bundle that uses the service.
    @Activate
    public SlaveMapComponent(ComponentContext context, @Reference ChannelRegistry registry, @Reference Sources sources,
                             @Reference(service = LoggerFactory.class) Logger log) {
        this.sources = sources;
        this.session = new ClientSession(registry, context, log);
    }

    @Deactivate
    void deactivate(int reason) {
        session.end(reason);
    }

    @Override
    public DmaChannel requestChannel(String device, String name) {
        return session.request(wanted(device, name));
    }

    @Override
    public DmaChannel requestChannel(String device, String name, Duration timeout) throws InterruptedException {
        return session.request(wanted(device, name), timeout);
    }

    @Override
    public CompletionStage<DmaChannel> requestChannelAsync(String device, String name) {
        return session.requestAsync(wanted(device, name));
    }

    private ByName wanted(String device, String name) {
        return new ByName(sources, Objects.requireNonNull(device, "device"), Objects.requireNonNull(name, "name"), session.bundleName());
    }
}

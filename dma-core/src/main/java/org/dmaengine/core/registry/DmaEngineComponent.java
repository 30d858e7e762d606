package org.dmaengine.core.registry;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.dmaengine.ChannelInfo;
import org.dmaengine.ChannelRequest;
import org.dmaengine.DmaChannel;
import org.dmaengine.DmaEngine;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;

/// The [DmaEngine] of one client bundle.
@Component(scope = ServiceScope.BUNDLE)
public final class DmaEngineComponent implements DmaEngine {
    private final ChannelRegistry registry;
    private final ClientSession session;

    /// For the bundle that uses the service.
    @Activate
    public DmaEngineComponent(ComponentContext context, @Reference ChannelRegistry registry,
                              @Reference(service = LoggerFactory.class) Logger log) {
        this.registry = registry;
        this.session = new ClientSession(registry, context, log);
    }

    @Deactivate
    void deactivate(int reason) {
        session.end(reason);
    }

    @Override
    public DmaChannel request(ChannelRequest request) {
        return session.request(new ByCapability(request));
    }

    @Override
    public DmaChannel request(ChannelRequest request, Duration timeout) throws InterruptedException {
        return session.request(new ByCapability(request), timeout);
    }

    @Override
    public CompletionStage<DmaChannel> requestAsync(ChannelRequest request) {
        return session.requestAsync(new ByCapability(request));
    }

    @Override
    public List<ChannelInfo> channels() {
        return registry.slotsByName().stream().map(ChannelSlot::info).toList();
    }
}

package org.example.copier;

import java.util.Map;
import java.util.stream.Stream;
import org.dmaengine.spi.Controller;
import org.dmaengine.spi.EngineSpec;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/// A controller `copier` with three channels.
@Component(service = {})
public final class Copier {
    private static final int CHANNELS = 3;

    private final Controller controller;

    @Activate
    public Copier(BundleContext context, Map<String, Object> properties) {
        EngineSpec engine = EngineSpec.memory("copier-2");
        controller = Controller.register(context, "copier", properties, Stream.generate(() -> new BlockChannel(engine)).limit(CHANNELS).toList());
    }

    @Deactivate
    void deactivate() {
        controller.close();
    }
}

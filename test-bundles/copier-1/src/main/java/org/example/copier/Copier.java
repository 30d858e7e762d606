package org.example.copier;

import java.util.List;
import java.util.Map;
import org.dmaengine.spi.Controller;
import org.dmaengine.spi.EngineSpec;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/// A controller `copier` with two channels.
@Component(service = {})
public final class Copier {
    private final Controller controller;

    @Activate
    public Copier(BundleContext context, Map<String, Object> properties) {
        EngineSpec engine = EngineSpec.memory("copier");
        controller = Controller.register(context, "copier", properties, List.of(new CopyingChannel(engine), new CopyingChannel(engine)));
    }

    @Deactivate
    void deactivate() {
        controller.close();
    }
}

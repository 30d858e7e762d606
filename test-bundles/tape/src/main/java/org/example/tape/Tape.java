package org.example.tape;

import java.util.List;
import java.util.Map;
import org.dmaengine.spi.Controller;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/// A controller `tape` with one channel.
@Component(service = {})
public final class Tape {
    private final Controller controller;

    @Activate
    public Tape(BundleContext context, Map<String, Object> properties) {
        controller = Controller.register(context, "tape", properties, List.of(new TapeChannel()));
    }

    @Deactivate
    void deactivate() {
        controller.close();
    }
}

package org.dmaengine.it;

import java.util.List;
import java.util.Map;
import org.dmaengine.spi.Controller;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/// A bundle with two controllers: `flowing` delivers without end, `silent` never does.
public final class Devices implements BundleActivator {
    static final String NAME = "org.example.devices";

    private Controller flowing;
    private Controller silent;

    @Override
    public void start(BundleContext context) {
        flowing = Controller.register(context, "flowing", Map.of(), List.of(new EndlessDevice("flowing", true)));
        silent = Controller.register(context, "silent", Map.of(), List.of(new EndlessDevice("silent", false)));
    }

    @Override
    public void stop(BundleContext context) {
        silent.close();
        flowing.close();
    }
}

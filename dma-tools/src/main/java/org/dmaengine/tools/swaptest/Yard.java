package org.dmaengine.tools.swaptest;

import java.util.Map;
import org.dmaengine.DmaEngine;
import org.dmaengine.SlaveMap;
import org.dmaengine.tools.CommandFailure;
import org.dmaengine.tools.swaptest.Rig.Controller;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.cm.ConfigurationAdmin;

/// Where rigs are put up: the services they are made of.
record Yard(DmaEngine engine, SlaveMap slaveMap, ConfigurationAdmin admin, BundleContext context) {
    Rig rig(Map<Controller, Integer> channels) throws CommandFailure {
        return new Rig(admin, context, engine, slaveMap, channels);
    }

    /// Notes the class loaders of the bundles that have channels of the test.
    void note(Loaders loaders) {
        for (Controller controller : Controller.values()) {
            engine.channels().stream().filter(channel -> channel.controller().equals(controller.raw()))
                    .map(channel -> (Long) channel.properties().get(Constants.SERVICE_BUNDLEID)).distinct()
                    .forEach(id -> note(loaders, context.getBundle(id)));
        }
    }

    private static void note(Loaders loaders, Bundle bundle) {
        if (bundle != null) {
            loaders.note(bundle);
        }
    }
}

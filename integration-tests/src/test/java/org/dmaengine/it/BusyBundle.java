package org.dmaengine.it;

import java.util.function.Function;
import org.dmaengine.DmaEngine;
import org.dmaengine.SlaveMap;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/// A [BusyClient] as a bundle without components, which stops without giving anything back.
public final class BusyBundle implements BundleActivator {
    static final String NAME = "org.example.busy.bundle";
    static final String DEVICE = "Client-Device";

    @Override
    public void start(BundleContext context) throws Exception {
        SlaveMap slaveMap = context.getService(context.getServiceReference(SlaveMap.class));
        DmaEngine engine = context.getService(context.getServiceReference(DmaEngine.class));
        String device = context.getBundle().getHeaders("").get(DEVICE);
        context.registerService(Function.class, BusyClient.begin(slaveMap, engine, device), null);
    }

    @Override
    public void stop(BundleContext context) {
        // of bad manners
    }
}

package org.dmaengine.tools.demo;

import java.util.Hashtable;
import java.util.Map;
import org.dmaengine.fifo.FifoPort;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/// A simulated peripheral on a request line, for as long as it is shown.
final class Wiring implements AutoCloseable {
    private final ServiceRegistration<FifoPort> registration;

    Wiring(FifoPort port, int line) {
        BundleContext context = FrameworkUtil.getBundle(Wiring.class).getBundleContext();
        registration = context.registerService(FifoPort.class, port, new Hashtable<>(Map.of(FifoPort.REQUEST_LINE, line)));
    }

    @Override
    public void close() {
        registration.unregister();
    }
}

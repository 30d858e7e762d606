package org.dmaengine.it;

import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.dmaengine.DmaEngine;
import org.dmaengine.SlaveMap;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.service.cm.ConfigurationAdmin;

/// Configures the engine core, which begins anew with it.
final class CoreSettings {
    private CoreSettings() {
    }

    /// Returns when both services of the configured core are there. Call it with a service of the core before in hand, so that the ones that
    /// come are the second.
    static void apply(BundleContext context, ConfigurationAdmin admin, Map<String, Object> settings) throws Exception {
        CountDownLatch anew = new CountDownLatch(2);
        ServiceListener listener = event -> {
            if (event.getType() == ServiceEvent.REGISTERED) {
                anew.countDown();
            }
        };
        context.addServiceListener(listener, "(|(objectClass=%s)(objectClass=%s))".formatted(SlaveMap.class.getName(), DmaEngine.class.getName()));
        admin.getConfiguration("org.dmaengine.core", "?").update(new Hashtable<>(settings));
        if (!anew.await(5, TimeUnit.SECONDS)) {
            throw new AssertionError("the core has not come back with its configuration " + settings);
        }
        context.removeServiceListener(listener);
    }
}

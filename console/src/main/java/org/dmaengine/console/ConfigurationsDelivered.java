package org.dmaengine.console;

import java.time.Duration;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ManagedService;

/// Waits until every configuration of the board has reached the one that takes it, the slave map's entries among them.
///
/// Configuration Admin hands out configurations later, one after the other, on a thread of its own. So this queues up as
/// a service that wants one, too: once it is served, all that stood before it are.
final class ConfigurationsDelivered {
    private ConfigurationsDelivered() {}

    static void await(BundleContext context, Duration limit) throws InterruptedException {
        CountDownLatch served = new CountDownLatch(1);
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(Constants.SERVICE_PID, ConfigurationsDelivered.class.getName());
        ServiceRegistration<ManagedService> place = context.registerService(ManagedService.class, _ -> served.countDown(), properties);
        try {
            served.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            place.unregister();
        }
    }
}

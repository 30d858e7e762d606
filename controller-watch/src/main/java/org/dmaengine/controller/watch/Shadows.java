package org.dmaengine.controller.watch;

import java.util.Hashtable;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.dmaengine.spi.ChannelDriver;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.log.Logger;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

/// For each driver of one controller a forwarding one under another name, as long as that driver is there. It comes inside the event that
/// says that the driver has come, and leaves inside the one that says that it goes: the core lets go of the forwarding one while the driver
/// is still whole.
final class Shadows implements ServiceTrackerCustomizer<ChannelDriver, Shadows.Shadow> {
    /// A driver and what is registered for it.
    record Shadow(ChannelDriver driver, ServiceRegistration<ChannelDriver> registration) {
    }

    /// What the framework says of each service.
    private static final Set<String> FRAMEWORKS_OWN = Set.of(Constants.OBJECTCLASS, Constants.SERVICE_ID, Constants.SERVICE_BUNDLEID,
            Constants.SERVICE_SCOPE);

    private final BundleContext context;
    private final String name;
    private final BiFunction<ChannelDriver, Integer, ChannelDriver> between;
    private final Consumer<ChannelDriver> left;
    private final Logger logger;

    /// @param name    controller that the forwarding drivers are registered for
    /// @param between makes the forwarding driver of a driver and its channel's number
    /// @param left    hears of drivers that have left
    Shadows(BundleContext context, String name, BiFunction<ChannelDriver, Integer, ChannelDriver> between, Consumer<ChannelDriver> left,
            Logger logger) {
        this.context = context;
        this.name = name;
        this.between = between;
        this.left = left;
        this.logger = logger;
    }

    @Override
    public Shadow addingService(ServiceReference<ChannelDriver> reference) {
        ChannelDriver driver = context.getService(reference);
        if (driver == null) {
            return null; // it has just left
        }
        try {
            ChannelDriver forwarding = between.apply(driver, (Integer) reference.getProperty(ChannelDriver.CHANNEL));
            return new Shadow(driver, context.registerService(ChannelDriver.class, forwarding, properties(reference)));
        } catch (RuntimeException | LinkageError e) {
            logger.error("{} of controller {} is not watched: it threw {}", driver, reference.getProperty(ChannelDriver.CONTROLLER), e);
            context.ungetService(reference);
            return null;
        }
    }

    @Override
    public void modifiedService(ServiceReference<ChannelDriver> reference, Shadow shadow) {
        shadow.registration().setProperties(properties(reference));
    }

    @Override
    public void removedService(ServiceReference<ChannelDriver> reference, Shadow shadow) {
        try {
            shadow.registration().unregister();
        } catch (IllegalStateException _) {
            // The framework has taken it back with this bundle.
        }
        context.ungetService(reference);
        left.accept(shadow.driver());
    }

    /// Those of the driver: instances are told apart by the same PIDs and rankings as without a watch.
    private Hashtable<String, Object> properties(ServiceReference<ChannelDriver> reference) {
        Hashtable<String, Object> all = new Hashtable<>();
        for (String key : reference.getPropertyKeys()) {
            if (!FRAMEWORKS_OWN.contains(key)) {
                all.put(key, reference.getProperty(key));
            }
        }
        all.put(ChannelDriver.CONTROLLER, name);
        return all;
    }
}

package org.dmaengine.controller.decorator;

import java.util.Hashtable;
import java.util.Set;
import java.util.function.Consumer;
import org.dmaengine.spi.ChannelDriver;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.log.Logger;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

/// For each driver of one controller a forwarding one under another name, as long as that driver is there. It comes inside the event that
/// says that the driver has come, and leaves inside the one that says that it goes: the core lets go of the forwarding one while the driver
/// is still whole.
///
/// A tracker, since the name of the controller stands in a configuration, where the target of a reference could only repeat it.
public final class Shadows implements ServiceTrackerCustomizer<ChannelDriver, Shadow> {
    /// Puts something before a driver.
    public interface Decorator {
        /// Makes the forwarding driver.
        ///
        /// @param driver  does the work
        /// @param channel its number
        /// @param shadow  what the forwarding driver may take itself back with, and come again as another
        ChannelDriver before(ChannelDriver driver, int channel, Shadow shadow);
    }

    /// What the framework says of each service.
    private static final Set<String> FRAMEWORKS_OWN = Set.of(Constants.OBJECTCLASS, Constants.SERVICE_ID, Constants.SERVICE_BUNDLEID,
            Constants.SERVICE_SCOPE);

    private final BundleContext context;
    private final String name;
    private final Decorator decorator;
    private final Consumer<ChannelDriver> left;
    private final Logger logger;

    /// @param name      controller that the forwarding drivers are registered for
    /// @param decorator makes them
    /// @param left      hears of drivers that have left
    public Shadows(BundleContext context, String name, Decorator decorator, Consumer<ChannelDriver> left, Logger logger) {
        this.context = context;
        this.name = name;
        this.decorator = decorator;
        this.left = left;
        this.logger = logger;
    }

    /// A tracker that has them follow the drivers of a controller, once it is opened.
    ///
    /// @param controller name of the controller whose drivers do the work
    public ServiceTracker<ChannelDriver, Shadow> follow(String controller) throws InvalidSyntaxException {
        String filter = "(&(objectClass=" + ChannelDriver.class.getName() + ")(" + ChannelDriver.CONTROLLER + "="
                + controller.replaceAll("([\\\\*()])", "\\\\$1") + "))";
        return new ServiceTracker<>(context, FrameworkUtil.createFilter(filter), this);
    }

    @Override
    public Shadow addingService(ServiceReference<ChannelDriver> reference) {
        ChannelDriver driver = context.getService(reference);
        if (driver == null) {
            return null; // it has just left
        }
        try {
            Shadow shadow = new Shadow(driver, itself -> register(reference, driver, itself));
            shadow.appear();
            return shadow;
        } catch (RuntimeException | LinkageError e) {
            logger.error("{} of controller {} is not offered as {}: it threw {}", driver, reference.getProperty(ChannelDriver.CONTROLLER), name, e);
            context.ungetService(reference);
            return null;
        }
    }

    @Override
    public void modifiedService(ServiceReference<ChannelDriver> reference, Shadow shadow) {
        ServiceRegistration<ChannelDriver> registration = shadow.registration();
        if (registration != null) {
            try {
                registration.setProperties(properties(reference));
            } catch (IllegalStateException _) {
                // It has just been taken back.
            }
        }
    }

    @Override
    public void removedService(ServiceReference<ChannelDriver> reference, Shadow shadow) {
        shadow.end();
        context.ungetService(reference);
        left.accept(shadow.driver());
    }

    private ServiceRegistration<ChannelDriver> register(ServiceReference<ChannelDriver> reference, ChannelDriver driver, Shadow shadow) {
        ChannelDriver forwarding = decorator.before(driver, (Integer) reference.getProperty(ChannelDriver.CHANNEL), shadow);
        return context.registerService(ChannelDriver.class, forwarding, properties(reference));
    }

    /// Those of the driver: instances are told apart by the same PIDs and rankings as without a decorator.
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

package org.dmaengine.core.registry;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import org.dmaengine.spi.ChannelDriver;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.hooks.service.EventListenerHook;
import org.osgi.framework.hooks.service.FindHook;
import org.osgi.framework.hooks.service.ListenerHook.ListenerInfo;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/// Hides the services of the drivers from all bundles but the core and the one that registered them (D2): a client gets at a
/// channel by requesting it, and nobody drives a driver beside the core.
///
/// A bundle that has to see them, as the conformance kit, says so in its manifest:
/// `Provide-Capability: org.dmaengine.driver.access`. This is a guard against mistakes, not against malice.
@Component(service = {FindHook.class, EventListenerHook.class}, immediate = true) // made once, not for each service event
public final class HiddenDrivers implements FindHook, EventListenerHook {
    private final Bundle core;

    /// For the core's bundle.
    @Activate
    public HiddenDrivers(BundleContext context) {
        core = context.getBundle();
    }

    @Override
    public void find(BundleContext context, String name, String filter, boolean allServices, Collection<ServiceReference<?>> references) {
        references.removeIf(reference -> isDriver(reference) && !maySee(context.getBundle(), reference));
    }

    @Override
    public void event(ServiceEvent event, Map<BundleContext, Collection<ListenerInfo>> listeners) {
        ServiceReference<?> reference = event.getServiceReference();
        if (isDriver(reference)) {
            listeners.keySet().removeIf(context -> !maySee(context.getBundle(), reference));
        }
    }

    private static boolean isDriver(ServiceReference<?> reference) {
        return Arrays.asList((String[]) reference.getProperty(Constants.OBJECTCLASS)).contains(ChannelDriver.class.getName());
    }

    private boolean maySee(Bundle bundle, ServiceReference<?> driver) {
        return bundle == null || bundle.getBundleId() == Constants.SYSTEM_BUNDLE_ID || bundle.equals(core)
                || bundle.equals(driver.getBundle()) || declaresAccess(bundle);
    }

    private static boolean declaresAccess(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return revision != null && !revision.getDeclaredCapabilities(ChannelDriver.ACCESS_CAPABILITY).isEmpty();
    }
}

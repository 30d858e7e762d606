package org.dmaengine.console;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ManagedService;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/// As much of a framework as the board looks at: configurations, channels and who listens for them.
final class StubFramework {
    private final List<Configuration> configurations = new ArrayList<>();
    private final List<ServiceReference<?>> channels = new CopyOnWriteArrayList<>();
    private final List<ServiceListener> listeners = new CopyOnWriteArrayList<>();
    private Runnable onWait = () -> {};
    private boolean served;
    private Boolean servedBeforeFirstLook;

    StubFramework configure(String pid, String controller, Integer channels) {
        Hashtable<String, Object> properties = new Hashtable<>(Map.of("dma.controller", controller));
        if (channels != null) {
            properties.put("dma.channels", channels);
        }
        configurations.add(stub(Configuration.class, Map.of("getPid", _ -> pid, "getProperties", _ -> properties)));
        return this;
    }

    StubFramework addChannel(String controller) {
        ServiceReference<?> channel = stub(ServiceReference.class, Map.of("getProperty", _ -> controller));
        channels.add(channel);
        listeners.forEach(listener -> listener.serviceChanged(new ServiceEvent(ServiceEvent.REGISTERED, channel)));
        return this;
    }

    /// What happens after the first look at the channels.
    void onWait(Runnable action) {
        onWait = action;
    }

    int listeners() {
        return listeners.size();
    }

    boolean servedBeforeFirstLook() {
        return servedBeforeFirstLook;
    }

    BundleContext context() {
        return stub(BundleContext.class, Map.of(
                "addServiceListener", arguments -> listeners.add((ServiceListener) arguments[0]),
                "removeServiceListener", arguments -> listeners.remove(arguments[0]),
                "getBundles", _ -> new Bundle[0],
                "getAllServiceReferences", _ -> look(),
                "registerService", arguments -> serve((ManagedService) arguments[1])));
    }

    private ServiceReference<?>[] look() {
        if (servedBeforeFirstLook == null) {
            servedBeforeFirstLook = served;
        }
        ServiceReference<?>[] found = channels.isEmpty() ? null : channels.toArray(ServiceReference<?>[]::new);
        Runnable action = onWait;
        onWait = () -> {};
        action.run();
        return found;
    }

    /// Serves late and on another thread, as Configuration Admin does.
    private ServiceRegistration<?> serve(ManagedService service) {
        Thread.ofPlatform().start(() -> {
            try {
                served = true;
                service.updated(null);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        return stub(ServiceRegistration.class, Map.of("unregister", _ -> null));
    }

    ConfigurationAdmin configurations() {
        return stub(ConfigurationAdmin.class, Map.of("listConfigurations",
                _ -> configurations.isEmpty() ? null : configurations.toArray(Configuration[]::new)));
    }

    ServiceComponentRuntime components() {
        return stub(ServiceComponentRuntime.class, Map.of("getComponentDescriptionDTOs", _ -> List.of()));
    }

    private static <T> T stub(Class<T> type, Map<String, Function<Object[], Object>> methods) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> {
            Function<Object[], Object> answer = methods.get(method.getName());
            if (answer == null) {
                throw new UnsupportedOperationException(method.toString());
            }
            Object result = answer.apply(arguments);
            return method.getReturnType() == void.class ? null : result;
        }));
    }
}

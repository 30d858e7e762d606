package org.dmaengine.controller.memcpy.stubs;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import org.dmaengine.spi.ChannelDriver;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/// A bundle context that keeps the services registered through it.
public final class StubBundleContext {
    /// One registered service.
    public record Registered(ChannelDriver driver, Map<String, Object> properties) { }

    private final List<Registered> services = new ArrayList<>();

    public BundleContext context() {
        return (BundleContext) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "registerService" -> register((ChannelDriver) arguments[1], (Dictionary<?, ?>) arguments[2]);
                    default -> throw new UnsupportedOperationException(method.toString());
                });
    }

    /// The services that are registered now, in the order of their registration.
    public List<Registered> services() {
        return List.copyOf(services);
    }

    @SuppressWarnings("unchecked")
    private ServiceRegistration<?> register(ChannelDriver driver, Dictionary<?, ?> properties) {
        Registered service = new Registered(driver, Map.copyOf(FrameworkUtil.asMap((Dictionary<String, Object>) properties)));
        services.add(service);
        return (ServiceRegistration<?>) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] {ServiceRegistration.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("unregister")) {
                        throw new UnsupportedOperationException(method.toString());
                    }
                    services.remove(service);
                    return null;
                });
    }
}

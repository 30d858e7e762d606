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

/// A bundle context that keeps the services registered through it, and writes down what happens to them.
public final class StubBundleContext {
    /// One registered service.
    public record Registered(ChannelDriver driver, Map<String, Object> properties) {
        private String name() {
            return properties.get(ChannelDriver.CONTROLLER) + "/" + properties.get(ChannelDriver.CHANNEL);
        }
    }

    private final List<Registered> services = new ArrayList<>();
    private final List<String> events = new ArrayList<>();

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

    /// What has happened since the last call: `+dma0/1` came, `-dma0/1` went, `~dma0/1` has other properties.
    public List<String> events() {
        List<String> news = List.copyOf(events);
        events.clear();
        return news;
    }

    private ServiceRegistration<?> register(ChannelDriver driver, Dictionary<?, ?> properties) {
        Registered[] service = {registered(driver, properties)};
        services.add(service[0]);
        events.add("+" + service[0].name());
        return (ServiceRegistration<?>) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] {ServiceRegistration.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "unregister" -> {
                            services.remove(service[0]);
                            events.add("-" + service[0].name());
                        }
                        case "setProperties" -> {
                            Registered now = registered(driver, (Dictionary<?, ?>) arguments[0]);
                            services.set(services.indexOf(service[0]), now);
                            service[0] = now;
                            events.add("~" + now.name());
                        }
                        default -> throw new UnsupportedOperationException(method.toString());
                    }
                    return null;
                });
    }

    @SuppressWarnings("unchecked")
    private static Registered registered(ChannelDriver driver, Dictionary<?, ?> properties) {
        return new Registered(driver, Map.copyOf(FrameworkUtil.asMap((Dictionary<String, Object>) properties)));
    }
}

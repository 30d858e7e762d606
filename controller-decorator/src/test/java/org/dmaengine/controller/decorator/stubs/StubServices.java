package org.dmaengine.controller.decorator.stubs;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dmaengine.spi.ChannelDriver;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/// A framework with the service of one driver, which notes what is registered beside it.
public final class StubServices {
    /// What was called, in order.
    public final List<String> log = new ArrayList<>();
    /// Properties of what is registered.
    public Map<String, Object> registered = Map.of();

    private ChannelDriver driver;

    @SuppressWarnings("unchecked")
    public ServiceReference<ChannelDriver> reference(ChannelDriver service, Map<String, Object> properties) {
        driver = service;
        return like(ServiceReference.class, (_, method, arguments) -> switch (method.getName()) {
            case "getProperty" -> properties.get(arguments[0]);
            case "getPropertyKeys" -> properties.keySet().toArray(String[]::new);
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    public BundleContext context() {
        return like(BundleContext.class, (_, method, arguments) -> switch (method.getName()) {
            case "getService" -> {
                log.add("get");
                yield driver;
            }
            case "ungetService" -> log.add("unget");
            case "registerService" -> {
                log.add("register");
                registered = map((Dictionary<?, ?>) arguments[2]);
                yield registration();
            }
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private ServiceRegistration<?> registration() {
        return like(ServiceRegistration.class, (_, method, arguments) -> {
            switch (method.getName()) {
                case "unregister" -> log.add("unregister");
                case "setProperties" -> registered = map((Dictionary<?, ?>) arguments[0]);
                default -> throw new UnsupportedOperationException(method.getName());
            }
            return null;
        });
    }

    private static Map<String, Object> map(Dictionary<?, ?> dictionary) {
        Map<String, Object> map = new HashMap<>();
        dictionary.keys().asIterator().forEachRemaining(key -> map.put((String) key, dictionary.get(key)));
        return map;
    }

    private static <T> T like(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}

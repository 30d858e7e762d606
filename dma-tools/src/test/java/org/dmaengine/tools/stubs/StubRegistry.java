package org.dmaengine.tools.stubs;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dmaengine.controller.fifo.LiveController;
import org.dmaengine.fifo.FifoPort;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/// The services of type [FifoPort] of one bundle named `stub`, and controllers that use them.
public final class StubRegistry {
    private final List<LiveController> controllers = new CopyOnWriteArrayList<>();
    private final List<Entry> entries = new CopyOnWriteArrayList<>();
    private final Bundle bundle = like(Bundle.class, (_, method, _) -> {
        if (method.getName().equals("getSymbolicName")) {
            return "stub";
        }
        throw new UnsupportedOperationException(method.getName());
    });
    private final BundleContext context = like(BundleContext.class, this::answer);
    private long registered;
    private int fetched;

    /// The controller hears of ports from now on.
    public StubRegistry with(LiveController controller) {
        controllers.add(controller);
        return this;
    }

    public BundleContext context() {
        return context;
    }

    /// The ports that are registered now.
    public List<FifoPort> ports() {
        return entries.stream().map(entry -> entry.port).toList();
    }

    /// The request lines that have a port now.
    public List<Object> lines() {
        return entries.stream().map(entry -> entry.properties.get(FifoPort.REQUEST_LINE)).toList();
    }

    /// Services that were fetched and not given back.
    public int fetched() {
        return fetched;
    }

    public ServiceRegistration<FifoPort> register(FifoPort port, Map<String, Object> properties) {
        Entry entry = new Entry(port, properties, ++registered);
        entries.add(entry);
        controllers.forEach(controller -> controller.add(port, entry.properties));
        return entry.registration;
    }

    private synchronized Object answer(Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "registerService" -> register((FifoPort) arguments[1], map((Dictionary<?, ?>) arguments[2]));
            case "getServiceReferences" -> new ArrayList<>(entries.stream().map(entry -> entry.reference).toList());
            case "getService" -> entries.stream().filter(entry -> entry.reference == arguments[0]).map(Entry::fetch).findFirst()
                    .orElse(null);
            case "ungetService" -> fetched-- > 0;
            default -> throw new UnsupportedOperationException(method.getName());
        };
    }

    private static Map<String, Object> map(Dictionary<?, ?> dictionary) {
        Map<String, Object> map = new HashMap<>();
        dictionary.keys().asIterator().forEachRemaining(key -> map.put((String) key, dictionary.get(key)));
        return map;
    }

    private static <T> T like(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @SuppressWarnings("unchecked")
    private final class Entry {
        private final FifoPort port;
        private final Map<String, Object> properties;
        private final ServiceReference<FifoPort> reference = like(ServiceReference.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getProperty" -> property((String) arguments[0]);
            case "getBundle" -> bundle;
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> throw new UnsupportedOperationException(method.getName());
        });
        private final ServiceRegistration<FifoPort> registration = like(ServiceRegistration.class, (_, method, _) -> {
            if (method.getName().equals("unregister")) {
                return unregister();
            }
            throw new UnsupportedOperationException(method.getName());
        });

        private Entry(FifoPort port, Map<String, Object> properties, long id) {
            this.port = port;
            this.properties = new HashMap<>(properties);
            this.properties.put(Constants.SERVICE_ID, id);
        }

        private Object property(String key) {
            return properties.get(key);
        }

        private FifoPort fetch() {
            fetched++;
            return port;
        }

        private Object unregister() {
            if (!entries.remove(this)) {
                throw new IllegalStateException("it is not registered any more");
            }
            controllers.forEach(controller -> controller.remove(properties));
            return null;
        }
    }
}

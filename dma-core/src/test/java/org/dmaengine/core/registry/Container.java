package org.dmaengine.core.registry;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.dmaengine.core.stubs.RecordingLog;
import org.dmaengine.spi.ChannelDriver;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentContext;

/// As much of a framework as the registry looks at.
final class Container {
    private static final Map<String, Object> SETTINGS = Map.of("queue_capacity", 16, "release_timeout", 2000L, "swap_stop", 250L);

    private final RecordingLog log = new RecordingLog();
    private final ChannelRegistry registry = new ChannelRegistry(stub(BundleContext.class, Map.of()), stub(CoreConfig.class, SETTINGS),
            log.logger());

    ChannelRegistry registry() {
        return registry;
    }

    /// Registers channel 0 of a controller.
    void register(String controller, ChannelDriver driver) {
        registry.addDriver(reference(Map.of(ChannelDriver.CONTROLLER, controller, ChannelDriver.CHANNEL, 0)), driver);
    }

    /// The session of a client bundle.
    ClientSession session(String bundle) {
        BundleContext core = stub(BundleContext.class, Map.of("getBundle", bundle("core")));
        return new ClientSession(registry, stub(ComponentContext.class, Map.of("getUsingBundle", bundle(bundle), "getBundleContext", core)),
                log.logger());
    }

    private static Bundle bundle(String name) {
        return stub(Bundle.class, Map.of("getSymbolicName", name, "getBundleId", 7L, "getState", Bundle.ACTIVE));
    }

    @SuppressWarnings("unchecked") // a proxy knows no type arguments
    private static ServiceReference<ChannelDriver> reference(Map<String, Object> properties) {
        Bundle driver = bundle("driver");
        return stub(ServiceReference.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getProperty" -> properties.get(arguments[0]);
            case "getPropertyKeys" -> properties.keySet().toArray(new String[0]);
            case "getBundle" -> driver;
            case "compareTo" -> 0;
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> proxy == arguments[0];
            default -> throw new UnsupportedOperationException(method.toString());
        });
    }

    private static <T> T stub(Class<T> type, Map<String, Object> answers) {
        return stub(type, (proxy, method, arguments) -> switch (method.getName()) {
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> type.getSimpleName();
            default -> answers.get(method.getName());
        });
    }

    private static <T> T stub(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(Container.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}

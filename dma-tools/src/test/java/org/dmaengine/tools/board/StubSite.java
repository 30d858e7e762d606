package org.dmaengine.tools.board;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.dmaengine.DmaEngine;
import org.dmaengine.SlaveMap;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/// A container that takes configurations, and does nothing about them: a tree never comes into force there.
final class StubSite {
    /// Those that there are, by their PIDs.
    final Map<String, Configuration> configurations = new ConcurrentHashMap<>();
    /// How many services there are.
    final AtomicInteger services = new AtomicInteger();
    /// There has been a configuration.
    final CountDownLatch configured = new CountDownLatch(1);
    /// Why none is deleted, if set.
    volatile String readOnly;
    /// Configuration Admin has been given back.
    volatile boolean disposed;

    Site site() {
        DmaEngine engine = like(DmaEngine.class,
                (_, method, _) -> method.getName().equals("channels") ? List.of() : unknown(method.getName()));
        SlaveMap slaveMap = like(SlaveMap.class, (_, method, _) -> unknown(method.getName()));
        BundleContext context = like(BundleContext.class, (_, method, _) -> switch (method.getName()) {
            case "getServiceReferences" -> List.of();
            case "registerService" -> registration();
            default -> unknown(method.getName());
        });
        return new Site(engine, slaveMap, admin(), context);
    }

    private ServiceRegistration<?> registration() {
        services.incrementAndGet();
        return like(ServiceRegistration.class,
                (_, method, _) -> method.getName().equals("unregister") ? gone() : unknown(method.getName()));
    }

    private Object gone() {
        services.decrementAndGet();
        return null;
    }

    private ConfigurationAdmin admin() {
        return like(ConfigurationAdmin.class, (_, method, arguments) -> {
            if (disposed) {
                throw new IllegalStateException("it has been given back");
            }
            return switch (method.getName()) {
                case "listConfigurations" -> OwnConfigurations.FILTER.equals(arguments[0])
                        ? configurations.values().toArray(Configuration[]::new) : null;
                case "getConfiguration" -> configuration((String) arguments[0]);
                default -> unknown(method.getName());
            };
        });
    }

    private Configuration configuration(String pid) {
        return like(Configuration.class, (self, method, _) -> switch (method.getName()) {
            case "getPid" -> pid;
            case "update" -> {
                configurations.put(pid, (Configuration) self);
                configured.countDown();
                yield null;
            }
            case "delete" -> {
                if (readOnly != null) {
                    throw new IOException(readOnly);
                }
                configurations.remove(pid);
                yield null;
            }
            default -> unknown(method.getName());
        });
    }

    private static Object unknown(String method) {
        throw new UnsupportedOperationException(method);
    }

    private static <T> T like(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}

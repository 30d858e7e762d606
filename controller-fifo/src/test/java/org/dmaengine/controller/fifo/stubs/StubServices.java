package org.dmaengine.controller.fifo.stubs;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.dmaengine.spi.ChannelDriver;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/// The services of a bundle: keeps what is registered, and writes down what happens to it.
public final class StubServices {
    /// One registered service.
    public record Registered(ChannelDriver driver, Map<String, Object> properties) {
        private String name() {
            return properties.get(ChannelDriver.CONTROLLER) + "/" + properties.get(ChannelDriver.CHANNEL);
        }
    }

    private final List<Registered> registered = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private Consumer<ChannelDriver> onLeaving = driver -> { };

    public BundleContext context() {
        return stub(BundleContext.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "registerService" -> register((ChannelDriver) arguments[1], (Dictionary<?, ?>) arguments[2]);
            default -> throw new UnsupportedOperationException(method.toString());
        });
    }

    /// What is registered now, in the order of registration.
    public List<Registered> registered() {
        return List.copyOf(registered);
    }

    public List<ChannelDriver> drivers() {
        return registered.stream().map(Registered::driver).toList();
    }

    /// What has happened since the last call: `+fifo0/1` came, `-fifo0/1` went, `~fifo0/1` has other properties.
    public List<String> events() {
        List<String> news = List.copyOf(events);
        events.clear();
        return news;
    }

    /// What happens while a driver is being taken back and is still whole.
    public void onLeaving(Consumer<ChannelDriver> listener) {
        onLeaving = listener;
    }

    private ServiceRegistration<?> register(ChannelDriver driver, Dictionary<?, ?> properties) {
        Registered[] service = {new Registered(driver, copy(properties))};
        registered.add(service[0]);
        events.add("+" + service[0].name());
        return stub(ServiceRegistration.class, (proxy, method, arguments) -> {
            switch (method.getName()) {
                case "unregister" -> {
                    registered.remove(service[0]);
                    events.add("-" + service[0].name());
                    onLeaving.accept(driver);
                }
                case "setProperties" -> {
                    Registered now = new Registered(driver, copy((Dictionary<?, ?>) arguments[0]));
                    registered.set(registered.indexOf(service[0]), now);
                    service[0] = now;
                    events.add("~" + now.name());
                }
                default -> throw new UnsupportedOperationException(method.toString());
            }
            return null;
        });
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> copy(Dictionary<?, ?> properties) {
        return Map.copyOf(FrameworkUtil.asMap((Dictionary<String, Object>) properties));
    }

    /// Something of a type of which a test needs a few methods.
    public static <T> T stub(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(StubServices.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}

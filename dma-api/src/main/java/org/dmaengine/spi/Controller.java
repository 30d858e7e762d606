package org.dmaengine.spi;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.dmaengine.ChannelCapabilities;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;

/// Registers the channels of one controller instance as services and takes them back, for use in a driver component's
/// constructor, modified and deactivate methods.
///
/// ```java
/// @Component(configurationPid = "com.example.controller", configurationPolicy = REQUIRE)
/// public final class ExampleController {
///     private final BundleContext context;
///     private ExampleSettings settings; // a class that says what makes a channel what it is; ranking and the like are not in it
///     private Controller controller;
///
///     @Activate
///     public ExampleController(BundleContext context, Map<String, Object> properties) {
///         this.context = context;
///         settings = ExampleSettings.of(properties);
///         controller = register(settings, properties);
///     }
///
///     private Controller register(ExampleSettings now, Map<String, Object> properties) {
///         EngineSpec engine = EngineSpec.memory(now.name());
///         return Controller.register(context, now.name(), properties, List.of(new ExampleChannel(engine), new ExampleChannel(engine)));
///     }
///
///     @Modified
///     void modified(Map<String, Object> properties) {
///         ExampleSettings wanted = ExampleSettings.of(properties); // throws if it is refused: the channels stay as they are
///         if (wanted.isLike(settings)) {
///             controller.update(properties);                       // no channel is touched
///             return;
///         }
///         Controller former = controller;
///         controller = register(wanted, properties);               // the new channels first, then the old ones go:
///         settings = wanted;
///         former.close();                                          // leases move straight over
///     }
///
///     @Deactivate
///     void deactivate() {
///         controller.close();
///     }
/// }
/// ```
///
/// `isLike` compares value by value. The settings are no record that is compared with `equals`: the JDK keeps the generated one softly, and
/// with it the class loader of a bundle that has been updated.
///
/// A client may be using a channel before `register` returns (REG-14). When [#close] returns, no lease's call into a driver is
/// under way any more (`open` to `close`), or the core has given up waiting for one. `validate` and `check` are not waited for: a
/// client's thread may be inside them still, so they must do without whatever the component gives up when it ends.
///
/// Not thread-safe: Declarative Services call one method of a component at a time.
public final class Controller implements AutoCloseable {
    private static final AtomicLong INSTANCES = new AtomicLong();

    private final List<Channel> channels = new ArrayList<>();

    private Controller() {
    }

    /// A channel that has been registered, with the properties that are its own, whatever the configuration says.
    private record Channel(ServiceRegistration<ChannelDriver> registration, Map<String, Object> own) { }

    /// Registers the drivers as channels 0, 1, 2, ... of the controller.
    ///
    /// @param properties further service properties, usually those of the component: `service.pid`,
    ///                   `service.ranking` (a number of any type) and the like; [ChannelDriver#serviceProperties] goes over them
    /// @throws IllegalArgumentException if the ranking is no whole number
    public static Controller register(BundleContext context, String name, Map<String, ?> properties,
                                      Collection<? extends ChannelDriver> channels) {
        Objects.requireNonNull(context, "context");
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("a controller needs a name: set the property " + ChannelDriver.CONTROLLER);
        }
        Controller controller = new Controller();
        long instance = INSTANCES.incrementAndGet();
        try {
            for (ChannelDriver channel : channels) {
                Map<String, Object> own = ownProperties(channel, name, controller.channels.size(), instance);
                controller.channels.add(new Channel(
                        context.registerService(ChannelDriver.class, channel, serviceProperties(properties, own)), own));
            }
        } catch (Throwable e) {
            controller.close();
            throw e;
        }
        return controller;
    }

    /// Gives the channels other service properties in place of those that they were registered with. No channel is taken back, and no
    /// lease notices, but where a better ranking is what it waits for.
    ///
    /// @param properties as for [#register]; what the drivers say of themselves stays
    /// @throws IllegalArgumentException if the ranking is no whole number; nothing has changed then
    public void update(Map<String, ?> properties) {
        List<Hashtable<String, Object>> all = channels.stream().map(channel -> serviceProperties(properties, channel.own())).toList();
        for (int i = 0; i < all.size(); i++) {
            try {
                channels.get(i).registration().setProperties(all.get(i));
            } catch (IllegalStateException _) {
                // The framework has taken it back with its bundle.
            }
        }
    }

    /// Takes all channels back, the last registered first.
    @Override
    public void close() {
        while (!channels.isEmpty()) {
            takeBack(channels.removeLast().registration());
        }
    }

    private static void takeBack(ServiceRegistration<ChannelDriver> registration) {
        try {
            registration.unregister();
        } catch (IllegalStateException _) {
            // The framework has taken it back with its bundle.
        }
    }

    private static Map<String, Object> ownProperties(ChannelDriver channel, String name, int number, long instance) {
        Map<String, Object> own = new HashMap<>();
        putPublic(channel.serviceProperties(), own);
        ChannelCapabilities capabilities = channel.capabilities();
        own.put(ChannelDriver.CONTROLLER, name);
        own.put(ChannelDriver.CHANNEL, number);
        own.put(ChannelDriver.CAPABILITIES, names(capabilities.types()));
        own.put(ChannelDriver.DIRECTIONS, names(capabilities.directions()));
        own.put(ChannelDriver.INSTANCE, instance);
        return own;
    }

    private static Hashtable<String, Object> serviceProperties(Map<String, ?> properties, Map<String, Object> own) {
        Hashtable<String, Object> all = new Hashtable<>();
        putPublic(properties, all);
        all.putAll(own);
        // The framework takes a ranking for 0 unless it is an Integer, and from JSON it is a Long.
        if (all.containsKey(Constants.SERVICE_RANKING)) {
            all.put(Constants.SERVICE_RANKING,
                    new RawProperties(all).wholeNumber(Constants.SERVICE_RANKING, Integer.MIN_VALUE, Integer.MAX_VALUE, 0));
        }
        return all;
    }

    private static void putPublic(Map<String, ?> properties, Map<String, Object> all) {
        properties.forEach((key, value) -> {
            if (!key.startsWith(".") && value != null) {
                all.put(key, value);
            }
        });
    }

    private static String[] names(Collection<? extends Enum<?>> constants) {
        return constants.stream().map(Enum::name).toArray(String[]::new);
    }
}

package org.dmaengine.spi;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.dmaengine.ChannelCapabilities;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;

/// Registers the channels of one controller instance as services and takes them back, for use in a driver component's
/// constructor and deactivate method.
///
/// ```java
/// @Component(configurationPid = "com.example.controller", configurationPolicy = REQUIRE)
/// public final class ExampleController {
///     private final Controller controller;
///
///     @Activate
///     public ExampleController(BundleContext context, Map<String, Object> properties, Config config) {
///         EngineSpec engine = EngineSpec.memory(config.dma_controller());
///         controller = Controller.register(context, config.dma_controller(), properties,
///                 List.of(new ExampleChannel(engine), new ExampleChannel(engine)));
///     }
///
///     @Deactivate
///     void deactivate() {
///         controller.close();
///     }
/// }
/// ```
///
/// A client may be using a channel before `register` returns (REG-14). When [#close] returns, no lease's call into a driver is
/// under way any more (`open` to `close`), or the core has given up waiting for one. `validate` and `check` are not waited for: a
/// client's thread may be inside them still, so they must do without whatever the component gives up when it ends.
public final class Controller implements AutoCloseable {
    private final List<ServiceRegistration<ChannelDriver>> registrations = new ArrayList<>();

    private Controller() {
    }

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
        try {
            int number = 0;
            for (ChannelDriver channel : channels) {
                controller.registrations.add(context.registerService(ChannelDriver.class, channel,
                        serviceProperties(name, number++, properties, channel)));
            }
        } catch (Throwable e) {
            controller.close();
            throw e;
        }
        return controller;
    }

    /// Takes all channels back, the last registered first.
    @Override
    public void close() {
        while (!registrations.isEmpty()) {
            takeBack(registrations.removeLast());
        }
    }

    private static void takeBack(ServiceRegistration<ChannelDriver> registration) {
        try {
            registration.unregister();
        } catch (IllegalStateException _) {
            // The framework has taken it back with its bundle.
        }
    }

    private static Hashtable<String, Object> serviceProperties(String name, int number, Map<String, ?> properties, ChannelDriver channel) {
        Hashtable<String, Object> all = new Hashtable<>();
        putPublic(properties, all);
        putPublic(channel.serviceProperties(), all);
        // The framework takes a ranking for 0 unless it is an Integer, and from JSON it is a Long.
        if (all.containsKey(Constants.SERVICE_RANKING)) {
            all.put(Constants.SERVICE_RANKING,
                    new RawProperties(all).wholeNumber(Constants.SERVICE_RANKING, Integer.MIN_VALUE, Integer.MAX_VALUE, 0));
        }
        ChannelCapabilities capabilities = channel.capabilities();
        all.put(ChannelDriver.CONTROLLER, name);
        all.put(ChannelDriver.CHANNEL, number);
        all.put(ChannelDriver.CAPABILITIES, names(capabilities.types()));
        all.put(ChannelDriver.DIRECTIONS, names(capabilities.directions()));
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

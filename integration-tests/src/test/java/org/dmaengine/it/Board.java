package org.dmaengine.it;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.dmaengine.spi.SlaveMapSource;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/// One controller, of memory or of peripherals, and the entries of one client device, configured through Configuration Admin as an
/// administrator would. Closing it deletes what is left.
///
/// Each board has names of its own, since what is deleted goes a little later, on threads of Configuration Admin: the next
/// test shall not meet it.
final class Board implements AutoCloseable {
    private static final AtomicInteger BOARDS = new AtomicInteger();

    private final ConfigurationAdmin admin;
    private final SlaveMapSource source;
    private final String number = String.valueOf(BOARDS.incrementAndGet());
    private final List<Configuration> configurations = new ArrayList<>();
    private int others;

    Board(ConfigurationAdmin admin, SlaveMapSource source) {
        this.admin = admin;
        this.source = source;
    }

    /// The client device of this board.
    String device() {
        return "it" + number;
    }

    /// The controller of this board.
    String controllerName() {
        return "it-memcpy" + number;
    }

    /// Configures the controller. Its channels come a little later, on a thread of Configuration Admin.
    Configuration controller(int channels) throws IOException {
        return configure("org.dmaengine.controller.memcpy", "controller" + number,
                Map.of("dma.controller", controllerName(), "dma.channels", channels));
    }

    /// Configures a controller of peripherals instead, under the same name.
    ///
    /// @param further more properties of it
    Configuration peripherals(Map<String, Object> further) throws IOException {
        Map<String, Object> properties = new HashMap<>(further);
        properties.put("dma.controller", controllerName());
        return configure("org.dmaengine.controller.fifo", "controller" + number, properties);
    }

    /// Configures another controller of the same name beside one of this board's, with some properties changed.
    Configuration beside(Configuration like, Map<String, Object> changed) throws IOException {
        Dictionary<String, Object> properties = like.getProperties();
        changed.forEach(properties::put);
        return configured(like.getFactoryPid(), properties);
    }

    /// Configures a controller with exactly these properties.
    Configuration configured(String factory, Dictionary<String, Object> properties) throws IOException {
        Map<String, Object> map = new HashMap<>();
        Collections.list(properties.keys()).forEach(key -> map.put(key, properties.get(key)));
        others++;
        return configure(factory, "controller" + number + "-" + others, map);
    }

    /// Associates the name with any free channel of the controller, and waits until the slave map knows.
    ///
    /// @param further more properties of the entry
    Configuration entry(String name, Map<String, Object> further) throws IOException, InterruptedException {
        Map<String, Object> properties = new HashMap<>(further);
        properties.putAll(Map.of("device", device(), "name", name, "controller", controllerName()));
        CountDownLatch known = new CountDownLatch(1);
        try (SlaveMapSource.Subscription _ = source.onChange(() -> countDownIfKnown(name, known))) {
            Configuration configuration = configure("org.dmaengine.slavemap.entry", "entry" + number + name, properties);
            if (!known.await(5, TimeUnit.SECONDS)) {
                throw new AssertionError("the slave map does not know " + device() + ":" + name + " after 5 s; it knows "
                        + source.entries());
            }
            return configuration;
        }
    }

    private void countDownIfKnown(String name, CountDownLatch known) {
        if (source.lookup(device(), name) instanceof SlaveMapSource.Answer.Found) {
            known.countDown();
        }
    }

    private Configuration configure(String factory, String name, Map<String, Object> properties) throws IOException {
        Configuration configuration = admin.getFactoryConfiguration(factory, name, "?");
        configuration.update(new Hashtable<>(properties));
        configurations.add(configuration);
        return configuration;
    }

    /// Takes one of its configurations away, as an administrator would.
    void delete(Configuration configuration) throws IOException {
        configurations.remove(configuration);
        configuration.delete();
    }

    @Override
    public void close() throws IOException {
        for (Configuration configuration : configurations.reversed()) {
            configuration.delete();
        }
    }
}

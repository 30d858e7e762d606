package org.dmaengine.it;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.dmaengine.spi.SlaveMapSource;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/// The controllers and slave-map entries that a test configures through Configuration Admin, as an administrator would.
/// Closing it deletes those that are left.
final class Board implements AutoCloseable {
    private static final String CONTROLLER = "org.dmaengine.controller.memcpy";
    private static final String ENTRY = "org.dmaengine.slavemap.entry";

    private final ConfigurationAdmin admin;
    private final SlaveMapSource source;
    private final List<Configuration> configurations = new ArrayList<>();

    Board(ConfigurationAdmin admin, SlaveMapSource source) {
        this.admin = admin;
        this.source = source;
    }

    /// Configures a memory-to-memory controller. Its channels come a little later, on a thread of Configuration Admin.
    Configuration controller(String name, int channels) throws IOException {
        return configure(CONTROLLER, name, Map.of("dma.controller", name, "dma.channels", channels));
    }

    /// Associates `device:name` with any free channel of the controller, and waits until the slave map knows.
    ///
    /// @param further more properties of the entry
    Configuration entry(String device, String name, String controller, Map<String, Object> further)
            throws IOException, InterruptedException {
        Map<String, Object> properties = new HashMap<>(further);
        properties.putAll(Map.of("device", device, "name", name, "controller", controller));
        CountDownLatch known = new CountDownLatch(1);
        try (SlaveMapSource.Subscription _ = source.onChange(() -> countDownIfKnown(device, name, known))) {
            Configuration configuration = configure(ENTRY, device + "." + name, properties);
            if (!known.await(5, TimeUnit.SECONDS)) {
                throw new AssertionError("the slave map does not know " + device + ":" + name + "; it knows " + source.entries());
            }
            return configuration;
        }
    }

    private void countDownIfKnown(String device, String name, CountDownLatch known) {
        if (source.lookup(device, name) instanceof SlaveMapSource.Answer.Found) {
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

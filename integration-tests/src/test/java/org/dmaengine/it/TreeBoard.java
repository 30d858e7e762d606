package org.dmaengine.it;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.dmaengine.spi.SlaveMapSource;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.util.tracker.ServiceTracker;

/// A device tree in force, from a file that a test may replace, and controllers bound to its nodes. The trees are `src/test/resources/trees`.
final class TreeBoard implements AutoCloseable {
    private static final String FILTER = "(&(objectClass=org.dmaengine.spi.SlaveMapSource)(service.pid=org.dmaengine.slavemap.devicetree))";
    private static final long PATIENCE_SECONDS = 10;

    private final ConfigurationAdmin admin;
    private final Path file;
    private final List<Configuration> configurations = new ArrayList<>();
    private final CountDownLatch gone = new CountDownLatch(1);
    private final ServiceTracker<SlaveMapSource, SlaveMapSource> tracker;
    private final SlaveMapSource source;

    TreeBoard(BundleContext context, ConfigurationAdmin admin, Path folder, String tree) throws Exception {
        this.admin = admin;
        file = folder.resolve("board.dtb");
        replace(tree);
        Configuration configuration = admin.getConfiguration("org.dmaengine.slavemap.devicetree", "?");
        configuration.update(new Hashtable<>(Map.of("path", file.toString(), "poll.interval", 10L)));
        configurations.add(configuration);
        tracker = new ServiceTracker<>(context, context.createFilter(FILTER), null) {
            @Override
            public void removedService(ServiceReference<SlaveMapSource> reference, SlaveMapSource service) {
                super.removedService(reference, service);
                gone.countDown();
            }
        };
        tracker.open();
        source = tracker.waitForService(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        if (source == null) {
            throw new AssertionError("no device tree in force after " + PATIENCE_SECONDS + " s");
        }
    }

    /// The source, as the core sees it.
    SlaveMapSource source() {
        return source;
    }

    /// Puts another tree into the place of the one in force, in one step.
    void replace(String tree) throws IOException {
        Path next = Files.createTempFile(file.getParent(), "next", ".tmp");
        write(tree, next);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// Writes one of the trees into a file.
    static void write(String tree, Path file) throws IOException {
        try (InputStream in = TreeBoard.class.getResourceAsStream("/trees/" + tree + ".dtb")) {
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /// Configures a controller of four channels. Its channels come a little later, on a thread of Configuration Admin.
    ///
    /// @param property what binds it: `devicetree.path` or `devicetree.compatible`
    Configuration controller(String name, String property, String node) throws IOException {
        return configure("org.dmaengine.controller.memcpy", name, Map.of("dma.controller", name, "dma.channels", 4, property, node));
    }

    /// Configures anything else.
    Configuration configure(String factory, String name, Map<String, Object> properties) throws IOException {
        Configuration configuration = admin.getFactoryConfiguration(factory, name, "?");
        configuration.update(new Hashtable<>(new HashMap<>(properties)));
        configurations.add(configuration);
        return configuration;
    }

    /// Takes everything away, and waits until the tree is not in force any more: the next test has its own.
    @Override
    public void close() throws Exception {
        for (Configuration configuration : configurations.reversed()) {
            configuration.delete();
        }
        if (!gone.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the device tree is in force still after " + PATIENCE_SECONDS + " s");
        }
        tracker.close();
    }
}

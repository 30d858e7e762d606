package org.dmaengine.console;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/// The board: every controller that a Configuration asks for, against the channels that are there.
final class Board {
    /// Configuration and service property: a controller's name.
    private static final String CONTROLLER = "dma.controller";

    /// Configuration property: how many channels that controller shall have.
    private static final String CHANNELS = "dma.channels";

    /// A channel's service. Its type is not imported: the console counts channels, it never calls one.
    private static final String DRIVER = "org.dmaengine.spi.ChannelDriver";

    /// A controller as its Configuration asks for it.
    record Wanted(String pid, String controller, long channels) {
        static Wanted of(Configuration configuration) {
            Map<String, Object> properties = FrameworkUtil.asMap(configuration.getProperties());
            // A controller has a channel, or it is not there: 0 and less are mistakes that its driver names.
            long channels = properties.get(CHANNELS) instanceof Number n ? Math.max(1, n.longValue()) : 1;
            return new Wanted(configuration.getPid(), String.valueOf(properties.get(CONTROLLER)), channels);
        }
    }

    private final BundleContext all;
    private final ConfigurationAdmin configurations;
    private final Diagnosis diagnosis;

    Board(BundleContext all, ConfigurationAdmin configurations, Diagnosis diagnosis) {
        this.all = all;
        this.configurations = configurations;
        this.diagnosis = diagnosis;
    }

    /// Waits until the board is up, but no longer than the limit.
    ///
    /// @return a line for each controller that is missing or has too few channels; empty if the board is up
    List<String> await(Duration limit) throws InterruptedException, IOException, InvalidSyntaxException {
        long deadline = System.nanoTime() + limit.toNanos();
        ConfigurationsDelivered.await(all, limit);
        Semaphore changes = new Semaphore(0);
        ServiceListener listener = _ -> changes.release();
        all.addServiceListener(listener, "(objectClass=" + DRIVER + ")");
        try {
            boolean changed = true;
            while (changed && !lacking().isEmpty()) {
                changed = changes.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                changes.drainPermits();
            }
            return complaints();
        } finally {
            all.removeServiceListener(listener);
        }
    }

    private List<String> complaints() throws IOException, InvalidSyntaxException {
        Map<String, Long> seen = seen();
        return lacking().stream()
                .map(wanted -> "board: controller '%s' (%s) has %d of %d channels: %s".formatted(
                        wanted.controller(), wanted.pid(), seen.getOrDefault(wanted.controller(), 0L), wanted.channels(),
                        diagnosis.of(wanted.pid())))
                .toList();
    }

    private List<Wanted> lacking() throws IOException, InvalidSyntaxException {
        Map<String, Long> seen = seen();
        return wanted()
                .filter(wanted -> seen.getOrDefault(wanted.controller(), 0L) < wanted.channels())
                .toList();
    }

    private Stream<Wanted> wanted() throws IOException, InvalidSyntaxException {
        Configuration[] found = configurations.listConfigurations("(" + CONTROLLER + "=*)");
        return found == null ? Stream.of() : Arrays.stream(found).map(Wanted::of);
    }

    private Map<String, Long> seen() throws InvalidSyntaxException {
        ServiceReference<?>[] found = all.getAllServiceReferences(DRIVER, "(" + CONTROLLER + "=*)");
        return found == null ? Map.of() : Arrays.stream(found)
                .collect(Collectors.groupingBy(driver -> String.valueOf(driver.getProperty(CONTROLLER)), Collectors.counting()));
    }
}

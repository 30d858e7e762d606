package org.dmaengine.tck.container;

import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.dmaengine.spi.ChannelDriver;
import org.dmaengine.tck.ControllerConformance;
import org.dmaengine.tck.Level;
import org.dmaengine.tck.report.Result;
import org.dmaengine.tck.report.Score;
import org.dmaengine.tck.report.Verdict;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/// Publishes what has been found out about each controller, until it is found out anew or one of the channels tested leaves.
@Component(service = Conformances.class)
public final class Conformances {
    private final BundleContext context;
    private final Set<ServiceReference<ChannelDriver>> present = ConcurrentHashMap.newKeySet();
    // By controller. Guarded by itself; services are registered and taken back without it.
    private final Map<String, Published> published = new HashMap<>();

    /// A verdict, and the channels that it rests on.
    private record Published(ServiceRegistration<ControllerConformance> registration, List<ServiceReference<ChannelDriver>> channels) {
        void withdraw() {
            try {
                registration.unregister();
            } catch (IllegalStateException _) {
                // The framework has taken it back with this bundle.
            }
        }
    }

    /// The verdict on a controller.
    private record Verdicts(Level level, List<String> failures) implements ControllerConformance { }

    /// Publishes in this bundle's name.
    @Activate
    public Conformances(BundleContext context) {
        this.context = context;
    }

    /// Says what the channels of a controller have come to; at least one of them has been tested.
    void publish(String controller, List<Tested> channels) {
        List<Tested> tested = channels.stream().filter(each -> !each.isLeftOut()).toList();
        Level level = tested.stream().map(each -> each.score().level()).min(Level::compareTo).orElseThrow();
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(ControllerConformance.CONTROLLER, controller);
        properties.put(ControllerConformance.LEVEL, level.name());
        properties.put(ControllerConformance.PASSED, tested.stream().map(Tested::score).mapToInt(Score::passed).sum());
        properties.put(ControllerConformance.FAILED, tested.stream().map(Tested::score).mapToInt(Score::failed).sum());
        properties.put(ControllerConformance.SKIPPED, tested.stream().map(Tested::score).mapToInt(Score::notTried).sum());
        properties.put(ControllerConformance.VERSION, context.getBundle().getVersion().toString());
        ServiceRegistration<ControllerConformance> registration = context.registerService(ControllerConformance.class,
                new Verdicts(level, failures(tested)), properties);
        Published now = new Published(registration, tested.stream().map(Tested::channel).toList());
        replace(controller, now);
        withdrawIfStale(controller, now);
    }

    private static List<String> failures(List<Tested> tested) {
        List<String> lines = new ArrayList<>();
        for (Tested channel : tested) {
            for (Result result : channel.score().results()) {
                if (result.verdict() instanceof Verdict.Failed(var failure)) {
                    lines.add(channel.name() + ": " + failure.getMessage());
                }
            }
        }
        return List.copyOf(lines);
    }

    private void replace(String controller, Published now) {
        Published former;
        synchronized (published) {
            former = now == null ? published.remove(controller) : published.put(controller, now);
        }
        if (former != null) {
            former.withdraw();
        }
    }

    /// A channel that has left before its verdict was there is not heard of again.
    private void withdrawIfStale(String controller, Published now) {
        boolean taken = false;
        if (!present.containsAll(now.channels())) {
            synchronized (published) {
                taken = published.remove(controller, now);
            }
        }
        if (taken) {
            now.withdraw();
        }
    }

    @Reference(service = ChannelDriver.class, cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addDriver(ServiceReference<ChannelDriver> channel) {
        present.add(channel);
    }

    /// What is known of a channel that has left is worth nothing: whatever comes in its place is another one.
    void removeDriver(ServiceReference<ChannelDriver> channel) {
        present.remove(channel); // before the look at what is published, which is published before the look at who is present
        List<String> stale;
        synchronized (published) {
            stale = published.entrySet().stream().filter(each -> each.getValue().channels().contains(channel)).map(Map.Entry::getKey)
                    .toList();
        }
        stale.forEach(controller -> replace(controller, null));
    }

    @Deactivate
    void deactivate() {
        List<Published> all;
        synchronized (published) {
            all = List.copyOf(published.values());
            published.clear();
        }
        all.forEach(Published::withdraw);
    }
}

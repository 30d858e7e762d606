package org.dmaengine.core.slavemap;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dmaengine.core.registry.ChannelRegistry;
import org.dmaengine.core.registry.Routers;
import org.dmaengine.spi.SlaveMapEntry;
import org.dmaengine.spi.SlaveMapSource;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/// The slave-map sources that are present, in the order in which they are asked: device tree, ACPI, board files, those of
/// one kind by ranking.
@Component(service = Sources.class)
public final class Sources {
    private record Present(SlaveMapSource source, SlaveMapSource.Origin origin, SlaveMapSource.Subscription subscription) { }

    private final ChannelRegistry registry;
    private final SlaveMapSource.Subscription routers;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    /// Not sorted by its keys: the order of references changes with the rankings of their services.
    private final Map<ServiceReference<SlaveMapSource>, Present> present = new ConcurrentHashMap<>();
    private volatile List<SlaveMapSource> inOrder = List.of();

    /// Starts without sources; they are bound as they come.
    @Activate
    public Sources(@Reference ChannelRegistry registry) {
        this.registry = registry;
        routers = registry.routers().onChange(this::tell);
    }

    @Deactivate
    void deactivate() {
        routers.close();
        present.values().forEach(source -> source.subscription().close());
        present.clear();
        arrange();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, updated = "updatedSource",
            unbind = "removeSource")
    void addSource(ServiceReference<SlaveMapSource> reference, SlaveMapSource source) {
        present.put(reference, new Present(source, source.origin(), source.onChange(this::tell)));
        arrange();
        tell();
    }

    void updatedSource(ServiceReference<SlaveMapSource> changed) {
        arrange();
        tell();
    }

    void removeSource(ServiceReference<SlaveMapSource> reference) {
        Present left = present.remove(reference);
        if (left != null) {
            left.subscription().close();
            arrange();
            tell();
        }
    }

    /// The routers that entries name.
    Routers routers() {
        return registry.routers();
    }

    /// Has the listener run after each change of what the sources say and of the routers, on any thread, until the interest is closed.
    SlaveMapSource.Subscription onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void tell() {
        registry.entriesChanged();
        listeners.forEach(Runnable::run);
    }

    /// The sources in the order in which they are asked.
    public List<SlaveMapSource> inOrder() {
        return inOrder;
    }

    private synchronized void arrange() {
        inOrder = present.entrySet().stream().sorted(Map.Entry.comparingByKey(Comparator.reverseOrder())).map(Map.Entry::getValue)
                .sorted(Comparator.comparing(Present::origin)).map(Present::source).toList();
    }

    /// All entries of all sources.
    public List<SlaveMapEntry> entries() {
        return inOrder().stream().flatMap(source -> source.entries().stream()).toList();
    }

    /// What the first source that describes the name says of it; [SlaveMapSource.Answer.None] with all their reasons if none
    /// does.
    public SlaveMapSource.Answer lookup(String device, String name) {
        List<String> reasons = new ArrayList<>();
        for (SlaveMapSource source : inOrder()) {
            SlaveMapSource.Answer answer = source.lookup(device, name);
            if (!(answer instanceof SlaveMapSource.Answer.None(String reason))) {
                return answer;
            }
            reasons.add(reason);
        }
        return new SlaveMapSource.Answer.None(reasons.isEmpty() ? "no source of the slave map is present" : String.join("; ", reasons));
    }
}

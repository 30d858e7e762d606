package org.dmaengine.core.slavemap;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.dmaengine.core.registry.ChannelRegistry;
import org.dmaengine.core.registry.ChannelSlot;
import org.dmaengine.core.registry.Presence;
import org.dmaengine.spi.SlaveMapEntry;
import org.dmaengine.spi.SlaveMapSource;
import org.dmaengine.spi.SlaveMapSource.Answer;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.condition.Condition;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;

/// Publishes a [org.osgi.service.condition.Condition] for each mapping whose controller is present (D5), so that waiting for a
/// controller is a service dependency.
///
/// "Present" is: a request by that name would not have to wait for a controller. Whether the channel is free does not count.
/// A change makes only those mappings be looked at that it can touch: a board may have hundreds. Sources and registry tell of
/// changes on any thread; each mapping is looked at by one thread at a time, which holds no
/// lock while it registers, since a client's component may start or end in that call.
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=org.osgi.service.condition.Condition", uses = Condition.class)
@Component(service = {}, immediate = true) // nobody asks for it: it is there for what it publishes
public final class MappingConditions implements Presence {
    /// A client's component may end inside a withdrawal, and may wait there for its lease.
    private static final Duration PATIENCE = Duration.ofMillis(200);

    private record Name(String device, String name) { }

    private final BundleContext context;
    private final Logger log;
    private final ChannelRegistry registry;
    private final Sources sources;
    /// Of all names that have ever been described: a name that comes back finds the condition that it left.
    private final Map<Name, MappingCondition> conditions = new ConcurrentHashMap<>();
    private final SlaveMapSource.Subscription presence;
    private final SlaveMapSource.Subscription changes;
    private volatile boolean ended;

    /// Publishes what is present and follows the changes.
    @Activate
    public MappingConditions(BundleContext context, @Reference ChannelRegistry registry, @Reference Sources sources,
                             @Reference(service = LoggerFactory.class) Logger log) {
        this.context = context;
        this.log = log;
        this.registry = registry;
        this.sources = sources;
        presence = registry.onPresence(this);
        changes = sources.onChange(this::entriesChanged);
        entriesChanged();
    }

    @Deactivate
    void deactivate() {
        ended = true;
        presence.close();
        changes.close();
        conditions.values().forEach(MappingCondition::look);
    }

    @Override
    public void changed(ChannelSlot slot) {
        lookAtThose(last -> last.isTouchedBy(slot));
    }

    @Override
    public void givesUp(ChannelSlot slot) {
        // It may be a broken one, which no Condition rests on any more.
        lookAtThose(last -> last.means(slot)).forEach(condition -> condition.awaitLooked(PATIENCE));
    }

    private List<MappingCondition> lookAtThose(Predicate<Finding> touched) {
        List<MappingCondition> looked = new ArrayList<>();
        for (MappingCondition condition : conditions.values()) {
            Finding last = condition.finding();
            if (last == null || touched.test(last)) {
                condition.look();
                looked.add(condition);
            }
        }
        return looked;
    }

    private void entriesChanged() {
        for (SlaveMapEntry entry : sources.entries()) {
            conditions.computeIfAbsent(new Name(entry.device(), entry.name()),
                    name -> new MappingCondition(context, name.device(), name.name(), () -> find(name), registry.timers()));
        }
        // Also those that are described no more.
        conditions.forEach((name, condition) -> {
            Finding last = condition.finding();
            if (last == null || !isAlike(last.entries(), reachable(name))) {
                condition.look();
            }
        });
    }

    /// In any order: a device tree gives alternatives in turn (DT-08).
    private static boolean isAlike(List<SlaveMapEntry> before, List<SlaveMapEntry> now) {
        return before.equals(now) || now != null && Set.copyOf(before).equals(Set.copyOf(now));
    }

    /// What the condition rests on now; nothing after the end, null if a source fails over it.
    private Finding find(Name name) {
        if (ended) {
            return Finding.NOTHING;
        }
        List<SlaveMapEntry> entries = reachable(name);
        return entries == null ? null : Finding.among(registry.slots(), entries);
    }

    /// The entries of the name to whose controllers nothing is missing on the way; null if a source fails.
    private List<SlaveMapEntry> reachable(Name name) {
        try {
            return sources.lookup(name.device(), name.name()) instanceof Answer.Found(var entries)
                    ? entries.stream().filter(sources.routers()::reach).toList() : List.of();
        } catch (RuntimeException | Error thrown) {
            log.error("The slave map cannot say what {}:{} is; clients that wait for it do not start", name.device(), name.name(), thrown);
            return null;
        }
    }
}

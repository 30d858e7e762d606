package org.dmaengine.core.slavemap;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.dmaengine.core.registry.ChannelRegistry;
import org.dmaengine.core.registry.ChannelSlot;
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
/// Sources and registry tell of changes on any thread; each mapping is looked at by one thread at a time, which holds no
/// lock while it registers, since a client's component may start or end in that call.
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=org.osgi.service.condition.Condition", uses = Condition.class)
@Component(service = {}, immediate = true) // nobody asks for it: it is there for what it publishes
public final class MappingConditions {
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
        presence = registry.onPresence(this::channelChanged);
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

    private void channelChanged(ChannelSlot slot) {
        // One that left or changed may have been what any condition in force rests on.
        conditions.values().stream().filter(MappingCondition::isPublished).forEach(MappingCondition::look);
        look(sources.entries().stream().filter(entry -> EntryMatch.mismatch(entry, slot).isEmpty()).toList());
    }

    private void entriesChanged() {
        // Also those that are described no more.
        conditions.values().forEach(MappingCondition::look);
        look(sources.entries());
    }

    private void look(Collection<SlaveMapEntry> entries) {
        for (Name name : entries.stream().map(MappingConditions::name).collect(Collectors.toSet())) {
            conditions.computeIfAbsent(name, n -> new MappingCondition(context, n.device(), n.name(), () -> isPresent(n))).look();
        }
    }

    private boolean isPresent(Name name) {
        try {
            return !ended && sources.lookup(name.device(), name.name()) instanceof Answer.Found(var entries)
                    && registry.slots().stream().anyMatch(slot -> slot.trouble().isEmpty()
                            && entries.stream().anyMatch(entry -> sources.routers().reach(entry) && EntryMatch.mismatch(entry, slot).isEmpty()));
        } catch (RuntimeException | LinkageError thrown) {
            log.error("The slave map cannot say what {}:{} is; clients that wait for it do not start", name.device(), name.name(), thrown);
            return false;
        }
    }

    private static Name name(SlaveMapEntry entry) {
        return new Name(entry.device(), entry.name());
    }
}

package org.dmaengine.core.shell;

import java.util.ArrayList;
import java.util.List;
import org.apache.felix.service.command.Descriptor;
import org.dmaengine.core.registry.ChannelRegistry;
import org.dmaengine.core.registry.ChannelSlot;
import org.dmaengine.core.registry.WaitingLease;
import org.dmaengine.core.slavemap.EntryMatch;
import org.dmaengine.core.slavemap.Sources;
import org.dmaengine.spi.SlaveMapEntry;
import org.dmaengine.spi.SlaveMapSource;
import org.dmaengine.spi.SlaveMapSource.Answer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// `dma:map` and `dma:why`: which channel a name means, and why.
@Component(service = MapCommands.class, property = {"osgi.command.scope=dma", "osgi.command.function=map", "osgi.command.function=why"})
public final class MapCommands {
    private final ChannelRegistry registry;
    private final Sources sources;

    /// Looks into the registry and the sources.
    @Activate
    public MapCommands(@Reference ChannelRegistry registry, @Reference Sources sources) {
        this.registry = registry;
        this.sources = sources;
    }

    /// A tab-separated line for each entry.
    @Descriptor("lists the slave map, tab-separated: device, name, controller, channel or line, source, state")
    public String map() {
        List<String> lines = new ArrayList<>();
        for (SlaveMapEntry entry : sources.entries()) {
            lines.add(String.join("\t", entry.device(), entry.name(),
                    entry.controller().isEmpty() ? entry.filter() : entry.controller(), place(entry), entry.origin(), state(entry)));
        }
        return lines.isEmpty() ? "the slave map is empty" : String.join("\n", lines);
    }

    /// The way from a name to its channel.
    @Descriptor("says how a name is resolved: entries considered, what failed, who holds the channel")
    public String why(@Descriptor("the client device") String device, @Descriptor("the channel's name") String name) {
        List<String> lines = new ArrayList<>();
        lines.add(device + ":" + name);
        boolean decided = false;
        for (SlaveMapSource source : sources.inOrder()) {
            String heading = "  " + source.origin().name().toLowerCase().replace('_', ' ') + ": ";
            if (decided) {
                lines.add(heading + "not asked");
                continue;
            }
            switch (source.lookup(device, name)) {
                case Answer.None(String reason) -> lines.add(heading + "none, " + reason);
                case Answer.Deferred(String reason) -> {
                    lines.add(heading + "deferred, " + reason);
                    decided = true;
                }
                case Answer.Found(List<SlaveMapEntry> entries) -> {
                    lines.add(heading + entries.size() + (entries.size() == 1 ? " entry" : " entries"));
                    entries.forEach(entry -> explain(entry, lines));
                    decided = true;
                }
            }
        }
        if (!decided) {
            lines.add("  => no source describes it" + (sources.inOrder().isEmpty() ? "; no source is present" : ""));
        }
        return String.join("\n", lines);
    }

    private void explain(SlaveMapEntry entry, List<String> lines) {
        lines.add("    entry " + entry.origin() + ": " + (entry.controller().isEmpty() ? entry.filter() : "controller " + entry.controller())
                + ", " + place(entry) + (entry.bundles().isEmpty() ? "" : ", only for " + entry.bundles()));
        List<ChannelSlot> slots = registry.slotsByName();
        List<String> meant = new ArrayList<>();
        List<String> near = new ArrayList<>();
        for (ChannelSlot slot : slots) {
            String mismatch = EntryMatch.mismatch(entry, slot);
            if (mismatch.isEmpty()) {
                meant.add("      " + slot.name() + " " + availability(slot));
            } else if (slot.controller().name().equals(entry.controller())) {
                near.add("      " + slot.name() + " no: " + mismatch);
            }
        }
        for (WaitingLease without : registry.waitingLeases()) {
            if (without.holder().client().equals(entry.key())) {
                lines.add("      held by " + without.holder() + ", who has lost the controller and waits up to " + entry.swap().timeout().toMillis()
                        + " ms for another");
            }
        }
        List<String> shown = meant.isEmpty() ? near : meant;
        lines.addAll(shown);
        int rest = slots.size() - shown.size();
        if (slots.isEmpty()) {
            lines.add("      no controller is present");
        } else if (shown.isEmpty()) {
            lines.add("      no: the channels present, " + rest + ", belong elsewhere; dma:list shows them");
        } else if (rest > 0) {
            lines.add("      not meant: " + rest + (rest == 1 ? " other channel" : " other channels"));
        }
    }

    private static String availability(ChannelSlot slot) {
        if (!slot.trouble().isEmpty()) {
            return "no: " + slot.trouble();
        }
        return slot.holder() == null ? "yes: free" : "busy: held by " + slot.holder();
    }

    private static String place(SlaveMapEntry entry) {
        if (entry.channel() >= 0) {
            return "channel " + entry.channel();
        }
        return entry.requestLine() < 0 ? "any"
                : "line " + entry.requestLine() + (entry.router().isEmpty() ? "" : " of router " + entry.router());
    }

    private String state(SlaveMapEntry entry) {
        String state = "waits for its controller";
        for (WaitingLease without : registry.waitingLeases()) {
            if (without.holder().client().equals(entry.key())) {
                return "held without a controller";
            }
        }
        for (ChannelSlot slot : registry.slots()) {
            if (!EntryMatch.means(entry, slot)) {
                continue;
            }
            if (slot.holder() != null && slot.holder().client().equals(entry.key())) {
                return "held: " + slot.name();
            }
            state = slot.isFree() ? "ready" : "ready".equals(state) ? state : "busy";
        }
        return state;
    }
}

package org.dmaengine.core.shell;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.felix.service.command.CommandSession;
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
    private static final Usage MAP = new Usage("dma:map [FORMAT=FILE|diff=FILE|problems=FILE], as in dma:map problems=board.dtb");
    private static final Usage WHY = new Usage("dma:why DEVICE NAME, as in dma:why shell copy");

    private final ChannelRegistry registry;
    private final Sources sources;
    private final MapFiles files;

    /// Looks into the registry and the sources, and into files by these formats.
    @Activate
    public MapCommands(@Reference ChannelRegistry registry, @Reference Sources sources, @Reference Formats formats) {
        this.registry = registry;
        this.sources = sources;
        this.files = new MapFiles(sources, formats);
    }

    /// A tab-separated line for each entry.
    @Descriptor("lists the slave map, tab-separated: device, name, controller, channel or line, source and place in it, state")
    public String map() {
        List<String> lines = new ArrayList<>();
        for (SlaveMapSource source : sources.inOrder()) {
            for (SlaveMapEntry entry : source.entries()) {
                lines.add(String.join("\t", entry.device(), entry.name(), EntryWords.controller(entry), EntryWords.place(entry),
                        EntryWords.source(source.origin()) + ": " + entry.origin(), state(entry)));
            }
        }
        return lines.isEmpty() ? "the slave map is empty" : String.join("\n", lines);
    }

    /// What a file would do, were it a source's; nothing is bound.
    @Descriptor("looks into a file of a slave map, and binds nothing: dtb=FILE lists all that a device tree, or each of a folder, associates; "
            + "acpi=FOLDER all that ACPI tables do; diff=FILE what would change if it were in force; problems=FILE what does not hold"
            + " together in it")
    public String map(CommandSession session, @Descriptor("dtb=FILE, acpi=FOLDER, diff=FILE or problems=FILE") String... words) throws IOException {
        MAP.expect(words.length == 1, words);
        return files.look(session.currentDir(), words[0]);
    }

    /// The way from a name to its channel.
    @Descriptor("says how a name is resolved: entries considered, what failed, who holds the channel")
    public String why(@Descriptor("DEVICE NAME: the client device, and the channel's name as it knows it") String... words) {
        WHY.expect(words.length == 2, words);
        String device = words[0];
        String name = words[1];
        List<String> lines = new ArrayList<>();
        lines.add(device + ":" + name);
        SlaveMapSource decisive = null;
        for (SlaveMapSource source : sources.inOrder()) {
            String heading = "  " + EntryWords.source(source.origin()) + ": ";
            if (decisive != null) {
                lines.add(heading + "not asked, since the " + EntryWords.source(decisive.origin()) + " describes the name"
                        + inVain(source, device, name));
                continue;
            }
            switch (source.lookup(device, name)) {
                case Answer.None(String reason) -> lines.add(heading + "none, " + reason);
                case Answer.Deferred(String reason) -> {
                    lines.add(heading + "deferred, " + reason);
                    decisive = source;
                }
                case Answer.Found(List<SlaveMapEntry> entries) -> {
                    lines.add(heading + entries.size() + (entries.size() == 1 ? " entry" : " entries"));
                    entries.forEach(entry -> explain(entry, lines));
                    decisive = source;
                }
            }
        }
        if (decisive == null) {
            lines.add("  => no source describes it" + (sources.inOrder().isEmpty() ? "; no source is present" : ""));
        }
        return String.join("\n", lines);
    }

    /// What a source says that is not asked.
    private static String inVain(SlaveMapSource source, String device, String name) {
        return source.lookup(device, name) instanceof Answer.Found(List<SlaveMapEntry> entries)
                ? "; of no effect: " + entries.stream().map(SlaveMapEntry::origin).collect(Collectors.joining(", ")) : "";
    }

    private void explain(SlaveMapEntry entry, List<String> lines) {
        lines.add("    entry " + entry.origin() + ": " + (entry.controller().isEmpty() ? entry.filter() : "controller " + entry.controller())
                + ", " + EntryWords.place(entry) + (entry.bundles().isEmpty() ? "" : ", only for " + entry.bundles()));
        if (!registry.routers().reach(entry)) {
            lines.add("      no: its router " + entry.router() + " is not there");
        }
        List<ChannelSlot> slots = registry.slotsByName();
        List<String> meant = new ArrayList<>();
        List<String> near = new ArrayList<>();
        for (ChannelSlot slot : slots) {
            String mismatch = EntryMatch.mismatch(entry, slot);
            if (mismatch.isEmpty()) {
                meant.add("      " + slot.name() + " " + availability(slot));
            } else if (EntryMatch.isNear(entry, slot)) {
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

    private String state(SlaveMapEntry entry) {
        boolean reached = registry.routers().reach(entry);
        String state = reached ? "waits for its controller" : "waits for its router";
        for (WaitingLease without : registry.waitingLeases()) {
            if (without.holder().client().equals(entry.key())) {
                return "held without a controller";
            }
        }
        for (ChannelSlot slot : registry.slots()) {
            boolean meant = EntryMatch.means(entry, slot);
            if (slot.holder() != null && slot.holder().client().equals(entry.key())) {
                return (meant ? "held: " : "held elsewhere: ") + slot.name();
            }
            if (!meant) {
                continue;
            }
            if (reached) {
                state = slot.isFree() ? "ready" : "ready".equals(state) ? state : "busy";
            }
        }
        return state;
    }
}

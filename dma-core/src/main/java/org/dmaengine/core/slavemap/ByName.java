package org.dmaengine.core.slavemap;

import java.util.ArrayList;
import java.util.List;
import org.dmaengine.DmaException;
import org.dmaengine.core.channel.LeaseTerms;
import org.dmaengine.core.registry.ChannelSlot;
import org.dmaengine.core.registry.Wanted;
import org.dmaengine.spi.SlaveMapEntry;
import org.dmaengine.spi.SlaveMapSource.Answer;

/// A request by client device and name (REQ-01 to REQ-10).
///
/// @param bundle who asks, for entries that name the bundles allowed
record ByName(Sources sources, String device, String name, String bundle) implements Wanted {
    @Override
    public List<ChannelSlot> candidates(List<ChannelSlot> slots) {
        List<ChannelSlot> candidates = new ArrayList<>();
        for (SlaveMapEntry entry : entries()) {
            if (EntryMatch.allows(entry, bundle)) {
                slots.stream().filter(slot -> slot.isFree() && EntryMatch.mismatch(entry, slot).isEmpty()).forEach(candidates::add);
            }
        }
        return candidates;
    }

    @Override
    public boolean accepts(ChannelSlot slot) {
        return entries().stream().anyMatch(entry -> EntryMatch.allows(entry, bundle) && EntryMatch.mismatch(entry, slot).isEmpty());
    }

    @Override
    public DmaException refusal(List<ChannelSlot> slots) {
        return switch (sources.lookup(device, name)) {
            case Answer.None(String reason) -> NearMisses.noSuchChannel(client(), reason, sources.entries());
            case Answer.Deferred(String reason) -> new DmaException.NotYetAvailable("the channel " + client() + " is not there yet: " + reason);
            case Answer.Found(List<SlaveMapEntry> entries) -> refusalOf(entries, slots);
        };
    }

    @Override
    public LeaseTerms termsFor(ChannelSlot slot) {
        for (SlaveMapEntry entry : entries()) {
            if (EntryMatch.allows(entry, bundle) && EntryMatch.mismatch(entry, slot).isEmpty()) {
                return new LeaseTerms(entry.requestLine(), entry.parameters());
            }
        }
        return LeaseTerms.NONE;
    }

    @Override
    public String client() {
        return device + ":" + name;
    }

    private DmaException refusalOf(List<SlaveMapEntry> entries, List<ChannelSlot> slots) {
        List<SlaveMapEntry> allowed = entries.stream().filter(entry -> EntryMatch.allows(entry, bundle)).toList();
        if (allowed.isEmpty()) {
            return new DmaException.Rejected("the channel " + client() + " is refused to bundle " + bundle + "; entry "
                    + entries.getFirst().origin() + " allows " + entries.getFirst().bundles());
        }
        String trouble = "";
        for (SlaveMapEntry entry : allowed) {
            for (ChannelSlot slot : slots) {
                if (!EntryMatch.mismatch(entry, slot).isEmpty()) {
                    continue;
                }
                if (slot.holder() != null) {
                    return new DmaException.ChannelBusy("the channel " + client() + " is held: " + slot.name() + " by " + slot.holder(),
                            slot.holder().toString());
                }
                if (!slot.trouble().isEmpty()) {
                    trouble = slot.name() + " cannot be used, " + slot.trouble();
                }
            }
        }
        SlaveMapEntry first = allowed.getFirst();
        return new DmaException.NotYetAvailable("the channel " + client() + " is not there yet: "
                + (trouble.isEmpty() ? "no controller present has " + wantedBy(first) : trouble) + " (entry " + first.origin() + ")");
    }

    private List<SlaveMapEntry> entries() {
        return sources.lookup(device, name) instanceof Answer.Found(List<SlaveMapEntry> entries) ? entries : List.of();
    }

    private static String wantedBy(SlaveMapEntry entry) {
        return (entry.channel() >= 0 ? "channel " + entry.channel() : entry.requestLine() >= 0 ? "request line " + entry.requestLine() : "a channel")
                + (entry.controller().isEmpty() ? "" : " on controller " + entry.controller())
                + (entry.filter().isEmpty() ? "" : " that matches " + entry.filter());
    }
}

package org.dmaengine.core.slavemap;

import java.util.List;
import java.util.stream.Stream;
import org.dmaengine.DmaException;
import org.dmaengine.SwapTerms;
import org.dmaengine.core.registry.Candidate;
import org.dmaengine.core.registry.ChannelSlot;
import org.dmaengine.core.registry.Wanted;
import org.dmaengine.spi.SlaveMapEntry;
import org.dmaengine.spi.SlaveMapSource.Answer;

/// A request by client device and name (REQ-01 to REQ-10).
///
/// @param bundle who asks, for entries that name the bundles allowed
record ByName(Sources sources, String device, String name, String bundle) implements Wanted {
    @Override
    public Stream<Candidate> candidates(List<ChannelSlot> slots) {
        return usableEntries().stream().flatMap(entry -> slots.stream()
                .filter(slot -> slot.isFree() && EntryMatch.means(entry, slot)).map(slot -> new Candidate(slot, entry)));
    }

    @Override
    public Candidate candidate(ChannelSlot slot) {
        return usableEntries().stream().filter(entry -> EntryMatch.means(entry, slot)).findFirst()
                .map(entry -> new Candidate(slot, entry)).orElse(null);
    }

    @Override
    public DmaException refusal(List<ChannelSlot> slots) {
        return switch (sources.lookup(device, name)) {
            case Answer.None(String reason) -> NearMisses.noSuchChannel(client(), reason, sources.entries());
            case Answer.Deferred(String reason) -> new DmaException.NotYetAvailable("the channel " + client() + " is not there yet: " + reason);
            case Answer.Found(List<SlaveMapEntry> entries) -> refusalOf(entries, slots);
        };
    }

    /// The entry it is bound to, as it reads now, if it still exists; else whatever the name means now.
    @Override
    public Candidate again(ChannelSlot slot, SlaveMapEntry bound) {
        // Asked of each lease for each channel that comes: no streams, and no lists of what is usable.
        boolean isThere = false;
        SlaveMapEntry other = null;
        for (SlaveMapEntry entry : entriesNow()) {
            if (!isUsable(entry)) {
                continue;
            }
            boolean same = entry.origin().equals(bound.origin());
            isThere |= same;
            if (EntryMatch.means(entry, slot)) {
                if (same) {
                    return new Candidate(slot, entry);
                }
                other = other == null ? entry : other;
            }
        }
        return isThere || other == null ? null : new Candidate(slot, other);
    }

    @Override
    public SwapTerms swap() {
        return SwapTerms.DEFAULT;
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
            if (!sources.routers().reach(entry)) {
                trouble = "its router " + entry.router() + " is not there";
                continue;
            }
            for (ChannelSlot slot : slots) {
                if (!EntryMatch.means(entry, slot)) {
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

    private List<SlaveMapEntry> usableEntries() {
        return entriesNow().stream().filter(this::isUsable).toList();
    }

    private List<SlaveMapEntry> entriesNow() {
        return sources.lookup(device, name) instanceof Answer.Found(List<SlaveMapEntry> entries) ? entries : List.of();
    }

    private boolean isUsable(SlaveMapEntry entry) {
        return EntryMatch.allows(entry, bundle) && sources.routers().reach(entry);
    }

    private static String wantedBy(SlaveMapEntry entry) {
        return (entry.channel() >= 0 ? "channel " + entry.channel() : entry.requestLine() >= 0 ? "request line " + entry.requestLine() : "a channel")
                + (entry.controller().isEmpty() ? "" : " on controller " + entry.controller())
                + (entry.filter().isEmpty() ? "" : " that matches " + entry.filter());
    }
}

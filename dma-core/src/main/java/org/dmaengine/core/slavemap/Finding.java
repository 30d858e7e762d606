package org.dmaengine.core.slavemap;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.dmaengine.core.registry.ChannelSlot;
import org.dmaengine.spi.SlaveMapEntry;

/// What the presence of a mapping rests on: the entries that were in force, and the channel found for them.
///
/// @param entries those whose controllers can be reached
/// @param slot    null if none of the channels was meant by them
record Finding(List<SlaveMapEntry> entries, ChannelSlot slot) {
    static final Finding NOTHING = new Finding(List.of(), null);

    /// Looks for a channel that works, held or not.
    static Finding among(List<ChannelSlot> slots, List<SlaveMapEntry> entries) {
        for (ChannelSlot slot : entries.isEmpty() ? List.<ChannelSlot>of() : slots) {
            if (isMeant(slot, entries)) {
                return new Finding(entries, slot);
            }
        }
        return new Finding(entries, null);
    }

    /// How long its absence is borne: as long as the entry says that waits longest.
    Duration swapTimeout() {
        return entries.stream().map(entry -> entry.swap().timeout()).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }

    boolean isPresent() {
        return slot != null;
    }

    /// Says whether it may be otherwise now that this channel has come, changed or left: one that has been found is enough.
    boolean isTouchedBy(ChannelSlot changed) {
        return slot == null ? isMeant(changed, entries) : slot == changed;
    }

    /// Says whether the entries mean this channel, whether it works or not.
    boolean means(ChannelSlot channel) {
        return entries.stream().anyMatch(entry -> EntryMatch.means(entry, channel));
    }

    private static boolean isMeant(ChannelSlot slot, List<SlaveMapEntry> entries) {
        return slot.trouble().isEmpty() && entries.stream().anyMatch(entry -> EntryMatch.means(entry, slot));
    }
}

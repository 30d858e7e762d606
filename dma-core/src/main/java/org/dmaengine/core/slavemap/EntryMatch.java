package org.dmaengine.core.slavemap;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.dmaengine.core.registry.ChannelSlot;
import org.dmaengine.spi.SlaveMapEntry;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;

/// Whether a channel is one that an entry means.
public final class EntryMatch {
    /// Each filter is parsed once: it is held against every channel that comes, for every entry that has it.
    private static final Map<String, Filter> PARSED = new ConcurrentHashMap<>();
    /// More than any board has; one whose filters change for ever begins anew.
    private static final int MOST_PARSED = 4096;

    private EntryMatch() {
    }

    /// Says whether the channel is meant by the entry.
    public static boolean means(SlaveMapEntry entry, ChannelSlot slot) {
        return isOnController(entry, slot) && passesFilter(entry, slot) && isThatChannel(entry, slot) && servesLine(entry, slot);
    }

    /// Why the channel is not meant by the entry, for people; empty if it is.
    public static String mismatch(SlaveMapEntry entry, ChannelSlot slot) {
        if (!isOnController(entry, slot)) {
            return "belongs to controller " + slot.controller().name();
        }
        if (!passesFilter(entry, slot)) {
            return "does not match " + entry.filter();
        }
        if (!isThatChannel(entry, slot)) {
            return "is channel " + slot.channel();
        }
        return servesLine(entry, slot) ? "" : "does not serve request line " + entry.requestLine();
    }

    /// Says whether the channel belongs to the controller that the entry refers to, by name or else by its filter, be it another channel
    /// of it or one that does not serve the line.
    public static boolean isNear(SlaveMapEntry entry, ChannelSlot slot) {
        return entry.controller().isEmpty() ? passesFilter(entry, slot) : isOnController(entry, slot);
    }

    private static boolean isOnController(SlaveMapEntry entry, ChannelSlot slot) {
        return entry.controller().isEmpty() || entry.controller().equals(slot.controller().name());
    }

    private static boolean isThatChannel(SlaveMapEntry entry, ChannelSlot slot) {
        return entry.channel() < 0 || entry.channel() == slot.channel();
    }

    /// Behind a router it is the route that decides on the controller's line.
    private static boolean servesLine(SlaveMapEntry entry, ChannelSlot slot) {
        return entry.requestLine() < 0 || !entry.router().isEmpty() || slot.serves(entry.requestLine());
    }

    /// Says whether this bundle may request the entry.
    public static boolean allows(SlaveMapEntry entry, String bundle) {
        Set<String> allowed = entry.bundles();
        return allowed.isEmpty() || allowed.contains(bundle);
    }

    private static boolean passesFilter(SlaveMapEntry entry, ChannelSlot slot) {
        if (entry.filter().isEmpty()) {
            return true;
        }
        Filter filter = PARSED.get(entry.filter());
        if (filter == null) {
            try {
                filter = FrameworkUtil.createFilter(entry.filter());
            } catch (InvalidSyntaxException e) {
                return false;
            }
            if (PARSED.size() >= MOST_PARSED) {
                PARSED.clear();
            }
            PARSED.put(entry.filter(), filter);
        }
        return filter.matches(slot.properties());
    }
}

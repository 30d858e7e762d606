package org.dmaengine.core.slavemap;

import java.util.Set;
import org.dmaengine.core.registry.ChannelSlot;
import org.dmaengine.spi.SlaveMapEntry;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;

/// Whether a channel is one that an entry means.
public final class EntryMatch {
    private EntryMatch() {
    }

    /// Why the channel is not meant by the entry; empty if it is.
    public static String mismatch(SlaveMapEntry entry, ChannelSlot slot) {
        if (!entry.controller().isEmpty() && !entry.controller().equals(slot.controller().name())) {
            return "belongs to controller " + slot.controller().name();
        }
        if (!entry.filter().isEmpty() && !matches(entry.filter(), slot)) {
            return "does not match " + entry.filter();
        }
        if (entry.channel() >= 0 && entry.channel() != slot.channel()) {
            return "is channel " + slot.channel();
        }
        // Behind a router it is the route that decides on the controller's line.
        if (entry.requestLine() >= 0 && entry.router().isEmpty() && !slot.serves(entry.requestLine())) {
            return "does not serve request line " + entry.requestLine();
        }
        return "";
    }

    /// Says whether this bundle may request the entry.
    public static boolean allows(SlaveMapEntry entry, String bundle) {
        Set<String> allowed = entry.bundles();
        return allowed.isEmpty() || allowed.contains(bundle);
    }

    private static boolean matches(String filter, ChannelSlot slot) {
        try {
            return FrameworkUtil.createFilter(filter).matches(slot.properties());
        } catch (InvalidSyntaxException e) {
            return false;
        }
    }
}

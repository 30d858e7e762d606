package org.dmaengine.tools.board;

import java.util.Collection;
import java.util.OptionalInt;
import org.dmaengine.ChannelInfo;
import org.dmaengine.spi.SlaveMapEntry;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;

/// Which line of its controller a peripheral is on.
///
/// @param entries   those in force
/// @param crossbars the routers
record Lines(Collection<SlaveMapEntry> entries, Collection<Crossbar> crossbars) {
    /// The line of the peripheral whose channel this is by that name: where its route ends, else what the tree says. A channel that the
    /// tree names by number serves one peripheral; its line is numbered like it.
    int of(Name name, ChannelInfo channel) {
        SlaveMapEntry entry = meant(name, channel);
        return routed(channel.name()).orElse(entry.requestLine() >= 0 ? entry.requestLine() : channel.channel());
    }

    private OptionalInt routed(String channel) {
        return crossbars.stream().map(crossbar -> crossbar.line(channel)).filter(OptionalInt::isPresent).findFirst()
                .orElse(OptionalInt.empty());
    }

    /// Which of the alternatives of a name has led to a channel.
    private SlaveMapEntry meant(Name name, ChannelInfo channel) {
        return entries.stream().filter(entry -> new Name(entry.device(), entry.name()).equals(name))
                .filter(entry -> entry.channel() < 0 || entry.channel() == channel.channel())
                .filter(entry -> leadsTo(entry, channel)).findFirst()
                .orElseThrow(() -> new IllegalStateException("no entry of " + name + " leads to " + channel.name()));
    }

    private static boolean leadsTo(SlaveMapEntry entry, ChannelInfo channel) {
        try {
            return FrameworkUtil.createFilter(entry.filter()).matches(channel.properties());
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(entry.origin() + ": " + e.getMessage(), e);
        }
    }
}

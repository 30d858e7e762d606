package org.dmaengine.tools.board;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.dmaengine.spi.RequestRouter;
import org.dmaengine.spi.SlaveMapEntry;

/// A router that leads any of its inputs to the first request line that no other route ends at.
final class Crossbar implements RequestRouter {
    private final RouterPart part;

    // ---- guarded by this ----
    private final Map<String, Integer> lines = new HashMap<>();
    private final BitSet used = new BitSet();
    private int made;

    Crossbar(RouterPart part) {
        this.part = part;
    }

    @Override
    public synchronized Route route(SlaveMapEntry entry, String channel) {
        int line = used.nextClearBit(0);
        if (part.lines() > 0 && line >= part.lines()) {
            throw new IllegalStateException(part.node() + " has no free route for " + entry.key() + ": all " + part.lines()
                    + " lines behind it are used; release a channel");
        }
        used.set(line);
        lines.put(channel, line);
        made++;
        return new Route() {
            @Override
            public int requestLine() {
                return line;
            }

            @Override
            public void close() {
                takeDown(channel, line);
            }
        };
    }

    private synchronized void takeDown(String channel, int line) {
        used.clear(line);
        lines.remove(channel, line);
    }

    /// The line that the route of a channel ends at; empty if it has none.
    synchronized OptionalInt line(String channel) {
        Integer line = lines.get(channel);
        return line == null ? OptionalInt.empty() : OptionalInt.of(line);
    }

    /// Routes made so far.
    synchronized int made() {
        return made;
    }

    /// Routes that there are.
    synchronized int open() {
        return lines.size();
    }
}

package org.dmaengine.tools.swaptest;

import java.util.ArrayDeque;

/// When a channel has had something to do without a break: only then is the time between two steps the engine's. Thread-safe.
final class Busy {
    private static final int MOST_SPELLS = 1_000;

    // Guarded by this, like all below. The latest ones, in order.
    private final ArrayDeque<Spell> spells = new ArrayDeque<>();
    private boolean now;
    private long since;

    private record Spell(long begin, long end) {
        boolean covers(long from, long to) {
            return begin - from <= 0 && to - end <= 0;
        }
    }

    /// There is something to do.
    synchronized void begin() {
        if (!now) {
            now = true;
            since = System.nanoTime();
        }
    }

    /// There is nothing to do.
    synchronized void end() {
        if (now) {
            now = false;
            spells.add(new Spell(since, System.nanoTime()));
            if (spells.size() > MOST_SPELLS) {
                spells.remove();
            }
        }
    }

    /// Says whether there was something to do all the time; false if that is too long ago to be known.
    synchronized boolean wasBusy(long from, long to) {
        return now && since - from <= 0 || spells.stream().anyMatch(spell -> spell.covers(from, to));
    }
}

package org.dmaengine.tools;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/// How far a command has come, on one line of a terminal that is written over and over and goes when it is over. Anywhere
/// else it says nothing.
public final class Progress implements AutoCloseable {
    private static final long REFRESH_NANOS = 100_000_000;
    private static final String ERASE = "\r\u001b[K";

    private final PrintStream terminal;
    private final String phase;
    private final long total;
    private final LongSupplier clock;
    private final long begin;
    private long shown;
    private boolean visible;

    /// @param terminal where to show it, null for nowhere
    /// @param phase    what is being done
    /// @param total    bytes, or whatever is counted, to do; -1 if nobody knows
    /// @param clock    nanoseconds
    public Progress(PrintStream terminal, String phase, long total, LongSupplier clock) {
        this.terminal = terminal;
        this.phase = phase;
        this.total = total;
        this.clock = clock;
        this.begin = clock.getAsLong();
        this.shown = begin;
    }

    /// Shows that so many bytes are done, at most ten times a second.
    public void at(long done) {
        long now = clock.getAsLong();
        if (isDue(now)) {
            show(now, phase + ' ' + (total < 0 ? done + " bytes" : String.format(Locale.ROOT, "%3d %%", done * 100 / Math.max(1, total)))
                    + "  " + Figures.rate(done, now - begin));
        }
    }

    /// Shows which of them it has come to that are not bytes, as often.
    ///
    /// @param what it is, in a word
    public void counts(long number, String what) {
        long now = clock.getAsLong();
        if (isDue(now)) {
            show(now, phase + ' ' + number + " of " + total + ", " + what);
        }
    }

    /// Shows that everything waits for somebody who has so many bytes still to take, as often.
    public void waits(String whom, long left) {
        long now = clock.getAsLong();
        if (isDue(now)) {
            show(now, "waiting for " + whom + ": " + left + (left == 1 ? " byte left" : " bytes left"));
        }
    }

    private boolean isDue(long now) {
        return terminal != null && now - shown >= REFRESH_NANOS;
    }

    private void show(long now, String line) {
        shown = now;
        visible = true;
        terminal.print(ERASE + line);
        terminal.flush();
    }

    /// Makes way for a line that somebody else writes to the same terminal.
    public void hide() {
        if (visible) {
            visible = false;
            terminal.print(ERASE);
            terminal.flush();
        }
    }

    /// Takes the line away.
    @Override
    public void close() {
        hide();
    }
}

package org.dmaengine.endpoints.serial;

import java.io.IOException;
import java.util.function.LongSupplier;

/// A line that this process has open and made raw, for one that reads and one that writes. When the last of them leaves, its
/// former settings are restored.
///
/// All methods are called under the lock of its [Lines].
final class Line {
    private static final int TOLERANCE = 20; // a fraction: 5 %, beyond which a receiver samples the wrong bit

    private final LineOptions options;
    private final Terminal terminal;
    private final LineSettings former;
    private LineReader reader;
    private LineWriter writer;

    /// @throws IOException if the line cannot do what the options say; it is then as it was
    Line(LineOptions options, Terminal terminal) throws IOException {
        this.options = options;
        this.terminal = terminal;
        this.former = terminal.settings();
        try {
            terminal.settings(former.raw(options));
            requireRate(terminal.settings().outputSpeed());
        } catch (IOException | RuntimeException e) {
            restore();
            throw e;
        }
    }

    private void requireRate(int rate) throws IOException {
        if (options.baud() != 0 && Math.abs((long) rate - options.baud()) > options.baud() / TOLERANCE) {
            throw new IOException("the line cannot send at " + options.baud() + " baud, the nearest that it can is " + rate + "; say baud=" + rate);
        }
    }

    LineReader reader(Runnable closed, LongSupplier clock) throws IOException {
        require(reader == null, "read");
        reader = new LineReader(terminal, pace(clock), closed);
        return reader;
    }

    LineWriter writer(Runnable closed, LongSupplier clock) throws IOException {
        require(writer == null, "written");
        writer = new LineWriter(terminal, pace(clock), !terminal.isPseudo(), closed);
        return writer;
    }

    private void require(boolean condition, String how) throws IOException {
        if (!condition) {
            throw new IOException("it is " + how + " already by another port of this process; close that one first");
        }
    }

    /// @throws IOException if it was opened with others
    void requireOptions(LineOptions wanted) throws IOException {
        if (!options.equals(wanted)) {
            throw new IOException("it is open with " + options + "; " + wanted + " is refused: both directions of a line share its settings");
        }
    }

    private Pace pace(LongSupplier clock) {
        return terminal.isPseudo() && options.baud() != 0 ? new Pace((double) options.baud() / options.bitsPerByte(), clock) : Pace.NONE;
    }

    void readerLeft() {
        reader = null;
    }

    void writerLeft() {
        writer = null;
    }

    boolean isUnused() {
        return reader == null && writer == null;
    }

    /// Gives the line back as it was.
    void close() {
        restore();
        terminal.close();
    }

    private void restore() {
        try {
            terminal.settings(former);
        } catch (IOException _) {
            // hung up: there is nothing left to restore
        }
    }
}

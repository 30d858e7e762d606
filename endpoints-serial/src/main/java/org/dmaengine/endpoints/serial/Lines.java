package org.dmaengine.endpoints.serial;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// The lines that are open, by path: who reads a line and who writes it share one [Line].
final class Lines {
    /// Opens a terminal.
    interface Opener {
        Terminal open(String path) throws IOException;
    }

    private final Opener opener;
    private final LongSupplier clock;
    private final Map<String, Line> open = new HashMap<>(); // guarded by this

    Lines(Opener opener, LongSupplier clock) {
        this.opener = opener;
        this.clock = clock;
    }

    /// @throws IOException if the line is not to be had, is read already, or is open with other options
    synchronized LineReader read(String path, LineOptions options) throws IOException {
        String real = real(path);
        Line line = line(real, options);
        try {
            return line.reader(() -> left(real, line, Line::readerLeft), clock);
        } finally {
            closeIfUnused(real, line);
        }
    }

    /// @throws IOException if the line is not to be had, is written already, or is open with other options
    synchronized LineWriter write(String path, LineOptions options) throws IOException {
        String real = real(path);
        Line line = line(real, options);
        try {
            return line.writer(() -> left(real, line, Line::writerLeft), clock);
        } finally {
            closeIfUnused(real, line);
        }
    }

    private Line line(String real, LineOptions options) throws IOException {
        Line line = open.get(real);
        if (line == null) {
            line = newLine(real, options);
            open.put(real, line);
        } else {
            line.requireOptions(options);
        }
        return line;
    }

    private Line newLine(String real, LineOptions options) throws IOException {
        Terminal terminal = opener.open(real);
        try {
            return new Line(options, terminal);
        } catch (IOException | RuntimeException e) {
            terminal.close();
            throw e;
        }
    }

    private interface Leave {
        void from(Line line);
    }

    private synchronized void left(String real, Line line, Leave leave) {
        leave.from(line);
        closeIfUnused(real, line);
    }

    private void closeIfUnused(String real, Line line) {
        if (line.isUnused() && open.remove(real, line)) {
            line.close();
        }
    }

    /// One name for each line, whatever links lead to it.
    private static String real(String path) {
        try {
            return Path.of(path).toRealPath().toString();
        } catch (IOException _) {
            return path; // opening it says what is wrong
        }
    }
}

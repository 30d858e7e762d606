package org.dmaengine.tools.test;

import java.io.PrintStream;
import java.util.Locale;

/// Writes the lines of one test thread. Each line is one write, so that those of several threads do not mix.
record TestLog(PrintStream out, String thread, boolean verbose) {
    static final String PREFIX = "dmatest: ";

    /// A test that failed (TST-54, TST-55).
    void result(long test, String message, TestWindow window, long detail) {
        line(String.format(Locale.ROOT, "result #%d: '%s' with src_off=0x%x dst_off=0x%x len=0x%x (%d)", test, message,
                window.sourceOffset(), window.targetOffset(), window.length(), detail));
    }

    /// A test that passed; said only if asked for.
    void passed(long test, TestWindow window) {
        if (verbose) {
            result(test, "test passed", window, 0);
        }
    }

    /// One wrong byte (TST-52).
    void mismatch(String buffer, long index, String kind, byte expected, byte actual) {
        line(String.format(Locale.ROOT, "%s[0x%x] %s: expected %02x, got %02x", buffer, index, kind, expected, actual));
    }

    /// The wrong bytes that got no line (TST-53).
    void suppressed(long count) {
        line(count + " errors suppressed");
    }

    /// Anything else about this thread.
    void line(String text) {
        out.println(PREFIX + thread + ": " + text);
    }
}

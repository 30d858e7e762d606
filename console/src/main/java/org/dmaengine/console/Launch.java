package org.dmaengine.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.Map;

/// What the launcher asks for: the properties of its service, under the names that it uses, too.
///
/// @param words   the command line as the caller's shell split it; empty for none
/// @param home    the distribution's folder
/// @param version the product's version
/// @param board   the board file in use, as the caller would know it
/// @param debug   whether a failure is shown with its stack trace
record Launch(String[] words, String home, String version, String board, boolean debug) {
    static final String SERVICE = "dmaengine.launch";
    static final String WORDS = "dmaengine.words";
    static final String HOME = "dmaengine.home";
    static final String VERSION = "dmaengine.version";
    static final String BOARD = "dmaengine.board";
    static final String DEBUG = "dmaengine.debug";

    /// The process's own streams. `System.out` is for strays: the launcher turns it to standard error, so that standard
    /// output holds nothing but what the command prints.
    static final PrintStream OUT = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
    static final PrintStream ERR = new PrintStream(new FileOutputStream(FileDescriptor.err), true);

    static Launch of(Map<String, Object> service) {
        return new Launch(
                (String[]) service.get(WORDS),
                (String) service.get(HOME),
                (String) service.get(VERSION),
                (String) service.get(BOARD),
                (Boolean) service.get(DEBUG));
    }

    void complain(String line) {
        ERR.println("dmaengine: " + line);
    }

    void complain(Throwable failure) {
        complain(Failure.line(failure));
        if (debug) {
            failure.printStackTrace(ERR);
        }
    }
}

package org.dmaengine.tools;

import java.io.Console;
import java.io.PrintStream;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Process;

/// Where a running command writes to. Its session knows only the console as a whole; pipes and redirections belong to the
/// command. To be asked on the command's own thread.
public final class CommandStreams {
    private CommandStreams() {}

    /// For results: the console, a pipe to the next command, or a file. Each line goes out at once; Gogo's own stream would
    /// keep the lines of an endless test until its end.
    public static PrintStream out(CommandSession session) {
        Process process = Process.Utils.current();
        return process != null ? new PrintStream(process.out(), true) : session.getConsole();
    }

    /// For progress: where people watch, if they do, that is, if both ends of the JVM's process are a terminal. Never the
    /// stream of the results.
    public static Optional<PrintStream> terminal() {
        Console console = System.console();
        Process process = Process.Utils.current();
        return console != null && console.isTerminal() && process != null ? Optional.of(process.err()) : Optional.empty();
    }
}

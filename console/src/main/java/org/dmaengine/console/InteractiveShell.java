package org.dmaengine.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.felix.gogo.jline.Shell;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.jline.reader.LineReader;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.terminal.TerminalBuilder;

/// The shell on a terminal, with history and completion. Ctrl-C ends the command, Ctrl-D the shell.
final class InteractiveShell implements Console {
    private final Launch launch;
    private final ShellCommands shell;
    private final Terminal terminal;
    private final CommandSession session;

    InteractiveShell(Launch launch, CommandProcessor processor, ShellCommands shell) {
        this.launch = launch;
        this.shell = shell;
        try {
            terminal = TerminalBuilder.builder().system(true).signalHandler(SignalHandler.SIG_IGN).build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        session = processor.createSession(terminal.input(), terminal.output(), terminal.output());
        session.put(Shell.VAR_TERMINAL, terminal);
    }

    static boolean onTerminal() {
        java.io.Console console = System.console();
        return console != null && console.isTerminal();
    }

    @Override
    public int run() throws Exception {
        terminal.writer().println("DMA engine " + launch.version() + ", board " + launch.board());
        terminal.writer().println("dma:demo is a tour, help lists the commands, Tab completes, Ctrl-D leaves.");
        session.put(LineReader.HISTORY_FILE, history());
        shell.gosh(session, new String[] {"--login", "--noshutdown", "--nohistory"});
        return 0;
    }

    /// Where the XDG rules put what a program remembers.
    private static Path history() throws IOException {
        String state = System.getenv("XDG_STATE_HOME");
        Path base = state == null || state.isBlank() ? Path.of(System.getProperty("user.home"), ".local", "state") : Path.of(state);
        return Files.createDirectories(base.resolve("dmaengine")).resolve("history");
    }

    @Override
    public void close() {
        shell.stop();
        try {
            terminal.close(); // gives the terminal back as it was
        } catch (IOException e) {
            launch.complain(e);
        }
    }
}

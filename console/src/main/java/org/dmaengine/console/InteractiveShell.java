package org.dmaengine.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.felix.gogo.jline.Expander;
import org.apache.felix.gogo.jline.Highlighter;
import org.apache.felix.gogo.jline.ParsedLineImpl;
import org.apache.felix.gogo.jline.Parser;
import org.apache.felix.gogo.jline.Shell;
import org.apache.felix.gogo.runtime.CommandSessionImpl;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.jline.builtins.Completers.Completer;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.terminal.TerminalBuilder;

/// The shell on a terminal, with history and completion. Ctrl-C ends the command, Ctrl-D the shell.
///
/// Gogo's JLine bundle is used as a library and never started: its activator would take the terminal and the signals,
/// Ctrl-C among them, even where a single command line is run; and its loop shows a failure as a Java class name.
final class InteractiveShell implements Console {
    private static final String PROFILE = "etc/gosh_profile";

    private final Launch launch;
    private final ShellCommands commands;
    private final Terminal terminal;
    private final CommandSession session;
    private final LineRunner runner;
    private volatile boolean closed;

    InteractiveShell(Launch launch, CommandProcessor processor, ShellCommands commands) throws IOException {
        this.launch = launch;
        this.commands = commands;
        terminal = TerminalBuilder.builder()
                .system(true)
                .nativeSignals(true)
                .signalHandler(SignalHandler.SIG_IGN) // Ctrl-Z would stop the engine under its transfers
                .build();
        session = processor.createSession(terminal.input(), terminal.output(), terminal.output());
        runner = new LineRunner(launch, session);
    }

    static boolean onTerminal() {
        java.io.Console console = System.console();
        return console != null && console.isTerminal();
    }

    @Override
    public int run() throws Exception {
        LineReader reader = reader();
        session.execute(Files.readString(Path.of(launch.home(), PROFILE)));
        terminal.handle(Signal.INT, _ -> CommandThreads.interrupt());
        runner.println("DMA engine " + launch.version() + ", board: " + launch.board());
        runner.println("dma:demo is a tour, help lists the commands, Tab completes, Ctrl-D leaves.");
        while (!closed && !commands.exiting()) {
            try {
                reader.readLine(Shell.getPrompt(session), Shell.getRPrompt(session), (Character) null, null);
                runner.run(((ParsedLineImpl) reader.getParsedLine()).program());
            } catch (UserInterruptException _) {
                // Ctrl-C at the prompt: the line is dropped, the next one is asked for
            } catch (EndOfFileException _) {
                break;
            }
        }
        return 0;
    }

    private LineReader reader() throws IOException {
        session.put(LineReader.HISTORY_FILE, history());
        LineReader reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .variables(((CommandSessionImpl) session).getVariables())
                .completer(new Completer(new Completion(session)))
                .highlighter(new Highlighter(session))
                .parser(new Parser())
                .expander(new Expander(session))
                .build();
        reader.setOpt(LineReader.Option.AUTO_FRESH_LINE);
        session.put(Shell.VAR_TERMINAL, terminal);
        session.put(Shell.VAR_READER, reader);
        return reader;
    }

    /// Where the XDG rules put what a program remembers.
    private static Path history() throws IOException {
        String state = System.getenv("XDG_STATE_HOME");
        Path base = state == null || state.isBlank() ? Path.of(System.getProperty("user.home"), ".local", "state") : Path.of(state);
        return Files.createDirectories(base.resolve("dmaengine")).resolve("history");
    }

    @Override
    public void close() {
        closed = true;
        try {
            terminal.close(); // gives the terminal back as it was
        } catch (IOException e) {
            launch.complain(e);
        }
    }
}

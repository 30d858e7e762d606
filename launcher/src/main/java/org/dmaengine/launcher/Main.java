package org.dmaengine.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// The command line of `./dmaengine`.
@Command(
        name = "./dmaengine",
        versionProvider = Main.Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = "Runs DMA controllers and clients in an OSGi framework, on the board that a file describes.",
        footer = {
            "",
            "Without COMMAND: a shell on the terminal, or what standard input holds.",
            "Several words are a command and its arguments, taken as they are.",
            "One word is a whole Gogo command line: ./dmaengine 'dma:list; dma:summary'",
            "",
            "Exit status: 0, 1 if the command failed, 2 if it could not be started,",
            "130 after Ctrl-C."
        })
public final class Main implements Callable<Integer> {
    static final int FAILED = 1;
    static final int USAGE = 2;

    @Option(names = "--board", paramLabel = "FILE.json", description = "the board, instead of the default one")
    private Path boardFile;

    @Option(names = "--bundle", paramLabel = "FILE.jar",
            description = "a bundle of your own, a driver for example, started beside the others; may be repeated")
    private List<Path> bundles = List.of();

    @Option(names = "--framework", paramLabel = "NAME", defaultValue = "felix",
            description = "the OSGi framework: felix (default) or equinox")
    private FrameworkName framework;

    @Option(names = "--log-level", paramLabel = "LEVEL", defaultValue = "warn",
            description = "what is logged on standard error: error, warn (default), info, debug")
    private LogLevel logLevel;

    // These two are looked at by picocli alone.
    @Option(names = {"-h", "--help"}, usageHelp = true, description = "this text")
    private boolean help;

    @Option(names = {"-V", "--version"}, versionHelp = true, description = "the version")
    private boolean version;

    @Parameters(paramLabel = "COMMAND", description = "for example dma:list; help lists them all")
    private List<String> words = List.of();

    enum LogLevel { ERROR, WARN, INFO, DEBUG }

    public static void main(String[] args) {
        System.exit(execute(args));
    }

    static int execute(String... args) {
        return new CommandLine(new Main())
                .setStopAtPositional(true) // options behind the command are the command's own
                .setExpandAtFiles(false) // an argument that starts with @ is an argument
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((e, _) -> complain(USAGE, usage(e)))
                .setExecutionExceptionHandler((e, _, _) -> fail(e))
                .execute(args);
    }

    @Override
    public Integer call() throws Exception {
        Home home = Home.ofThisProgram();
        Path path = boardFile == null ? home.defaultBoard() : boardFile;
        Board board = Board.read(path);
        List<UserBundle> own = bundles.stream().map(UserBundle::new).toList();
        for (UserBundle bundle : own) {
            bundle.expectUsable();
        }
        // From here on standard output is the command's alone: whoever else prints, prints to standard error.
        System.setOut(System.err);
        Request request = new Request(words, boardFile == null ? "default" : path.toString(), framework, own, logLevel);
        try (Container container = new Container(home, board, request)) {
            return container.run();
        }
    }

    private static String usage(ParameterException e) {
        return e.getMessage() + "; './dmaengine --help' tells more";
    }

    private static int fail(Exception e) {
        if (e instanceof BoardException board) {
            return complain(USAGE, board.problems().toArray(String[]::new));
        }
        if (e instanceof UserBundleException) {
            return complain(USAGE, e.getMessage());
        }
        return complain(FAILED, e.getMessage() == null ? e.toString() : e.getMessage());
    }

    static int complain(int code, String... lines) {
        for (String line : lines) {
            System.err.println("dmaengine: " + line);
        }
        return code;
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"dmaengine %s (Java %s)".formatted(number(), Runtime.version())};
        }

        static String number() {
            String version = Main.class.getPackage().getImplementationVersion();
            return version == null ? "(unpacked)" : version;
        }
    }
}

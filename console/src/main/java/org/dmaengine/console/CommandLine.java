package org.dmaengine.console;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;

/// The words behind `./dmaengine`, run as one Gogo command line.
final class CommandLine implements Console {
    private static final Pattern COMMAND = Pattern.compile("[\\w.:-]+");

    private final Launch launch;
    private final String[] words;
    private final CommandSession session;
    private final LineRunner runner;

    CommandLine(Launch launch, CommandProcessor processor) {
        this.launch = launch;
        words = launch.words();
        session = LineRunner.session(processor);
        runner = new LineRunner(launch, session);
    }

    @Override
    public int run() {
        if (words.length > 1 && !isCommand(words[0])) {
            launch.complain("'" + words[0] + "' is no command; a whole line of Gogo must be the only word");
            return 1;
        }
        return runner.run(program(session, words)) ? 0 : 1;
    }

    /// A single word is a line as it is, so that quotes in the caller's shell let a whole program through. Several words
    /// are a command and its arguments; they go in as the session's `$args`, which Gogo spreads without looking into
    /// them: there is nothing to escape, and what the caller's shell kept together stays together.
    static String program(CommandSession session, String... words) {
        if (words.length == 1) {
            return words[0];
        }
        session.put("args", List.copyOf(Arrays.asList(words).subList(1, words.length)));
        return words[0] + " $args";
    }

    static boolean isCommand(String word) {
        return COMMAND.matcher(word).matches();
    }

    @Override
    public void close() {
        // The command is interrupted by its thread; there is nothing else to wake.
    }
}

package org.dmaengine.console;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import org.apache.felix.gogo.runtime.EOFError;
import org.apache.felix.gogo.runtime.Parser;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;

/// Commands from standard input where that is no terminal: each is run as soon as it is complete, and the first that
/// fails ends the script.
final class Script implements Console {
    private final LineRunner runner;
    private final ShellCommands shell;

    Script(Launch launch, CommandProcessor processor, ShellCommands shell) {
        CommandSession session = LineRunner.session(processor);
        this.runner = new LineRunner(launch, session);
        this.shell = shell;
    }

    @Override
    public int run() throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
        StringBuilder program = new StringBuilder();
        for (String line = lines.readLine(); line != null && !shell.exiting(); line = lines.readLine()) {
            program.append(line).append('\n');
            if (isComplete(program)) {
                if (!runner.run(program)) {
                    return 1;
                }
                program.setLength(0);
            }
        }
        return program.toString().isBlank() || runner.run(program) ? 0 : 1;
    }

    /// An open bracket or quote goes on in the next line.
    private static boolean isComplete(CharSequence program) {
        try {
            new Parser(program).program();
            return true;
        } catch (EOFError _) {
            return false;
        } catch (RuntimeException _) {
            return true; // a mistake: running it tells the user which
        }
    }

    @Override
    public void close() {
        // A read from standard input cannot be woken; the process ends without it.
    }
}

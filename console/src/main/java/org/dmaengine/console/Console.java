package org.dmaengine.console;

import java.io.IOException;
import org.apache.felix.service.command.CommandProcessor;

/// One way to take commands: from the command line, from standard input, or from a terminal.
interface Console extends AutoCloseable {
    /// Takes commands until there are no more.
    ///
    /// @return the process's exit code
    int run() throws Exception;

    /// Makes [#run] come to its end. Called on another thread.
    @Override
    void close();

    static Console of(Launch launch, CommandProcessor processor, ShellCommands shell) throws IOException {
        if (launch.words().length > 0) {
            return new CommandLine(launch, processor);
        }
        return InteractiveShell.onTerminal() ? new InteractiveShell(launch, processor, shell) : new Script(launch, processor, shell);
    }
}

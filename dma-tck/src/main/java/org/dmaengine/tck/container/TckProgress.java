package org.dmaengine.tck.container;

import java.io.Console;
import java.io.PrintStream;
import org.apache.felix.service.command.Process;

/// How far `dma:tck` has come: a line for each channel where people watch, nothing anywhere else.
///
/// @param terminal null for nowhere
/// @param channels how many there are to test
record TckProgress(PrintStream terminal, int channels) {
    /// On the terminal of the running command, if both ends of the JVM's process are one. To be asked on the command's own thread.
    static TckProgress of(int channels) {
        Console console = System.console();
        Process process = Process.Utils.current();
        return new TckProgress(console != null && console.isTerminal() && process != null ? process.err() : null, channels);
    }

    /// The next one is tested now, behind so many others.
    void begins(int done, String channel) {
        if (terminal != null) {
            terminal.println("testing " + channel + " (" + (done + 1) + " of " + channels + ")");
            terminal.flush();
        }
    }
}

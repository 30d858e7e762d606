package org.dmaengine.console;

import java.io.IOException;
import java.nio.file.Files;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Component;

/// The shell's own commands.
@Component(service = ShellCommands.class)
@GogoCommand(scope = "console", function = {"help", "source", "exit"})
public final class ShellCommands {
    private volatile boolean exiting;

    @Descriptor("lists the commands")
    public void help(CommandSession session) {
        new Help(session).list(System.out);
    }

    @Descriptor("tells what a command does")
    public void help(CommandSession session, @Descriptor("the command") String command) {
        new Help(session).describe(command, System.out);
    }

    @Descriptor("runs the commands in a file")
    public Object source(CommandSession session, @Descriptor("the file") String file) throws Exception {
        return session.execute(script(session, file));
    }

    private static String script(CommandSession session, String file) throws IOException {
        return Files.readString(session.currentDir().resolve(file));
    }

    @Descriptor("ends the shell")
    public void exit() {
        exiting = true;
    }

    boolean exiting() {
        return exiting;
    }
}

package org.dmaengine.console;

import org.apache.felix.gogo.jline.Shell;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// The shell's own commands.
///
/// The Gogo JLine bundle is used as a library and never started: its activator would take the terminal and the
/// signals, Ctrl-C among them, even where a single command line is run.
@Component(service = ShellCommands.class)
@GogoCommand(scope = "console", function = {"help", "source", "exit"})
public final class ShellCommands extends Shell {
    private volatile boolean exiting;

    @Activate
    public ShellCommands(BundleContext context, @Reference CommandProcessor processor) {
        super(new Properties(context), processor);
    }

    @Descriptor("ends the shell")
    public void exit() {
        exiting = true;
        stop();
    }

    boolean exiting() {
        return exiting;
    }

    /// What the shell wants from its surroundings: framework properties. It may not end the process; the launcher does.
    private record Properties(BundleContext context) implements Context {
        @Override
        public String getProperty(String name) {
            return context.getProperty(name);
        }

        @Override
        public void exit() {
            // The console's end is the launcher's business.
        }
    }
}

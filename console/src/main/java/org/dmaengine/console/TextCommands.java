package org.dmaengine.console;

import org.apache.felix.gogo.jline.Posix;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// Gogo's `cat`, `grep` and company.
@Component(service = TextCommands.class)
@GogoCommand(
        scope = "gogo",
        function = {"cat", "echo", "grep", "sort", "sleep", "cd", "pwd", "ls", "less", "watch", "head", "tail", "clear", "wc", "date"})
public final class TextCommands extends Posix {
    @Activate
    public TextCommands(@Reference CommandProcessor processor) {
        super(processor);
    }
}

package org.dmaengine.console;

import org.apache.felix.gogo.jline.Builtin;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Component;

/// Gogo's variables, jobs, history and completion.
@Component(service = SessionCommands.class)
@GogoCommand(
        scope = "gogo",
        function = {
            "format", "new", "set", "tac", "type", "jobs", "fg", "bg", "history", "complete", "setopt", "unsetopt",
            "keymap", "widget", "__files", "__directories", "__usage_completion"
        })
public final class SessionCommands extends Builtin {}

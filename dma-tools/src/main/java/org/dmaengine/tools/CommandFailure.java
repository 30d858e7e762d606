package org.dmaengine.tools;

import java.io.Serial;

/// A command did not do what it was asked to; the message is the one line that its user sees.
public final class CommandFailure extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    /// Says in one line what was refused or went wrong, with the value, and what to do.
    public CommandFailure(String line) {
        super(line);
    }

    /// The same, with what lies underneath, for a stack trace on demand.
    public CommandFailure(String line, Throwable cause) {
        super(line, cause);
    }
}
